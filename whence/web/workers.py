"""Bounded threads for what would block the event loop."""

import asyncio
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from contextvars import copy_context
from typing import ParamSpec, TypeVar

from whence.classifier import Prediction
from whence.gallery import Gallery
from whence.painting import Painting

P = ParamSpec("P")
T = TypeVar("T")

DOWNLOADS_AT_ONCE = 16


class Workers:
    """Two pools, so that visitors who wait for a museum never hold up a prediction."""

    def __init__(self, predictions_at_once: int) -> None:
        self._downloads = ThreadPoolExecutor(DOWNLOADS_AT_ONCE, "download")
        self._predictions = ThreadPoolExecutor(predictions_at_once, "predict")

    async def fetch(self, work: Callable[P, T], *args: P.args, **kwargs: P.kwargs) -> T:
        """Run `work`, which may wait for a museum."""
        return await _run(self._downloads, lambda: work(*args, **kwargs))

    async def predict(self, work: Callable[P, T], *args: P.args, **kwargs: P.kwargs) -> T:
        """Run `work`, which computes."""
        return await _run(self._predictions, lambda: work(*args, **kwargs))

    async def decide(self, gallery: Gallery, painting: Painting) -> Prediction:
        """Return the verdict, fetching outside the pool that computes; what is known at once.

        Raises PictureError and MuseumError.
        """
        kept = gallery.decided(painting)
        if kept is not None:
            return kept
        await self.fetch(gallery.picture, painting)
        return await self.predict(gallery.predict, painting)


async def _run(pool: ThreadPoolExecutor, work: Callable[[], T]) -> T:
    # A thread of the pool knows nothing of the request unless told, not even its language.
    return await asyncio.get_running_loop().run_in_executor(pool, copy_context().run, work)
