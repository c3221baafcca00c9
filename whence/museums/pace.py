"""Time, and how fast each origin may be asked."""

import time
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime


@dataclass(frozen=True, slots=True)
class Clock:
    """Seconds that pass, the wall clock, and waiting; tests put their own in."""

    now: Callable[[], float] = time.monotonic
    sleep: Callable[[float], None] = time.sleep
    today: Callable[[], datetime] = datetime.now


class Pace:
    """Lets each origin be asked once in `interval` seconds, however many are asked in turn."""

    def __init__(self, interval: float, clock: Clock) -> None:
        self._interval, self._clock = interval, clock
        self._next: dict[str, float] = {}

    def wait(self, origin: str) -> None:
        """Sleep until `origin` may be asked again."""
        pause = self._next.get(origin, 0.0) - self._clock.now()
        if pause > 0:
            self._clock.sleep(pause)
        self._next[origin] = self._clock.now() + self._interval
