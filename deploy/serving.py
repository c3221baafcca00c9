"""Start a built gallery, click in it, measure its memory, stop it."""

import json
import socket
import subprocess
import time
from collections.abc import Callable, Sequence
from contextlib import suppress
from pathlib import Path
from signal import SIGTERM
from typing import NamedTuple

import psutil
import requests

from benchmarks.dash_calls import press

CLICK = json.loads(press())
"""A press of the button, as the page sends it."""


class Served(NamedTuple):
    """Megabytes resident in all processes, seconds from SIGTERM to exit, and whether all ended."""

    memory: float
    stopped: float
    clean: bool


def free_port() -> int:
    """Return a port of this machine that nobody uses now."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def serve(
    command: Sequence[str | Path],
    folder: Path,
    env: dict[str, str],
    port: int,
    ask: Callable[[], None] = lambda: None,
) -> Served:
    """Run `command`, click eight times, `ask`, measure, and end it with SIGTERM."""
    web = subprocess.Popen(command, cwd=folder, env=env)
    try:
        _click(f"http://127.0.0.1:{port}")
        ask()
        starter = psutil.Process(web.pid)
        processes = starter.children(recursive=True)
        memory = sum(p.memory_info().rss for p in processes) / 1e6
        start = time.monotonic()
        # A sandbox does not pass signals on; an engine sends them to what runs inside.
        (starter.children()[0] if starter.name() == "bwrap" else starter).send_signal(SIGTERM)
        web.wait(30)
        stopped = time.monotonic() - start
        _, left = psutil.wait_procs(processes, timeout=2)
        return Served(memory, stopped, not any(map(_alive, left)))
    finally:
        _end(web)


def _end(web: subprocess.Popen[bytes]) -> None:
    """Kill what still runs, and all that it started: a failed rehearsal leaves nothing behind."""
    if web.poll() is None:
        for process in psutil.Process(web.pid).children(recursive=True):
            with suppress(psutil.NoSuchProcess):
                process.kill()
        web.kill()
        web.wait()


def _alive(process: psutil.Process) -> bool:
    """Tell a process from one that has ended and waits for somebody to take note."""
    try:
        return process.status() != psutil.STATUS_ZOMBIE
    except psutil.NoSuchProcess:
        return False


def _click(address: str) -> None:
    session = requests.Session()
    for _ in range(100):
        try:
            session.get(address, timeout=5).raise_for_status()
            break
        except requests.ConnectionError:
            time.sleep(0.2)
    start = time.monotonic()
    for _ in range(8):
        reply = session.post(f"{address}/_dash-update-component", json=CLICK, timeout=30)
        reply.raise_for_status()
    hung = json.loads(reply.text)["response"]["hung"]["data"]
    picture = session.get(f"{address}/pictures/{hung}", timeout=30)
    picture.raise_for_status()
    print(f"first clicks answered in {time.monotonic() - start:.2f} s: {hung}")
