"""The gallery on a clock that is set while it runs: what gunicorn serves for `clock`."""

import os
import time
from pathlib import Path

import time_machine
from starlette.types import Receive, Scope, Send

from app import server as gallery

FILE = Path(os.environ["CLOCK"])
"""Holds the seconds by which the clock shall be wrong; monotonic time goes on as ever."""


class Clock:
    """The clock of this process, wrong by as much as `FILE` says."""

    def __init__(self) -> None:
        self._traveller: time_machine.Traveller | None = None
        self._wrong = 0.0

    def follow(self) -> None:
        """Set the clock if it was asked for."""
        wanted = float(FILE.read_text() or self._wrong)
        if wanted == self._wrong:
            return
        there = time.time() - self._wrong + wanted
        self._wrong = wanted
        if self._traveller is None:
            self._traveller = time_machine.travel(there).start()
        else:
            self._traveller.move_to(there)


_clock = Clock()


async def server(scope: Scope, receive: Receive, send: Send) -> None:
    """Answer one request by the clock as it stands now."""
    _clock.follow()
    await gallery(scope, receive, send)
