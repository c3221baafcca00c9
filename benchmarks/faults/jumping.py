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
        self._travel: time_machine.travel | None = None
        self._wrong = 0.0

    def follow(self) -> None:
        """Set the clock if it was asked for."""
        wanted = float(FILE.read_text() or self._wrong)
        if wanted == self._wrong:
            return
        if self._travel is not None:
            self._travel.stop()
        self._travel = time_machine.travel(time.time() + wanted)
        self._travel.start()
        self._wrong = wanted


_clock = Clock()


async def server(scope: Scope, receive: Receive, send: Send) -> None:
    """Answer one request by the clock as it stands now."""
    _clock.follow()
    await gallery(scope, receive, send)
