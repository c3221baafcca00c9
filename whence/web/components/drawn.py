"""Components drawn once: building and writing them takes longer than all else in a callback."""

import json
from threading import Lock
from typing import Any, Final

from cachetools import LRUCache
from plotly.utils import PlotlyJSONEncoder

from whence.catalogue import Painting
from whence.web.language import current

KEPT: Final = 512
"""Drawings kept, of 5 to 8 kB each."""


class Drawn:
    """What was drawn for a painting lately, in each language, as what the browser gets."""

    def __init__(self) -> None:
        self._kept: LRUCache[tuple[str, str], str] = LRUCache(KEPT)
        self._lock = Lock()

    def get(self, painting: Painting) -> list[Any] | None:
        """Return what was kept for `painting` in the request's language, or None."""
        with self._lock:
            text = self._kept.get((painting.id, current()))
        return None if text is None else _read(text)

    def keep(self, painting: Painting, components: list[Any]) -> list[Any]:
        """Keep what shows `painting`; return it as plain lists and dictionaries."""
        text = json.dumps(components, cls=PlotlyJSONEncoder)
        with self._lock:
            self._kept[painting.id, current()] = text
        return _read(text)


def _read(text: str) -> list[Any]:
    drawn: list[Any] = json.loads(text)
    return drawn
