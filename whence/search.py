"""Finding works: what a visitor asked for, as an address, and an index that answers it."""

import unicodedata
from collections import Counter
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, fields, replace
from itertools import count
from typing import Any, Final, Self
from urllib.parse import parse_qs, urlencode

import numpy as np
import numpy.typing as npt

from whence.catalogue import Catalogue
from whence.painting import Painting
from whence.statistics import century, in_time

Rows = npt.NDArray[np.int_]

OUTCOMES: Final = ("right", "wrong", "unsure")
"""How the network did with a work that it has decided."""

LONGEST: Final = 100
"""Characters of one field that are looked at."""

MOST_WORDS: Final = 8
MOST_PAGES: Final = 1_000_000
_ADDRESS: Final = 4_000
_LETTERS: Final = str.maketrans({"ø": "o", "ł": "l", "đ": "d", "ı": "i", "æ": "ae", "’": "'"})


@dataclass(frozen=True, slots=True)
class Query:
    """What a visitor wants to see; an empty field asks for nothing. `page` counts from 1."""

    culture: str = ""
    century: str = ""
    artist: str = ""
    museum: str = ""
    outcome: str = ""
    words: str = ""
    page: int = 1

    @classmethod
    def of(cls, values: Mapping[str, Any]) -> Self:
        """Make a query of anything at all; what makes no sense is left out."""
        texts = {name: _text(values.get(name)) for name in TEXTS}
        if texts["outcome"] not in OUTCOMES:
            texts["outcome"] = ""
        return cls(**texts, page=_page(values.get("page")))

    @classmethod
    def from_url(cls, search: Any) -> Self:
        """Read an address's query, "?culture=Japan&page=2"; never fails."""
        if not isinstance(search, str):
            return cls()
        # The last of several values of one name counts.
        fields_ = parse_qs(search.lstrip("?")[:_ADDRESS])
        return cls.of({name: values[-1] for name, values in fields_.items()})

    def to_url(self) -> str:
        """Return the address's query that `from_url` reads back, "" for the whole collection."""
        given = {name: value for name in TEXTS if (value := getattr(self, name))}
        if self.page > 1:
            given["page"] = str(self.page)
        return f"?{urlencode(given)}" if given else ""

    def at(self, page: int) -> Self:
        """Return the same selection at another page."""
        return replace(self, page=page)


TEXTS: Final = tuple(field.name for field in fields(Query) if field.name != "page")


class Index:
    """All works of a catalogue, ready to be searched, 100,000 of them in some 10 ms."""

    def __init__(self, catalogue: Catalogue) -> None:
        self._works = np.fromiter(catalogue, object, len(catalogue))
        self._catalogue = catalogue
        self._columns = {
            "culture": _Column(work.culture for work in catalogue),
            "century": _Column(century(work.date) for work in catalogue),
            "museum": _Column(work.museum for work in catalogue),
        }
        self._artists = _Column(work.artist for work in catalogue)
        texts = (fold(f"{work.title}\n{work.artist}\n{work.date}") for work in catalogue)
        self._texts = np.fromiter(texts, object, len(catalogue))

    def find(self, query: Query, outcomes: Mapping[str, str] | None = None) -> list[Painting]:
        """Return all works that `query` asks for, in the catalogue's order.

        `outcomes` says, by id, how the network did; a work that is not in it was not decided yet.
        Words and artist are found anywhere inside the text, without regard to case or accents.
        """
        rows = self._decided(query.outcome, outcomes or {})
        for name, column in self._columns.items():
            if wanted := getattr(query, name):
                rows = column.narrow(rows, _named(wanted))
        if artist := fold(query.artist):
            rows = self._artists.narrow(rows, lambda value: artist in fold(value))
        for word in fold(query.words).split()[:MOST_WORDS]:
            rows = rows[np.fromiter((word in text for text in self._texts[rows]), bool, len(rows))]
        works: list[Painting] = self._works[rows].tolist()
        return works

    def row(self, painting_id: str) -> int | None:
        """Return where in the catalogue's order a work stands, None where there is none."""
        return self._catalogue.row(painting_id)

    def values(self, name: str) -> list[str]:
        """Return every culture, century (in order of time) or museum that there is."""
        values = set(map(_text, self._columns[name].counts)) - {""}
        return sorted(values, key=in_time if name == "century" else None)

    def artists(self, most: int = 1000) -> list[str]:
        """Return the names of the `most` artists of whom there is most, by name."""
        names = [name for name, _ in self._artists.counts.most_common(most + 1) if name]
        return sorted(names[:most], key=fold)

    def _decided(self, outcome: str, outcomes: Mapping[str, str]) -> Rows:
        if not outcome:
            return np.arange(len(self._works))
        rows = (self.row(key) for key, value in outcomes.items() if value == outcome)
        return np.array(sorted(row for row in rows if row is not None), int)


class _Column:
    """One text of every work, each different text compared only once."""

    def __init__(self, values: Iterable[str]) -> None:
        texts = list(values)
        self.counts = Counter(texts)
        codes = dict(zip(self.counts, count(), strict=False))
        self._codes = np.fromiter(map(codes.__getitem__, texts), int, len(texts))

    def narrow(self, rows: Rows, fits: Callable[[str], bool]) -> Rows:
        """Return those of `rows` whose text fits."""
        fitting = np.fromiter(map(fits, self.counts), bool, len(self.counts))
        kept: Rows = rows[fitting[self._codes[rows]]]
        return kept


def fold(text: str) -> str:
    """Return text as it is compared: without case, accents and typographers' apostrophes."""
    if text.isascii():
        return text.lower()
    parts = unicodedata.normalize("NFKD", text.casefold())
    return "".join(c for c in parts if not unicodedata.combining(c)).translate(_LETTERS)


def _text(value: Any) -> str:
    if not isinstance(value, str):
        return ""
    # Half a surrogate pair cannot be written into an address.
    sound = value[: 2 * LONGEST].encode("utf-8", "ignore").decode("utf-8")
    return " ".join(sound.split())[:LONGEST].strip()


def _page(value: Any) -> int:
    text = str(value) if isinstance(value, int | str) else ""
    if not (text.isascii() and text.isdigit() and len(text) < 10):
        return 1
    return min(max(1, int(text)), MOST_PAGES)


def _named(wanted: str) -> Callable[[str], bool]:
    return lambda value: _text(value) == wanted
