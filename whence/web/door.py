"""What stands before Dash's endpoint for programs: bounds for each message and all together."""

import asyncio
import json
from io import BytesIO
from typing import Final

from starlette.datastructures import Headers
from starlette.requests import ClientDisconnect, Request
from starlette.responses import JSONResponse
from starlette.types import ASGIApp, Receive, Scope, Send

from whence.pictures import MOST_BYTES
from whence.web.bodies import Room, chunks
from whence.web.layers.calls import AGENTS, again
from whence.web.lengths import announced
from whence.web.refusals import Busy, busy
from whence.web.turns import Turns

MOST: Final = MOST_BYTES * 4 // 3 + 10_000
"""Bytes of one message: a picture of the largest size in base64, and what stands around it."""

PARTS: Final = 2000
"""Brackets, commas and quotes of a message; a picture has none, and a call some fifty.

Twenty megabytes of `{},` were 650 MB when they had been read, and held up everybody meanwhile.
"""

HELD: Final = 3
"""Times that a message is in memory: as it came, as text, and its picture."""

AT_ONCE: Final = 8
"""Messages that are answered at once; each takes one of 40 threads, which files want, too."""

LONGEST_PING: Final = 1000
"""Bytes of a ping, which says nothing but its id."""

WAITING: Final = 64
"""Messages of one visitor that may wait."""


class Door:
    """Stands before Dash's endpoint: bounds what is sent in, waits for room, keeps sessions out.

    A session belongs to one worker process; the next request may meet another, which would answer
    in a form that the protocol no longer knows. The tools remember nothing, so none is needed.
    """

    def __init__(self, app: ASGIApp, room: Room) -> None:
        self._app, self._room = app, room
        self._turns, self._at_once = Turns(WAITING), asyncio.Semaphore(AT_ONCE)

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer one request."""
        if scope["type"] != "http" or scope["path"] != AGENTS:
            await self._app(scope, receive, send)
            return
        length = announced(Headers(scope=scope))
        if scope["method"] == "POST" and (length is None or length > MOST):
            sentence = f"Send a message of known length, at most {MOST} bytes."
            await _refusal(411 if length is None else 413, sentence)(scope, receive, send)
            return
        scope["headers"] = [pair for pair in scope["headers"] if pair[0] != b"mcp-session-id"]
        async with self._room.place(Request(scope), length and HELD * length):
            await self._pass(scope, receive, send)

    async def _pass(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Read the whole message, and hand it on when it is its turn."""
        message = BytesIO()
        try:
            async for chunk in chunks(Request(scope, receive)):
                message.write(chunk)
        except (TimeoutError, ClientDisconnect):
            await _refusal(408, "The message took too long to arrive.")(scope, receive, send)
            return
        body = message.getvalue()  # which does not copy
        if sum(map(body.count, (b"{", b"[", b",", b'"'))) > PARTS:
            await _refusal(413, "This message has too many parts.")(scope, receive, send)
            return
        if pong := _pong(body):
            await pong(scope, receive, send)
            return
        try:
            async with self._turns.turn(), self._at_once:
                await self._app(scope, again(body, receive), send)
        except Busy:
            await busy(scope)(scope, receive, send)


def _pong(body: bytes) -> JSONResponse | None:
    """Return the answer to a ping, which Dash calls unknown; MCP wants it answered at once."""
    if len(body) > LONGEST_PING or b"ping" not in body:
        return None
    try:
        asked = json.loads(body)
    except (ValueError, RecursionError):
        return None
    if not isinstance(asked, dict) or asked.get("method") != "ping" or "id" not in asked:
        return None
    return JSONResponse({"jsonrpc": "2.0", "id": asked["id"], "result": {}})


def _refusal(status: int, sentence: str) -> JSONResponse:
    # What was not read of the message must not be taken for the next request.
    return JSONResponse({"error": sentence}, status, {"Connection": "close"})
