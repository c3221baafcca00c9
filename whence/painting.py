"""One work in the catalogue: what its label says and where its picture is."""

from typing import NamedTuple


class Painting(NamedTuple):
    """A row of a catalogue; `id`, `image_url` and, of what hangs, `culture` are never empty.

    `id` is a slug that is safe in a URL. `image_url` is `http(s)://…` or, once loaded, an absolute
    path on this machine.
    """

    id: str
    culture: str
    title: str
    artist: str
    date: str
    medium: str
    museum: str
    page_url: str
    image_url: str
    licence: str


COLUMNS: tuple[str, ...] = Painting._fields
