"""A circuit breaker: stop asking a museum that does not answer, and try again later."""

import time
from collections.abc import Callable
from threading import Lock


class Breaker:
    """Opens after `failures` in a row; after `rest` seconds it lets one request a rest try.

    Thread-safe. pybreaker was not taken because it holds its lock while the call runs, which
    would download one picture at a time.
    """

    def __init__(
        self, failures: int = 3, rest: float = 30.0, clock: Callable[[], float] = time.monotonic
    ) -> None:
        self._most, self._rest, self._clock = failures, rest, clock
        self._failures = 0
        self._resting_until = 0.0
        self._lock = Lock()

    def admits(self) -> bool:
        """Tell whether to ask now; while resting only the first to come after each rest may."""
        with self._lock:
            if self._failures < self._most:
                return True
            if self._clock() < self._resting_until:
                return False
            self._resting_until = self._clock() + self._rest
            return True

    @property
    def closed(self) -> bool:
        """Tell whether all requests may pass."""
        with self._lock:
            return self._failures < self._most

    def succeeded(self) -> None:
        """Note that the museum answered."""
        with self._lock:
            self._failures = 0

    def failed(self) -> None:
        """Note that it did not."""
        with self._lock:
            self._failures += 1
            self._resting_until = self._clock() + self._rest
