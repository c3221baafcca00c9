"""All paintings that can hang in the gallery: in order, by id, and at random."""

from collections.abc import Collection, Iterable, Iterator
from itertools import count
from pathlib import Path
from random import Random
from typing import Final, Self

from whence import catalogue_csv
from whence.catalogue_csv import CatalogueError
from whence.cultures import CULTURES
from whence.painting import COLUMNS, Painting
from whence.works import Works

_TRIES: Final = 32


class Catalogue:
    """An unchangeable list of paintings, found by id in constant time.

    `works` are the same, for who looks at a column of all of them.
    """

    def __init__(self, paintings: Iterable[Painting]) -> None:
        """Keep these paintings in this order; raise CatalogueError for an id given twice."""
        rows = list(paintings)
        cells = zip(*rows, strict=True) if rows else ((),) * len(COLUMNS)
        columns = dict(zip(COLUMNS, cells, strict=True))
        self.works = Works()
        self.works.extend(columns)
        self._rows = dict(zip(columns["id"], count(), strict=False))
        if len(self._rows) < len(rows):
            raise CatalogueError("The catalogue holds the same id twice.")

    @classmethod
    def load(cls, *paths: Path, cultures: Collection[str] = CULTURES) -> Self:
        """Read one or several CSV files, one after the other.

        With "" among `cultures` works may be of a culture that nobody knows.
        Raises CatalogueError: all bad rows at once, by file and line, or that there is no row.
        """
        made = cls(())
        made.works, made._rows = catalogue_csv.read(paths, cultures)
        if not made.works:
            names = ", ".join(map(str, paths)) or "no file"
            raise CatalogueError(f"The catalogue holds no painting ({names}).")
        return made

    def __len__(self) -> int:
        return len(self.works)

    def __iter__(self) -> Iterator[Painting]:
        return iter(self.works)

    def __contains__(self, painting_id: object) -> bool:
        return painting_id in self._rows

    def get(self, painting_id: str) -> Painting | None:
        """Return the painting with that id, or None."""
        row = self._rows.get(painting_id)
        return None if row is None else self.works[row]

    def culture(self, painting_id: str) -> str | None:
        """Return that painting's culture without making the rest of its label, or None."""
        row = self._rows.get(painting_id)
        return None if row is None else self.works.repeated["culture"][row]

    def row(self, painting_id: str) -> int | None:
        """Return where in the order a painting stands, None where there is none of that id."""
        return self._rows.get(painting_id)

    def random(self, rng: Random, without: Collection[str] = ()) -> Painting:
        """Draw one painting whose id is not in `without`, each of them equally likely.

        Constant time while `without` names a small part of the catalogue. Raises LookupError when
        nothing is left to draw.
        """
        ids = self.works.texts["id"]
        for _ in range(_TRIES if ids else 0):
            row = rng.randrange(len(ids))
            if ids[row] not in without:
                return self.works[row]
        # Nearly all are excluded: drawing from the rest is as fair as drawing on.
        excluded = frozenset(without)
        rest = [row for row, painting_id in enumerate(ids) if painting_id not in excluded]
        if not rest:
            raise LookupError("No painting is left to draw.")
        return self.works[rng.choice(rest)]
