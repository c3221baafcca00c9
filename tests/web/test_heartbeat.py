"""A worker tells that it lives, whatever the clock says, and believes no header itself."""

import os
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from signal import SIGKILL, SIGQUIT
from typing import Any

import psutil
import pytest
import time_machine
from starlette.types import Receive, Scope, Send
from uvicorn import Config, Server

from deploy.serving import free_port
from tests.conftest import ROOT
from tests.web.layered import INNER, awaited
from whence.web.connection import Connection
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


@contextmanager
def gunicorn(folder: Path) -> Iterator[tuple[subprocess.Popen[str], list[psutil.Process]]]:
    """A master and its two workers, with an application that does nothing."""
    (folder / "nothing.py").write_text("async def app(scope, receive, send): ...")
    words = f"-w 2 -k whence.web.heartbeat.Worker -b 127.0.0.1:{free_port()} --graceful-timeout 5"
    command = [sys.executable, "-m", "gunicorn", *words.split(), "--no-control-socket"]
    env = {**os.environ, "PYTHONPATH": str(ROOT)}
    master = subprocess.Popen(
        [*command, "nothing:app"], cwd=folder, env=env, stderr=subprocess.PIPE, text=True
    )
    assert master.stderr is not None
    started = 0
    with master, master.stderr as said:
        while started < 2:
            started += "startup complete" in said.readline()
        workers = psutil.Process(master.pid).children()
        try:
            yield master, workers
        finally:
            for process in (master, *workers):
                if process.poll() is None if process is master else process.is_running():
                    process.kill()


def test_workers_leave_when_their_master_is_killed(tmp_path: Path) -> None:
    with gunicorn(tmp_path) as (master, workers):
        master.send_signal(SIGKILL)
        _, left = psutil.wait_procs(workers, timeout=20)
        assert left == []


def test_workers_that_shall_leave_at_once_need_not_be_killed(tmp_path: Path) -> None:
    with gunicorn(tmp_path) as (master, _):
        master.send_signal(SIGQUIT)
        assert master.stderr is not None
        assert "SIGKILL" not in master.stderr.read()
        assert master.wait(20) == 0


def test_its_connections_are_ours_and_so_bounded() -> None:
    config = Config(INNER, **{"timeout_notify": 15} | Worker.CONFIG_KWARGS)
    config.load()
    assert config.http_protocol_class is Connection
