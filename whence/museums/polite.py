"""Asking a museum for thousands of things without becoming a burden to it."""

import json
import sys
from collections import Counter
from collections.abc import Callable, Collection
from datetime import timedelta
from typing import Any, Final

from whence.museums.address import origin_of
from whence.museums.breaker import Breaker
from whence.museums.errors import (
    Forbidden,
    Garbage,
    GivenUp,
    MuseumError,
    NotFound,
    Unreachable,
)
from whence.museums.http import MuseumClient
from whence.museums.pace import Clock, Pace
from whence.pictures import MOST_BYTES

DEADLINE: Final = 60.0
FIRST_PAUSE: Final = 2.0
MOST_SILENT: Final = 3
COOL_DOWN: Final = 15 * 60.0
Shape = Callable[[Any], Any]


class PoliteClient:
    """Downloads one thing at a time, no origin more often than once in `interval` seconds.

    What fails is asked again `attempts` times in all, after 2, 4, 8, … seconds or as long as the
    museum says. After a 403 everything rests `cool_down` seconds, once for each address; with
    `cool_down` 0 a 403 means that this one address is closed. `tell` gets a few words about a
    long rest, and "" when it is over.
    """

    def __init__(
        self,
        origins: Collection[str],
        interval: float,
        cool_down: float = COOL_DOWN,
        attempts: int = 5,
        clock: Clock | None = None,
    ) -> None:
        self._clock = clock or Clock()
        self._pace = Pace(interval, self._clock)
        self._cool_down, self._attempts = cool_down, attempts
        self._client = MuseumClient(
            origins, MOST_BYTES, 1, lambda: Breaker(sys.maxsize), self._wait
        )
        self._silent: Counter[str] = Counter()
        self._why: dict[str, str] = {}
        self.tell: Callable[[str], None] = lambda words: None

    def get(self, url: str) -> bytes:
        """Return the bytes behind `url`; raise NotFound, Unreachable, or GivenUp from then on."""
        data: bytes = self._counted(url, lambda: self._client.get(url, DEADLINE))
        return data

    def json(self, url: str, shape: Shape, missing: Shape | None = None) -> Any:
        """Return `shape(answer)` of the JSON behind `url`.

        `missing` makes an answer of the JSON that came with a 404. Either may raise KeyError,
        TypeError or ValueError for what it does not understand, which is then asked for again. A
        web page in place of data counts as a 403. Raises what `get` raises.
        """

        def ask() -> Any:
            try:
                return _parsed(self._client.get(url, DEADLINE), shape)
            except NotFound as error:
                if missing is None:
                    raise
                return _understood(error.said, missing)

        return self._counted(url, ask)

    def _counted(self, url: str, ask: Callable[[], Any]) -> Any:
        """Ask, and count how often in a row an origin failed."""
        try:
            origin = origin_of(url)
        except ValueError as error:
            raise NotFound("The address is no https address.") from error
        if self._silent[origin] >= MOST_SILENT:
            raise GivenUp(f"{origin} failed {MOST_SILENT} times in a row. {self._why[origin]}")
        try:
            answer = self._persist(origin, ask)
        except Unreachable as error:
            self._silent[origin] += 1
            self._why[origin] = str(error)
            raise
        except MuseumError:
            self._silent[origin] = 0  # it answered, though not with what we wanted
            raise
        self._silent[origin] = 0
        return answer

    def _persist(self, origin: str, ask: Callable[[], Any]) -> Any:
        rested = False
        pauses = iter([FIRST_PAUSE * 2**attempt for attempt in range(self._attempts - 1)])
        while True:
            self._pace.wait(origin)
            try:
                return ask()
            except Forbidden as error:
                if not self._cool_down:
                    raise NotFound("The address is closed to us.") from error
                if rested:
                    raise
                rested = True
                self._rest("cooling down", self._cool_down)
            except Unreachable as error:
                pause = next(pauses, None)
                if pause is None:
                    raise
                self._rest("waiting", max(pause, min(error.pause, COOL_DOWN)))

    def _wait(self, address: str) -> None:
        self._pace.wait(origin_of(address))

    def _rest(self, why: str, seconds: float) -> None:
        """Wait, and say until when if it is longer than a person expects."""
        if seconds >= 60:
            until = self._clock.today() + timedelta(seconds=seconds)
            self.tell(f"{why}, resumes at {until:%H:%M}")
        self._clock.sleep(seconds)
        self.tell("")


def _parsed(data: bytes, shape: Shape) -> Any:
    if data.lstrip()[:1] == b"<":
        raise Forbidden("The museum answers with a web page instead of data.")
    return _understood(data, shape)


def _understood(data: bytes, shape: Shape) -> Any:
    try:
        # Half of a surrogate pair, which an escape can name, can be written to no file.
        text = json.dumps(json.loads(data), ensure_ascii=False).encode(errors="replace")
        return shape(json.loads(text))
    except (AttributeError, KeyError, TypeError, ValueError) as error:
        raise Garbage("The museum's answer is not what its documents promise.") from error
