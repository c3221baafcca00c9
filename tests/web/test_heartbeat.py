"""A worker goes on telling that it lives, whatever the clock says."""

import time

import pytest
import time_machine
from uvicorn import Config, Server

from tests.web.layered import INNER, awaited
from whence.web.heartbeat import Worker

DAY = 24 * 3600
A_SECOND = 10
"""Ticks of uvicorn's."""


@pytest.mark.parametrize("days", [-400, -1, 0, 400])
def test_the_heart_beats_after_the_clock_was_set(days: int) -> None:
    beats = []

    async def beat() -> None:
        beats.append(days)

    config = Config(INNER, callback_notify=beat, **{"timeout_notify": 15} | Worker.CONFIG_KWARGS)
    config.load()
    server, now = Server(config), time.time()

    async def live() -> None:
        with time_machine.travel(now):
            await server.on_tick(0)
        with time_machine.travel(now + days * DAY):
            await server.on_tick(A_SECOND)

    awaited(live())
    assert len(beats) == 2
