"""A real Redis for the tests, on a port of its own, gone after."""

import shutil
import signal
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from time import sleep

import pytest
import redis

from deploy.serving import free_port

MISSING = "needs a Redis server: install Debian's package 'redis-server'"


class Server:
    """A server that can be stopped, frozen and started again at the same address."""

    def __init__(self, program: str) -> None:
        self._program = program
        self._port = free_port()
        self._process: subprocess.Popen[bytes] | None = None

    @property
    def url(self) -> str:
        return f"redis://127.0.0.1:{self._port}/0"

    @property
    def client(self) -> redis.Redis:
        return redis.Redis.from_url(self.url)

    def start(self) -> None:
        options = f"--port {self._port} --bind 127.0.0.1 --appendonly no".split()
        command = [self._program, *options, "--save", ""]
        self._process = subprocess.Popen(command, stdout=subprocess.DEVNULL)
        for _ in range(600):
            try:
                with redis.Redis.from_url(self.url) as client:
                    client.ping()
            except redis.ConnectionError:
                assert self._process.poll() is None, "Redis did not start"
                sleep(0.05)
            else:
                return
        raise RuntimeError("Redis did not answer within 30 s")

    def stop(self) -> None:
        if self._process is not None:
            self._process.kill()
            self._process.wait(30)
            self._process = None

    @contextmanager
    def frozen(self) -> Iterator[None]:
        """Hold the server still: it accepts connections and never answers."""
        assert self._process is not None
        self._process.send_signal(signal.SIGSTOP)
        try:
            yield
        finally:
            self._process.send_signal(signal.SIGCONT)


@contextmanager
def server() -> Iterator[Server]:
    """Start a server on 127.0.0.1; skips where there is none to start."""
    program = shutil.which("redis-server")
    if program is None:
        pytest.skip(MISSING)
    running = Server(program)
    running.start()
    try:
        yield running
    finally:
        running.stop()
