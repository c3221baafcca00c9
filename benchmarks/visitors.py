"""Visitors at work: the same click by one or by many, timed."""

import statistics
import threading
import time
from collections.abc import Callable
from contextlib import suppress
from typing import NamedTuple


class Timing(NamedTuple):
    """`p50` and `p95` in milliseconds, `rate` in acts a second, `count` acts."""

    p50: float
    p95: float
    rate: float
    count: int


Act = Callable[[], float | None]
"""One act, such as a click, by somebody with connections of their own.

It returns the seconds that count, or None where all that it took counts.
"""


def crowd(arrive: Callable[[], Act], visitors: int, seconds: float) -> Timing:
    """Let `visitors` act over and over for `seconds`, each in a thread; the first acts warm up.

    Raises what an act raises: a side that fails must not look slow.
    """
    times: list[float] = []
    errors: list[Exception] = []
    ready = threading.Barrier(visitors + 1)

    def visit() -> None:
        try:
            act = arrive()
            act()
            ready.wait()
            _stay(act, time.perf_counter() + seconds, times, errors)
        except threading.BrokenBarrierError:
            return
        except Exception as error:
            errors.append(error)
            ready.abort()

    threads = [threading.Thread(target=visit, daemon=True) for _ in range(visitors)]
    for thread in threads:
        thread.start()
    with suppress(threading.BrokenBarrierError):
        ready.wait()
    start = time.perf_counter()
    for thread in threads:
        thread.join()
    if errors:
        raise errors[0]
    return timing(times, time.perf_counter() - start)


def _stay(act: Act, end: float, times: list[float], errors: list[Exception]) -> None:
    while (start := time.perf_counter()) < end and not errors:
        took = act()
        times.append(time.perf_counter() - start if took is None else took)


def timing(times: list[float], seconds: float) -> Timing:
    """Return how long each of the acts of `seconds` took, in seconds, as a Timing."""
    ordered = sorted(times) or [float("nan")]
    return Timing(
        p50=1000 * statistics.median(ordered),
        p95=1000 * ordered[min(len(ordered) - 1, int(0.95 * len(ordered)))],
        rate=len(times) / seconds,
        count=len(times),
    )


def middle(timings: list[Timing]) -> Timing:
    """Return the medians of several runs, and all their acts."""
    return Timing(
        *(statistics.median(getattr(timing, name) for timing in timings) for name in _FIGURES),
        count=sum(timing.count for timing in timings),
    )


_FIGURES = ("p50", "p95", "rate")
