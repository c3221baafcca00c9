"""A real PostgreSQL server for the tests, made in a temporary folder and thrown away after."""

import os
import pwd
import shutil
import signal
import subprocess
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from itertools import count
from pathlib import Path

import psutil
import psycopg
import pytest

from deploy.serving import free_port

MISSING = "needs a PostgreSQL server: install Debian's package 'postgresql'"


class Server:
    """A server; `database` makes a fresh, empty database and returns its address."""

    def __init__(self, launch: Callable[[], subprocess.Popen[bytes]], port: int) -> None:
        self._launch = launch
        self._port = port
        self._numbers = count()

    def start(self) -> None:
        self._process = self._launch()
        self.wait()

    def wait(self) -> None:
        for _ in range(1200):
            try:
                return self.run("SELECT 1")
            except psycopg.OperationalError:
                if self._process.poll() is not None:
                    break
                time.sleep(0.05)
        raise RuntimeError("PostgreSQL did not start")

    def stop(self) -> None:
        """End it at once, as a crash does."""
        self._process.send_signal(signal.SIGQUIT)
        self._process.wait(timeout=60)

    def database(self) -> str:
        name = f"test{next(self._numbers)}"
        self.run(f"CREATE DATABASE {name}")
        return f"postgresql+psycopg://owner@127.0.0.1:{self._port}/{name}"

    def run(self, statement: str) -> None:
        with psycopg.connect(self._plain, autocommit=True, connect_timeout=5) as connection:
            connection.execute(statement.encode())

    @contextmanager
    def frozen(self) -> Iterator[None]:
        """Hold every process of the server still: it accepts connections and never answers."""
        first = psutil.Process(self._process.pid)
        everyone = [first, *first.children(recursive=True)]
        _tell(everyone, signal.SIGSTOP)
        try:
            yield
        finally:
            _tell(everyone, signal.SIGCONT)

    @property
    def _plain(self) -> str:
        return f"postgresql://owner@127.0.0.1:{self._port}/postgres"


@contextmanager
def server() -> Iterator[Server]:
    """Start a server on 127.0.0.1; skips where there is none to start."""
    programs = _programs()
    if programs is None:
        pytest.skip(MISSING)
    folder = Path(tempfile.mkdtemp(prefix="whence-postgres-"))
    user = _user()
    if user is not None:
        shutil.chown(folder, user)
    port = free_port()
    options = f"-k {folder} -h 127.0.0.1 -p {port} -F".split()
    with (folder / "log").open("wb") as log:
        how = {"user": user, "cwd": folder, "stdout": log, "stderr": log}
        data = str(folder / "data")
        init = [programs / "initdb", "-D", data, "-U", "owner", "-A", "trust", "-E", "UTF8"]
        subprocess.run([*init, "--no-locale", "--no-sync"], check=True, **how)
        command = [programs / "postgres", "-D", data, *options]
        running = Server(lambda: subprocess.Popen(command, **how), port)
        try:
            running.start()
            yield running
        finally:
            running.stop()
            shutil.rmtree(folder)


def _tell(processes: list[psutil.Process], what: signal.Signals) -> None:
    for process in processes:
        with suppress(psutil.NoSuchProcess):  # a server's helpers come and go
            process.send_signal(what)


def _programs() -> Path | None:
    on_path = [Path(found).resolve() for found in [shutil.which("initdb")] if found]
    versions = Path("/usr/lib/postgresql").glob("*/bin/initdb")
    found = [*sorted(versions, key=lambda path: int(path.parts[-3])), *on_path]
    return found[-1].parent if found else None


def _user() -> str | None:
    """Return whom to run the server as: it refuses to run as root."""
    if os.geteuid() != 0:
        return None
    names = {entry.pw_name for entry in pwd.getpwall()}
    return "postgres" if "postgres" in names else "nobody"
