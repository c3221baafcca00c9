"""A clock that never waits."""

from datetime import datetime, timedelta

from whence.museums.pace import Clock


class FakeClock:
    """Seconds pass only while somebody sleeps; `naps` lists how long each time."""

    def __init__(self) -> None:
        self.time = 1000.0
        self.naps: list[float] = []
        self.clock = Clock(self.now, self.sleep, self.today)

    def now(self) -> float:
        return self.time

    def sleep(self, seconds: float) -> None:
        self.time += seconds
        self.naps.append(seconds)

    def today(self) -> datetime:
        return datetime(2026, 1, 1, 12, 0) + timedelta(seconds=self.time - 1000)
