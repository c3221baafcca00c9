"""Visitors at work: the same click by one or by many, timed on kept connections."""

import http.client
import statistics
import threading
import time
from collections.abc import Callable
from typing import NamedTuple


class Timing(NamedTuple):
    """`p50` and `p95` in milliseconds, `rate` in acts a second, `errors` of `count` acts."""

    p50: float
    p95: float
    rate: float
    count: int
    errors: int


class Line:
    """One kept connection; `send` and `receive` apart, so that several can be under way."""

    def __init__(self, port: int) -> None:
        self._connection = http.client.HTTPConnection("127.0.0.1", port, timeout=60)

    def send(self, method: str, path: str, body: bytes = b"", kind: str = "") -> None:
        """Send a request without waiting for the answer."""
        self._connection.request(method, path, body, {"Content-Type": kind} if kind else {})

    def receive(self) -> bytes:
        """Return the body of the answer; raises RuntimeError where it is no 200."""
        reply = self._connection.getresponse()
        body = reply.read()
        if reply.status != 200:
            raise RuntimeError(f"{reply.status}: {body[:200]!r}")
        return body

    def ask(self, method: str, path: str, body: bytes = b"", kind: str = "") -> bytes:
        """Send and receive."""
        self.send(method, path, body, kind)
        return self.receive()

    def close(self) -> None:
        """Hang up."""
        self._connection.close()


Visitor = Callable[[], None]
"""One act, such as a click, by somebody with connections of their own."""


def crowd(arrive: Callable[[], Visitor], visitors: int, seconds: float) -> Timing:
    """Let `visitors` act over and over for `seconds`, each in a thread; the first acts warm up."""
    times: list[float] = []
    errors: list[Exception] = []
    ready = threading.Barrier(visitors + 1)

    def visit() -> None:
        act = arrive()
        act()
        ready.wait()
        end = time.perf_counter() + seconds
        while time.perf_counter() < end:
            start = time.perf_counter()
            try:
                act()
            except (RuntimeError, OSError) as error:
                errors.append(error)
                act = arrive()
            times.append(time.perf_counter() - start)

    threads = [threading.Thread(target=visit) for _ in range(visitors)]
    for thread in threads:
        thread.start()
    ready.wait()
    start = time.perf_counter()
    for thread in threads:
        thread.join()
    return _timing(times, time.perf_counter() - start, len(errors))


def _timing(times: list[float], seconds: float, errors: int) -> Timing:
    ordered = sorted(times)
    return Timing(
        p50=1000 * statistics.median(ordered),
        p95=1000 * ordered[min(len(ordered) - 1, int(0.95 * len(ordered)))],
        rate=(len(ordered) - errors) / seconds,
        count=len(ordered),
        errors=errors,
    )


def middle(timings: list[Timing]) -> Timing:
    """Return the medians of several runs, errors and acts summed."""
    return Timing(
        *(statistics.median(getattr(timing, name) for timing in timings) for name in _FIGURES),
        count=sum(timing.count for timing in timings),
        errors=sum(timing.errors for timing in timings),
    )


_FIGURES = ("p50", "p95", "rate")
