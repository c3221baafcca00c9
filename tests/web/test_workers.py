"""Threads that keep nothing of what they were given."""

import asyncio
import gc
import weakref
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress

from whence.pictures import PictureError
from whence.web.workers import Workers


class Picture:
    """Stands for 15 MB of a visitor's."""


def fail(picture: Picture) -> None:
    raise PictureError("broken")


def test_a_picture_that_cannot_be_decided_is_forgotten_at_once() -> None:
    picture = Picture()
    trace = weakref.ref(picture)

    async def refused() -> None:
        nonlocal picture
        workers = Workers(1)
        with suppress(PictureError):
            await workers.predict(fail, picture)
        del picture
        # The thread lets go of its last piece of work when it takes the next one.
        await workers.predict(int)

    gc.disable()
    try:
        with ThreadPoolExecutor(1) as thread:  # this one may have a browser's loop already
            thread.submit(asyncio.run, refused()).result(20)
        assert trace() is None
    finally:
        gc.enable()
