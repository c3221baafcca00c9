"""All paintings that can hang in the gallery: in order, by id, and at random."""

from collections.abc import Collection, Iterable, Iterator
from pathlib import Path
from random import Random
from typing import Final, Self

from whence import catalogue_csv
from whence.catalogue_csv import CatalogueError
from whence.cultures import CULTURES
from whence.painting import Painting

_TRIES: Final = 32


class Catalogue:
    """An unchangeable list of paintings, found by id in constant time."""

    def __init__(self, paintings: Iterable[Painting]) -> None:
        """Keep these paintings in this order; raise CatalogueError for an id given twice."""
        self._paintings = tuple(paintings)
        ids = [painting.id for painting in self._paintings]
        self._rows = dict(zip(ids, range(len(ids)), strict=True))
        if len(self._rows) < len(self._paintings):
            raise CatalogueError("The catalogue holds the same id twice.")

    @classmethod
    def load(cls, *paths: Path, cultures: Collection[str] = CULTURES) -> Self:
        """Read one or several CSV files, one after the other.

        With "" among `cultures` works may be of a culture that nobody knows.
        Raises CatalogueError: all bad rows at once, by file and line, or that there is no row.
        """
        paintings, rows = catalogue_csv.read(paths, cultures)
        if not paintings:
            names = ", ".join(map(str, paths)) or "no file"
            raise CatalogueError(f"The catalogue holds no painting ({names}).")
        return cls._of(tuple(paintings), rows)

    @classmethod
    def _of(cls, paintings: tuple[Painting, ...], rows: dict[str, int]) -> Self:
        """Make a catalogue of which it is known where each id stands."""
        made = cls(())
        made._paintings, made._rows = paintings, rows
        return made

    def followed_by(self, others: Iterable[Painting]) -> Self:
        """Return a catalogue of these paintings and then of `others`, without ids that are here."""
        new = type(self)(painting for painting in others if painting.id not in self)
        rows = {name: len(self) + row for name, row in new._rows.items()}
        return self._of(self._paintings + new._paintings, self._rows | rows)

    def __len__(self) -> int:
        return len(self._paintings)

    def __iter__(self) -> Iterator[Painting]:
        return iter(self._paintings)

    def __contains__(self, painting_id: object) -> bool:
        return painting_id in self._rows

    def get(self, painting_id: str) -> Painting | None:
        """Return the painting with that id, or None."""
        row = self._rows.get(painting_id)
        return None if row is None else self._paintings[row]

    def row(self, painting_id: str) -> int | None:
        """Return where in the order a painting stands, None where there is none of that id."""
        return self._rows.get(painting_id)

    def random(self, rng: Random, without: Collection[str] = ()) -> Painting:
        """Draw one painting whose id is not in `without`, each of them equally likely.

        Constant time while `without` names a small part of the catalogue. Raises LookupError when
        nothing is left to draw.
        """
        for _ in range(_TRIES if self._paintings else 0):
            painting = rng.choice(self._paintings)
            if painting.id not in without:
                return painting
        # Nearly all are excluded: drawing from the rest is as fair as drawing on.
        excluded = frozenset(without)
        rest = [painting for painting in self._paintings if painting.id not in excluded]
        if not rest:
            raise LookupError("No painting is left to draw.")
        return rng.choice(rest)
