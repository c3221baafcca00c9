"""What a visitor looks for, as fields and as an address."""

from collections.abc import Mapping
from dataclasses import dataclass, fields, replace
from typing import Any, Final, Self
from urllib.parse import parse_qs, urlencode

OUTCOMES: Final = ("right", "wrong", "unsure")
"""How the network did with a work that it has decided."""

LONGEST: Final = 100
"""Characters of one field that are looked at."""

MOST_PAGES: Final = 1_000_000
_ADDRESS: Final = 8_000  # five fields of the longest letters take 6,100


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
        texts = {name: plain(values.get(name)) for name in TEXTS}
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


def plain(value: Any) -> str:
    """Return text as a field of a query holds it, "" for what is none."""
    if not isinstance(value, str):
        return ""
    # Half a surrogate pair cannot be written into an address.
    sound = value[: 2 * LONGEST].encode("utf-8", "ignore").decode("utf-8")
    return " ".join(sound.split())[:LONGEST].strip()


def _page(value: Any) -> int:
    text = str(value) if isinstance(value, int | str) else ""
    if not (text.isascii() and text.isdigit()):
        return 1
    return min(max(1, int(text[:10])), MOST_PAGES)
