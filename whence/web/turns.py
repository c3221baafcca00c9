"""Turns: who asks for much at once leaves room between to those who ask for little."""

import asyncio
from collections import Counter
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import Final
from weakref import WeakValueDictionary

from whence.web.layers.proxies import asking
from whence.web.refusals import Busy

EACH: Final = 2
"""Pieces of one visitor's work that may have their turn: one is done, the next is ready."""


class Turns:
    """A line for each visitor, `waiting` pieces of work long; `each` may have their turn."""

    def __init__(self, waiting: int, each: int = EACH) -> None:
        self._each, self._most = each, each + waiting
        self._asked: Counter[str] = Counter()
        self._lines: WeakValueDictionary[str, asyncio.Semaphore] = WeakValueDictionary()

    @asynccontextmanager
    async def turn(self) -> AsyncIterator[None]:
        """Wait for the turn of who asks, and hold it; raises Busy where so many wait already."""
        who = asking.get()
        if self._asked[who] >= self._most:
            raise Busy
        self._asked[who] += 1
        try:
            async with self._lines.setdefault(who, asyncio.Semaphore(self._each)):
                yield
        finally:
            self._asked[who] -= 1
            if not self._asked[who]:
                del self._asked[who]
