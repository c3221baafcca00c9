"""Every request: given an id, timed, and told to whoever writes it down or counts it."""

import logging
import re
import time
from collections.abc import Callable
from contextvars import ContextVar
from typing import Final, NamedTuple
from uuid import uuid4

from starlette.datastructures import Headers, MutableHeaders
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from whence.web.refusals import BROKEN, refusal

ID: Final = "x-request-id"
SANE: Final = re.compile(r"[A-Za-z0-9][A-Za-z0-9_.-]{7,63}")
METHODS: Final = frozenset({"GET", "HEAD", "POST", "OPTIONS"})
API: Final = "/api/v1"
GONE: Final = 499
"""What nginx calls a visitor who left before the answer."""

request_id: ContextVar[str] = ContextVar("request_id", default="")

log = logging.getLogger(__name__)


class Served(NamedTuple):
    """What is known of a request afterwards; `route` is a template, never a visitor's own words."""

    method: str
    route: str
    status: int
    seconds: float
    bytes: int


class Access:
    """Outside all layers that may refuse or fail: whatever does is answered here, and logged."""

    def __init__(self, app: ASGIApp, listeners: tuple[Callable[[Served], None], ...]) -> None:
        self._app, self._listeners = app, listeners

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer one request."""
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        sent = Headers(scope=scope).get(ID, "")
        token = request_id.set(sent if SANE.fullmatch(sent) else uuid4().hex)
        start, status, length = time.perf_counter(), GONE, 0

        async def note(message: Message) -> None:
            nonlocal status, length
            if message["type"] == "http.response.start":
                status = message["status"]
                MutableHeaders(scope=message)[ID] = request_id.get()
            length += len(message.get("body", b""))
            await send(message)

        try:
            await self._app(scope, receive, note)
        except Exception:
            log.exception("%s failed", template(scope))
            if status != GONE:
                raise
            await refusal(scope, 500, "failed", BROKEN)(scope, receive, note)
        finally:
            method = scope["method"] if scope["method"] in METHODS else "other"
            seconds = time.perf_counter() - start
            served = Served(method, template(scope), status, seconds, length)
            for listener in self._listeners:
                listener(served)
            request_id.reset(token)


def template(scope: Scope) -> str:
    """Return the address as the routes write it: `/pictures/{painting_id}`; bounded in number."""
    path = getattr(scope.get("route"), "path", "") or scope.get("root_path", "")
    # FastAPI's routes forget the prefix under which a router was included.
    if path and scope["path"].startswith(API) and not path.startswith((API, "/{")):
        path = API + path
    return path or "none"
