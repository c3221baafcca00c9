"""Elements drawn once: building and writing them takes longer than all else in a callback."""

from threading import Lock
from typing import Any, Final

import orjson
from cachetools import LRUCache

from whence.painting import Painting
from whence.web.language import current

KEPT: Final = 512
"""Drawings kept, of 5 to 8 kB each."""

Drawing = list[orjson.Fragment]
"""Elements as the JSON that Dash, which writes with orjson, puts into its answer as it is."""


class Drawn:
    """What was drawn for a painting lately, in each language, as what the browser gets."""

    def __init__(self) -> None:
        self._kept: LRUCache[tuple[str, str], Drawing] = LRUCache(KEPT)
        self._lock = Lock()

    def get(self, painting: Painting) -> Drawing | None:
        """Return what was kept for `painting` in the request's language, or None."""
        with self._lock:
            kept = self._kept.get((painting.id, current()))
        return None if kept is None else kept.copy()

    def keep(self, painting: Painting, elements: list[Any]) -> Drawing:
        """Keep what shows `painting`; return it ready to be sent."""
        drawing = [orjson.Fragment(orjson.dumps(element)) for element in elements]
        with self._lock:
            self._kept[painting.id, current()] = drawing
        return drawing.copy()
