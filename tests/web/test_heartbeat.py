"""A worker tells that it lives, whatever the clock says, and believes no header itself."""

import time
from typing import Any

import pytest
import time_machine
from starlette.types import Receive, Scope, Send
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


def test_only_our_own_layer_believes_what_proxies_tell() -> None:
    seen: list[Any] = []

    async def app(scope: Scope, receive: Receive, send: Send) -> None:
        seen.append((scope["client"], scope["scheme"]))

    config = Config(app, **{"timeout_notify": 15} | Worker.CONFIG_KWARGS)
    config.load()
    told = [(b"x-forwarded-for", b"203.0.113.1"), (b"x-forwarded-proto", b"https")]
    asked = {"type": "http", "client": ("127.0.0.1", 5), "scheme": "http", "headers": told}
    awaited(config.loaded_app(asked, None, None))  # type: ignore[arg-type]
    assert seen == [(("127.0.0.1", 5), "http")]
