"""Which page an address leads to."""

from dataclasses import dataclass
from typing import Literal
from urllib.parse import unquote

from whence.gallery import Gallery
from whence.painting import Painting

Page = Literal["gallery", "painting", "collection", "statistics", "try"]

TITLES: dict[Page, str] = {
    "gallery": "Whence",
    "collection": "The collection · Whence",
    "statistics": "How good it is · Whence",
    "try": "Try your own · Whence",
}


@dataclass(frozen=True, slots=True)
class Place:
    """A page, and the painting that it is about where it is about one."""

    page: Page
    painting: Painting | None = None

    @property
    def title(self) -> str:
        """Return what the browser's tab says."""
        if self.painting is not None:
            return f"{self.painting.title or 'A painting'} · Whence"
        return TITLES[self.page]


def find(address: str, gallery: Gallery) -> Place | None:
    """Return the place of an address's path, None where nothing hangs."""
    match [unquote(part) for part in address.split("/") if part]:
        case []:
            return Place("gallery")
        case ["collection"]:
            return Place("collection")
        case ["statistics"]:
            return Place("statistics")
        case ["try"]:
            return Place("try")
        case ["painting", painting_id]:
            painting = gallery.get(painting_id)
            return None if painting is None else Place("painting", painting)
    return None
