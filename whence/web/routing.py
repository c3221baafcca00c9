"""Which page an address leads to."""

from dataclasses import dataclass
from typing import Final, Literal, get_args
from urllib.parse import unquote

from whence.cultures import are_cultures
from whence.gallery import Gallery
from whence.messages import N_
from whence.painting import Painting
from whence.web.language import _
from whence.web.names import told

Page = Literal["gallery", "painting", "collection", "play", "statistics", "try"]

OF_PAINTINGS: Final[frozenset[Page]] = frozenset({"gallery", "painting", "collection", "play"})
"""Pages that have nothing to show where the network does not tell the four cultures apart."""

NAME = "Whence"
TITLES: dict[Page, str] = {
    "collection": N_("The collection"),
    "play": N_("You against the network"),
    "statistics": N_("How good it is"),
    "try": N_("Try your own"),
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
            return title(told(self.painting.title) or _("A painting"))
        return title(_(TITLES[self.page])) if self.page in TITLES else NAME


def title(subject: str) -> str:
    """Return what the browser's tab says of a page's subject."""
    return f"{subject} · {NAME}"


def offered(gallery: Gallery) -> frozenset[Page]:
    """Return the pages that have something to show with the model that is served."""
    pages: frozenset[Page] = frozenset(get_args(Page))
    return pages if are_cultures(gallery.classifier.bundle.labels) else pages - OF_PAINTINGS


def find(address: str, gallery: Gallery) -> Place | None:
    """Return the place of an address's path, None where nothing hangs.

    A model that names no cultures is at home where one tries pictures of one's own.
    """
    match [unquote(part) for part in address.split("/") if part]:
        case []:
            return Place("gallery" if "gallery" in offered(gallery) else "try")
        case ["collection"]:
            return Place("collection")
        case ["play"]:
            return Place("play")
        case ["statistics"]:
            return Place("statistics")
        case ["try"]:
            return Place("try")
        case ["painting", painting_id]:
            painting = gallery.get(painting_id)
            return None if painting is None else Place("painting", painting)
    return None
