"""How often a visitor may ask for what costs us something."""

import time
from collections.abc import Callable, Mapping
from functools import cached_property
from hashlib import blake2b
from typing import TYPE_CHECKING, Final, Literal, cast

from limits import RateLimitItem, RateLimitItemPerMinute
from limits.aio.storage import MemoryStorage, RedisStorage
from limits.aio.strategies import FixedWindowRateLimiter
from starlette.types import ASGIApp, Receive, Scope, Send

from whence.settings import Settings
from whence.shared import PATIENCE, Shared
from whence.web.layers import calls, metrics
from whence.web.layers.proxies import visitor
from whence.web.refusals import too_often

if TYPE_CHECKING:
    from redis.asyncio import ConnectionPool

Kind = Literal["calls", "uploads", "corrections"]

CORRECTIONS: Final = 20
"""Corrections that one visitor may leave in a minute."""

UPLOADS: Final = ("/try", "/scorefile", calls.AGENTS)
PICTURES: Final = ("/pictures/", "/play/pictures/", "/api/")


def allowances(settings: Settings) -> dict[Kind, RateLimitItem]:
    """Return how often each kind may be asked for; a setting of 0 leaves its kind out."""
    chosen: dict[Kind, int] = {
        "calls": settings.calls_a_minute,
        "uploads": settings.uploads_a_minute,
        "corrections": CORRECTIONS if settings.calls_a_minute else 0,
    }
    return {
        kind: RateLimitItemPerMinute(most, namespace=kind) for kind, most in chosen.items() if most
    }


def kind_of(scope: Scope) -> Kind | None:
    """Tell what a request costs; None for what is cheap."""
    path, posted = scope["path"], scope["method"] == "POST"
    if posted and (path.startswith(UPLOADS) or path.rstrip("/").endswith("/predict")):
        return "uploads"
    return "calls" if path == calls.PATH or path.startswith(PICTURES) else None


def correction(scope: Scope) -> Kind | None:
    """Tell a correction among the calls that `Calls` let through."""
    return "corrections" if "thanks.children" in scope.get(calls.OUTPUT, "") else None


class Limits:
    """Answers 429 to a visitor who asks too often for what `kind_of` names."""

    def __init__(
        self, app: ASGIApp, counts: "Counts", kind_of: Callable[[Scope], Kind | None]
    ) -> None:
        self._app, self._counts, self._kind_of = app, counts, kind_of

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer one request."""
        if scope["type"] == "lifespan":
            await self._live(scope, receive, send)
            return
        kind = self._kind_of(scope) if scope["type"] == "http" else None
        seconds = 0.0 if kind is None else await self._counts.wait(kind, visitor(scope))
        if seconds:
            metrics.LIMITED.labels(kind).inc()
            await too_often(scope, seconds)(scope, receive, send)
            return
        await self._app(scope, receive, send)

    async def _live(self, scope: Scope, receive: Receive, send: Send) -> None:
        try:
            await self._app(scope, receive, send)
        finally:
            await self._counts.close()


class Counts:
    """What each visitor asked for in this minute, on all machines where they share Redis.

    Without Redis each worker counts for itself. Kinds that `allowed` leaves out are free.
    """

    def __init__(self, allowed: Mapping[Kind, RateLimitItem], shared: Shared) -> None:
        self._allowed, self._shared = allowed, shared
        self._own = FixedWindowRateLimiter(MemoryStorage())

    async def close(self) -> None:
        """Leave Redis."""
        if "_pool" in vars(self):
            await self._pool.disconnect()

    async def wait(self, kind: Kind, address: str) -> float:
        """Count one request; return the seconds until there may be another, 0 if it may pass."""
        allowed = self._allowed.get(kind)
        if allowed is None:
            return 0.0
        # Nobody who reads along in Redis shall find an address there.
        name = blake2b(address.encode(), key=(self._shared.url or "").encode()[:64]).hexdigest()
        if self._shared.admits():
            try:
                seconds = await _hit(self._common, allowed, name)
            except self._shared.errors as error:
                self._shared.failed(error)
            else:
                self._shared.succeeded()
                return seconds
        return await _hit(self._own, allowed, name)

    @cached_property
    def _common(self) -> FixedWindowRateLimiter:
        storage = RedisStorage(
            f"async+{self._shared.url}",
            implementation="redispy",
            key_prefix="whence:often",
            connection_pool=self._pool,  # type: ignore[arg-type]
        )
        return FixedWindowRateLimiter(storage)

    @cached_property
    def _pool(self) -> "ConnectionPool":
        from redis.asyncio import ConnectionPool
        from redis.asyncio.retry import Retry
        from redis.backoff import NoBackoff

        return ConnectionPool.from_url(
            cast(str, self._shared.url),
            socket_timeout=PATIENCE,
            socket_connect_timeout=PATIENCE,
            retry=Retry(NoBackoff(), 1),
        )


async def _hit(limiter: FixedWindowRateLimiter, allowed: RateLimitItem, name: str) -> float:
    if await limiter.hit(allowed, name):
        return 0.0
    window = await limiter.get_window_stats(allowed, name)
    left = window.reset_time - time.time()
    if left <= allowed.get_expiry():
        return max(1.0, left)
    # The clock was put back since the minute began; nobody shall wait until it has caught up.
    await limiter.clear(allowed, name)
    await limiter.hit(allowed, name)
    return 0.0
