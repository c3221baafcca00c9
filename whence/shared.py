"""What all machines of a deployment share through Redis; without it each keeps its own."""

import logging
import time
from collections.abc import Callable
from functools import cached_property
from ssl import SSLCertVerificationError
from threading import Lock
from typing import TYPE_CHECKING, Final, Literal, TypeVar, cast

from whence.museums.breaker import Breaker

if TYPE_CHECKING:
    from redis import Redis

T = TypeVar("T")
State = Literal["none", "unused", "in use", "lost"]

PATIENCE: Final = 0.25
"""Seconds that Redis may take: what it saves is a prediction of some milliseconds."""

REST: Final = 5.0
"""Seconds that a lost Redis is left in peace, then one request tries again."""

MONTH: Final = 30 * 24 * 3600
"""Seconds."""

PREFIX: Final = "whence:"

log = logging.getLogger(__name__)


class Shared:
    """Redis that may be absent, slow or gone at any moment; thread-safe, never raises for it.

    The library and the connection come with the first question, so that each worker has its own.
    """

    def __init__(
        self,
        url: str | None = None,
        rest: float = REST,
        clock: Callable[[], float] = time.monotonic,
    ) -> None:
        self.url = url
        self._breaker = Breaker(failures=1, rest=rest, clock=clock)
        self._lost: bool | None = None
        self._lock = Lock()

    @property
    def state(self) -> State:
        """Tell whether there is a Redis, was asked for anything yet, and gives it."""
        if self.url is None:
            return "none"
        if self._lost is None:
            return "unused"
        return "lost" if self._lost else "in use"

    def get(self, key: str) -> bytes | None:
        """Return the bytes under `key`, None where nothing can be had."""
        return self.ask(lambda redis: cast("bytes | None", redis.get(PREFIX + key)), None)

    def put(self, key: str, data: bytes, seconds: int = MONTH) -> None:
        """Keep `data` under `key` for so many seconds, where it can be kept."""
        self.ask(lambda redis: redis.set(PREFIX + key, data, ex=seconds), None)

    def ask(self, work: "Callable[[Redis], T]", otherwise: T) -> T:
        """Return what `work` makes of Redis, `otherwise` where there is none that answers."""
        if not self.admits():
            return otherwise
        try:
            result = work(self._redis)
        except self.errors as error:
            self.failed(error)
            return otherwise
        self.succeeded()
        return result

    def admits(self) -> bool:
        """Tell whether to ask now."""
        return self.url is not None and self._breaker.admits()

    def failed(self, error: Exception) -> None:
        """Note that Redis gave nothing; the log says so once."""
        self._breaker.failed()
        with self._lock:
            told, self._lost = self._lost, True
        if not told:
            log.warning("Redis %s; going on without", _why(error))

    def succeeded(self) -> None:
        """Note that Redis answered."""
        self._breaker.succeeded()
        with self._lock:
            told, self._lost = self._lost, False
        if told:
            log.warning("Redis answers again")

    @cached_property
    def errors(self) -> tuple[type[Exception], ...]:
        """Everything that a Redis out of reach raises."""
        from redis import RedisError

        return (RedisError, OSError)

    @cached_property
    def _redis(self) -> "Redis":
        from redis import Redis
        from redis.backoff import NoBackoff
        from redis.retry import Retry

        # One second try, for a connection that was idle until the server closed it.
        return Redis.from_url(
            cast(str, self.url),
            socket_timeout=PATIENCE,
            socket_connect_timeout=PATIENCE,
            retry=Retry(NoBackoff(), 1),
        )


def _why(error: Exception) -> str:
    """Say what is wrong, never in the error's own words: they may repeat the address."""
    import redis

    if isinstance(error.__cause__ or error.__context__, SSLCertVerificationError):
        return "has a certificate that is not trusted (see WHENCE_REDIS_VERIFY)"
    silent = isinstance(error, (redis.ConnectionError, redis.TimeoutError, OSError))
    if silent and not isinstance(error, redis.AuthenticationError):
        return f"does not answer ({type(error).__name__})"
    return f"refuses what is asked of it ({type(error).__name__})"
