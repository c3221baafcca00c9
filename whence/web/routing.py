"""Which page an address leads to."""

from dataclasses import dataclass
from typing import Literal
from urllib.parse import unquote

from whence.gallery import Gallery
from whence.messages import N_
from whence.painting import Painting
from whence.web.language import _
from whence.web.names import told

Page = Literal["gallery", "painting", "collection", "play", "statistics", "try"]

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


def find(address: str, gallery: Gallery) -> Place | None:
    """Return the place of an address's path, None where nothing hangs."""
    match [unquote(part) for part in address.split("/") if part]:
        case []:
            return Place("gallery")
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
