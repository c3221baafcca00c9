"""Bounded threads for what would block the event loop."""

import asyncio
from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextvars import copy_context
from threading import Lock
from typing import ParamSpec, TypeVar

from whence.classifier import Prediction
from whence.encoded import Encoded
from whence.gallery import Gallery
from whence.painting import Painting
from whence.sources import MOST_DOWNLOADS
from whence.web.layers.metrics import QUEUE
from whence.web.refusals import Busy
from whence.web.turns import Turns

P = ParamSpec("P")
T = TypeVar("T")

WAITING = 64
"""Pieces of work that may wait in each pool: more would be answered after their time is up."""


class Workers:
    """Five pools: a slow museum, a heavy upload or a long search holds up neither verdict nor game.

    Nor does any of them hold up a correction. All raise Busy, which the web answers with 503,
    where `waiting` wait already, all together or of one visitor.
    """

    def __init__(self, waiting: int = WAITING) -> None:
        self._downloads = _Pool("download", MOST_DOWNLOADS, waiting)
        self._fetching = Turns(waiting, MOST_DOWNLOADS // 2)
        # One thread each: the network takes several cores by itself, and two would take turns.
        self._predictions = _Pool("predict", 1, waiting)
        self._uploads = _Pool("upload", 1, waiting)
        self._deciding = Turns(waiting)
        self._computing = _Pool("compute", 1, waiting)
        self._asking = Turns(waiting)
        self._writing = _Pool("write", 1, waiting)

    async def fetch(self, work: Callable[P, T], *args: P.args, **kwargs: P.kwargs) -> T:
        """Run `work`, which may wait for a museum; visitors take turns."""
        async with self._fetching.turn():
            return await self._downloads.run(lambda: work(*args, **kwargs))

    async def predict(self, work: Callable[P, T], *args: P.args, **kwargs: P.kwargs) -> T:
        """Run `work`, which asks the network about what hangs."""
        return await self._predictions.run(lambda: work(*args, **kwargs))

    async def judge(self, work: Callable[P, T], *args: P.args, **kwargs: P.kwargs) -> T:
        """Run `work`, which decides a picture of the visitor's own; visitors take turns."""
        async with self._deciding.turn():
            return await self._uploads.run(lambda: work(*args, **kwargs))

    async def compute(self, work: Callable[P, T], *args: P.args, **kwargs: P.kwargs) -> T:
        """Run `work`, which computes anything else, perhaps for long; visitors take turns."""
        async with self._asking.turn():
            return await self._computing.run(lambda: work(*args, **kwargs))

    async def write(self, work: Callable[P, T], *args: P.args, **kwargs: P.kwargs) -> T:
        """Run `work`, which writes to a database."""
        return await self._writing.run(lambda: work(*args, **kwargs))

    async def picture(self, gallery: Gallery, painting: Painting) -> Encoded:
        """Return the encoded picture, from memory at once; raises PictureError and MuseumError."""
        data = gallery.in_memory(painting)
        return await self.fetch(gallery.picture, painting) if data is None else data

    async def choose(self, gallery: Gallery, seen: Sequence[str] = ()) -> Painting:
        """Return a painting whose picture is at hand, drawn at random, without `seen`."""
        first = gallery.pick(seen)
        if gallery.in_memory(first) is not None:
            return first
        return await self.fetch(gallery.choose, seen, first=first)

    async def decide(self, gallery: Gallery, painting: Painting) -> Prediction:
        """Return the verdict, fetching outside the pool that computes; what is known at once.

        Raises PictureError and MuseumError.
        """
        kept = gallery.decided(painting)
        if kept is not None:
            return kept
        picture = await self.picture(gallery, painting)
        return await self.predict(gallery.predict, painting, picture)

    async def ratio(self, gallery: Gallery, painting: Painting) -> float:
        """Return the picture's proportions, likewise."""
        known = gallery.ratio_known(painting)
        if known is not None:
            return known
        picture = await self.picture(gallery, painting)
        return await self.predict(gallery.ratio, painting, picture)


class _Pool:
    """Threads, and a queue before them that is never long."""

    def __init__(self, name: str, threads: int, waiting: int) -> None:
        self._threads = ThreadPoolExecutor(threads, name)
        self._gauge = QUEUE.labels(name)
        self._room = threads + waiting
        self._lock = Lock()

    async def run(self, work: Callable[[], T]) -> T:
        """Run `work` on a thread; raises Busy."""
        with self._lock:
            if not self._room:
                raise Busy
            self._room -= 1
        self._gauge.inc()
        try:
            # A thread of the pool knows nothing of the request unless told, not even its language.
            future = self._threads.submit(copy_context().run, work)
        except RuntimeError as error:  # the machine has no thread left
            self._leave()
            raise Busy from error
        future.add_done_callback(lambda _: self._leave())
        try:
            return await asyncio.wrap_future(future)
        finally:
            # An exception would hold this frame, it the future, and that the exception: a ring
            # that keeps a visitor's picture in memory until it is collected.
            del future

    def _leave(self) -> None:
        with self._lock:
            self._room += 1
        self._gauge.dec()
