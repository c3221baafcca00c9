"""An index of all works that hang here, which answers what a visitor looks for."""

from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import Final, overload

import numpy as np
import numpy.typing as npt

from whence.catalogue import Catalogue
from whence.columns import Repeated
from whence.folding import Folded, Mask, fold
from whence.painting import Painting
from whence.query import Query, plain
from whence.statistics import century, in_time

Rows = npt.NDArray[np.int_]

MOST_WORDS: Final = 8


class Found(Sequence[Painting]):
    """Works that were found, in order. `rows` says where among all works each of them stands."""

    def __init__(self, index: "Index", rows: Rows) -> None:
        self._index = index
        self.rows = rows

    def __len__(self) -> int:
        return len(self.rows)

    @overload
    def __getitem__(self, at: int) -> Painting: ...
    @overload
    def __getitem__(self, at: slice) -> "Found": ...
    def __getitem__(self, at: int | slice) -> "Painting | Found":
        if isinstance(at, slice):
            return Found(self._index, self.rows[at])
        return self._index.work(int(self.rows[at]))


class Index:
    """All works of a gallery, ready to be searched, 100,000 of them in some 10 ms."""

    def __init__(self, *catalogues: Catalogue) -> None:
        """Take the works of all `catalogues`, among which no id may be given twice."""
        self._catalogues = catalogues
        works = [catalogue.works for catalogue in catalogues]
        dates = [each.repeated["date"] for each in works]
        self._columns = {
            name: Facet([each.repeated[name] for each in works])
            for name in ("culture", "museum", "artist")
        }
        self._columns["century"] = Facet(dates, century)
        self._texts = (
            Folded(title for each in works for title in each.texts["title"]),
            self._columns["artist"],
            Facet(dates),
        )

    def __len__(self) -> int:
        return sum(map(len, self._catalogues))

    def find(
        self, query: Query, outcomes: Mapping[str, str] | None = None, among: Found | None = None
    ) -> Found:
        """Return all works that `query` asks for, in order; only those of `among` if that is given.

        `outcomes` says, by id, how the network did; a work that is not in it was not decided yet.
        Words and artist are found anywhere inside the text, without regard to case or accents.
        """
        fits = np.ones(len(self), bool)
        if among is not None:
            fits &= self._at(among.rows)
        if query.outcome:
            fits &= self._decided(query.outcome, outcomes or {})
        for name in ("culture", "century", "museum"):
            if wanted := getattr(query, name):
                fits &= self._columns[name].fitting(lambda value: plain(value) == wanted)
        if artist := fold(query.artist):
            fits &= self._columns["artist"].holding(artist)
        for word in fold(query.words).split()[:MOST_WORDS]:
            fits &= np.logical_or.reduce([texts.holding(word) for texts in self._texts])
        return Found(self, np.flatnonzero(fits))

    def work(self, row: int) -> Painting:
        """Return the work that stands there among all."""
        for catalogue in self._catalogues:
            if row < len(catalogue):
                return catalogue.works[row]
            row -= len(catalogue)
        raise IndexError("There are not that many works.")

    def row(self, painting_id: str) -> int | None:
        """Return where among all works one stands, None where there is none of that id."""
        before = 0
        for catalogue in self._catalogues:
            row = catalogue.row(painting_id)
            if row is not None:
                return before + row
            before += len(catalogue)
        return None

    def values(self, name: str) -> list[str]:
        """Return every culture, century (in order of time) or museum that there is."""
        values = set(map(plain, self._columns[name].counts)) - {""}
        return sorted(values, key=in_time if name == "century" else None)

    def artists(self, most: int = 1000) -> list[str]:
        """Return the names of the `most` artists of whom there is most, by name."""
        counts = self._columns["artist"].counts
        names = [name for name, _ in counts.most_common(most + 1) if name]
        return sorted(names[:most], key=fold)

    def _decided(self, outcome: str, outcomes: Mapping[str, str]) -> Mask:
        rows = (self.row(key) for key, value in outcomes.items() if value == outcome)
        return self._at([row for row in rows if row is not None])

    def _at(self, rows: Rows | list[int]) -> Mask:
        mask = np.zeros(len(self), bool)
        mask[rows] = True
        return mask


class Facet:
    """One column of all works, or what it tells of them; each different text is looked at once."""

    def __init__(
        self, columns: Iterable[Repeated], telling: Callable[[str], str] | None = None
    ) -> None:
        told, parts = Repeated(), [np.empty(0, np.uint32)]
        for column in columns:
            before = len(told)
            told.extend(map(telling, column.values) if telling else column.values)
            parts.append(np.asarray(told.codes[before:])[np.asarray(column.codes)])
        self._codes = np.concatenate(parts)
        self._folded = Folded(told.values)
        shares = np.bincount(self._codes, minlength=len(told.values)).tolist()
        self.counts = Counter(dict(zip(told.values, shares, strict=True)))

    def fitting(self, fits: Callable[[str], bool]) -> Mask:
        """Tell of each work whether its text fits."""
        return np.fromiter(map(fits, self.counts), bool, len(self.counts))[self._codes]

    def holding(self, wanted: str) -> Mask:
        """Tell of each work whether `wanted`, folded, is somewhere in its text."""
        return self._folded.holding(wanted)[self._codes]
