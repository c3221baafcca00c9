"""Start a server for a measurement, know its memory, end it."""

import os
import subprocess
import sys
import time
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryFile
from typing import IO

import psutil
import requests

from deploy.serving import free_port

ROOT = Path(__file__).resolve().parent.parent
PYTHON = sys.executable
"""Of the environment that measures, where what developers use is installed, too."""


def _python(kind: str) -> str:
    """Return the Python of the environment beside this one that `make bench` builds, or this."""
    python = Path(f"{sys.prefix}-{kind}") / "bin" / "python"
    return str(python) if python.exists() else PYTHON


OURS = _python("web")
"""Where there is `requirements.txt` and nothing else, as where the gallery is deployed."""

ENVIRONMENT = (
    "the environment of its developers"
    if OURS == PYTHON
    else "an environment of `requirements.txt` alone"
)

THEIRS = _python("bench")
"""Where there is what we are measured against, and nothing else (`requirements-bench.txt`)."""


class Server:
    """A running server: where it is, what it weighs, and the seconds until it first answered."""

    def __init__(self, port: int, process: psutil.Process, seconds: float) -> None:
        self.port = port
        self.url = f"http://127.0.0.1:{port}"
        self.seconds = seconds
        self._process = process

    def megabytes(self) -> float:
        """Return the memory of all its processes; a page that two share counts once (PSS)."""
        return sum(process.memory_full_info().pss for process in self._family()) / 1e6

    def processor(self) -> float:
        """Return the seconds that all its processes have used a processor so far."""
        return sum(sum(process.cpu_times()[:2]) for process in self._family())

    def _family(self) -> list[psutil.Process]:
        return [self._process, *self._process.children(recursive=True)]


@contextmanager
def running(
    command: Sequence[str],
    env: Mapping[str, str] | None = None,
    ready: str = "/",
    cwd: Path = ROOT,
) -> Iterator[Server]:
    """Run `command`, in which `{port}` stands for a free port, until the block ends."""
    port = free_port()
    words = [word.format(port=port) for word in command]
    env = {**os.environ, **(env or {}), "PORT": str(port)}
    with TemporaryFile() as log:
        start = time.perf_counter()
        started = subprocess.Popen(words, cwd=cwd, env=env, stdout=log, stderr=log)
        try:
            _wait(f"http://127.0.0.1:{port}{ready}", started, log)
            yield Server(port, psutil.Process(started.pid), time.perf_counter() - start)
        finally:
            started.terminate()
            try:
                started.wait(20)
            except subprocess.TimeoutExpired:
                started.kill()


@contextmanager
def gallery(folder: Path, workers: int | None = 2, **settings: object) -> Iterator[Server]:
    """Run our gallery under gunicorn; whoever asks may ask as often as they like.

    Without a number of workers it is the one process that `make run` starts.
    """
    command = [OURS, "app.py"] if workers is None else [OURS, "-m", "gunicorn", "app:server"]
    wanted = {"calls_a_minute": 0, "uploads_a_minute": 0, "cache": folder / "cache"} | settings
    env = {f"WHENCE_{name.upper()}": str(value) for name, value in wanted.items()} | {
        "DATABASE_URL": f"sqlite:///{folder / 'corrections.db'}",
        "WEB_CONCURRENCY": str(workers or 1),
    }
    with running(command, env, "/") as server:
        yield server


@contextmanager
def museum(delay: float = 0) -> Iterator[Server]:
    """Run a museum that takes `delay` milliseconds for a picture."""
    command = [PYTHON, "-m", "uvicorn", "benchmarks.museum:app", "--port", "{port}"]
    quiet = ["--log-level", "critical"]
    with running([*command, *quiet], {"DELAY": str(delay)}, "/1.jpg") as server:
        yield server


def _wait(url: str, process: subprocess.Popen[bytes], log: IO[bytes]) -> None:
    deadline = time.monotonic() + 180
    while time.monotonic() < deadline:
        if process.poll() is not None:
            log.seek(0)
            said = log.read().decode(errors="replace")[-2000:]
            sys.exit(f"{process.args} ended before it answered:\n{said}")
        try:
            if requests.get(url, timeout=60).ok:
                return
        except requests.ConnectionError:
            pass
        time.sleep(0.02)
    sys.exit(f"{url} did not answer within 180 s")
