"""The collection itself: look at every lead, keep the pictures, write the tables."""

from collections import Counter
from collections.abc import Collection, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Protocol

from whence.collecting import tables
from whence.collecting.errors import CollectError
from whence.collecting.keeper import DeadLink, Keeper
from whence.files import atomic_write
from whence.museums.errors import GivenUp, MuseumError, Unreachable
from whence.museums.polite import PoliteClient
from whence.painting import Painting
from whence.progress import progress


class Museum(Protocol):
    """Anything that names works: a museum's API or a list."""

    @property
    def name(self) -> str:
        """What people call it."""

    @property
    def slug(self) -> str:
        """What its folder is called."""

    @property
    def many_hosts(self) -> bool:
        """Whether its pictures lie on several hosts, so that one may be away without the others."""

    def leads(self, cultures: Collection[str]) -> tuple[int, Iterator[Any]]:
        """Return how many leads there are, and the leads; raise MuseumError."""

    def judge(self, lead: Any) -> Painting | str:
        """Return a painting, or why the lead is none; raise MuseumError."""


@dataclass
class Report:
    """What became of the leads."""

    kept: int = 0
    left_out: Counter[str] = field(default_factory=Counter)
    unusable: list[tuple[Any, str]] = field(default_factory=list)
    dead: list[tuple[Painting, str]] = field(default_factory=list)
    silent: list[tuple[Painting, str]] = field(default_factory=list)
    unanswered: int = 0

    def lines(self) -> Iterator[str]:
        """Say in a few lines what a person should know."""
        yield f"{self.kept:,} pictures kept."
        for why, times in self.left_out.most_common():
            yield f"{times:,} left out: {why}."
        if self.dead:
            yield f"{len(self.dead):,} dead links; --retry-dead asks them once more."
        if later := len(self.silent) + self.unanswered:
            yield f"{later:,} without an answer; run the same command again to ask them."


def collect(
    museum: Museum,
    cultures: Collection[str] | None,
    limit: int | None,
    keeper: Keeper,
    client: PoliteClient,
) -> Report:
    """Keep up to `limit` pictures of `cultures` (None: any), those of earlier runs included.

    Raises CollectError when the museum itself no longer answers; what was kept stays.
    """
    report = Report()
    with progress(desc=museum.name, unit="work", total=limit) as bar:
        client.tell = bar.set_postfix_str
        try:
            total, leads = museum.leads(cultures or ())
            bar.reset(total=limit or total)
            for lead in leads:
                before = report.kept
                _follow(museum, lead, cultures, keeper, report)
                bar.update(1 if limit is None else report.kept - before)
                if report.kept == limit:
                    break
        except MuseumError as error:
            raise CollectError(
                f"{museum.name}: {error} What was collected is kept; run the same command again "
                "later to go on."
            ) from error
    return report


def _follow(
    museum: Museum, lead: Any, cultures: Collection[str] | None, keeper: Keeper, report: Report
) -> None:
    """Judge one lead and keep its picture; an origin that is given up ends everything.

    Unless it is only one of several where pictures lie.
    """
    try:
        found = museum.judge(lead)
    except GivenUp:
        raise
    except Unreachable:
        report.unanswered += 1
        return
    if isinstance(found, str):
        report.left_out[found] += 1
        report.unusable.append((lead, found))
    elif cultures is not None and found.culture not in cultures:
        report.left_out["of another culture than asked for"] += 1
    else:
        _keep(found, keeper, report, museum.many_hosts)


def _keep(painting: Painting, keeper: Keeper, report: Report, many_hosts: bool) -> None:
    try:
        keeper.keep(painting)
    except DeadLink as error:
        report.dead.append((painting, str(error)))
    except Unreachable as error:
        if isinstance(error, GivenUp) and not many_hosts:
            raise
        report.silent.append((painting, str(error)))
    else:
        report.kept += 1


def write_tables(keeper: Keeper, folder: Path) -> int:
    """Write the catalogue and the list for training of all pictures that are there; count them."""
    kept = [each for each in keeper.manifest if keeper.manifest.get(each.painting.id)]
    atomic_write(folder / tables.CATALOGUE, tables.catalogue(kept))
    atomic_write(folder / tables.LIST, tables.picture_list(kept))
    return len(kept)
