"""Start a server for a measurement, know its memory, end it."""

import os
import socket
import subprocess
import sys
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

import psutil
import requests

ROOT = Path(__file__).resolve().parent.parent


def free_port() -> int:
    """Return a port of this machine that nobody uses now."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


class Server:
    """A running server: where it is and what it weighs."""

    def __init__(self, port: int, process: psutil.Process) -> None:
        self.port = port
        self.url = f"http://127.0.0.1:{port}"
        self.process = process

    def megabytes(self) -> float:
        """Return the memory of all its processes; a page that two share counts once (PSS)."""
        family = [self.process, *self.process.children(recursive=True)]
        return sum(process.memory_full_info().pss for process in family) / 1e6


@contextmanager
def running(
    command: Sequence[str], env: dict[str, str] | None = None, ready: str = "/", cwd: Path = ROOT
) -> Iterator[Server]:
    """Run `command`, in which `{port}` stands for a free port, until the block ends."""
    port = free_port()
    words = [word.format(port=port) for word in command]
    env = {**os.environ, **(env or {}), "PORT": str(port)}
    started = subprocess.Popen(
        words, cwd=cwd, env=env, stdout=subprocess.DEVNULL, stderr=sys.stderr
    )
    try:
        _wait(f"http://127.0.0.1:{port}{ready}", started)
        yield Server(port, psutil.Process(started.pid))
    finally:
        started.terminate()
        try:
            started.wait(20)
        except subprocess.TimeoutExpired:
            started.kill()


def _wait(url: str, process: subprocess.Popen[bytes]) -> None:
    deadline = time.monotonic() + 120
    while time.monotonic() < deadline:
        if process.poll() is not None:
            sys.exit(f"{process.args} ended with {process.returncode} before it answered")
        try:
            requests.get(url, timeout=60)
        except requests.ConnectionError:
            time.sleep(0.05)
        else:
            return
    sys.exit(f"{url} did not answer within 120 s")
