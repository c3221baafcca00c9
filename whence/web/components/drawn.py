"""Components drawn once: building and writing them takes longer than all else in a callback."""

import json
from collections.abc import Callable
from threading import Lock
from typing import Any, Final

from cachetools import LRUCache
from plotly.utils import PlotlyJSONEncoder

from whence.catalogue import Painting
from whence.web.language import current

KEPT: Final = 512
"""Drawings kept, of 1 to 4 kB each."""


class Drawn:
    """What was drawn for a painting lately, in each language, as what the browser gets."""

    def __init__(self) -> None:
        self._kept: LRUCache[tuple[str, str, str], str] = LRUCache(KEPT)
        self._lock = Lock()

    def of(self, what: str, painting: Painting, draw: Callable[[], Any]) -> Any:
        """Return the components that `draw` makes, as plain lists and dictionaries.

        `draw` is asked once for each `what`, painting and language.
        """
        key = (what, painting.id, current())
        with self._lock:
            text = self._kept.get(key)
        if text is None:
            text = json.dumps(draw(), cls=PlotlyJSONEncoder)
            with self._lock:
                self._kept[key] = text
        return json.loads(text)
