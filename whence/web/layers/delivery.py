"""How scripts and styles reach the browser: compressed once, kept there for good."""

import asyncio
import hashlib
import re
from threading import Lock
from typing import Final

import brotli
from cachetools import LRUCache, cached
from starlette.datastructures import Headers, MutableHeaders
from starlette.types import ASGIApp, Message, Receive, Scope, Send

FILES: Final = ("/_dash-component-suites/", "/assets/", "/vendor/")
"""Addresses below which there are files of ours, none of a visitor's."""

FINGERPRINT: Final = re.compile(r"\.v[\w-]+m\d+\.")
"""What Dash writes into the name of a file; in ours and the vendored ones a query `m` says it."""

YEAR: Final = 365 * 24 * 3600
KEPT: Final = 64
"""Compressed files kept in memory; the first page's are 0.3 MB together."""

BROTLI: Final = re.compile(r"(?<![\w-])br(?![\w-])(?!\s*;\s*q=0(?:\.0*)?\s*(?:,|$))")
"""In Accept-Encoding; q=0 forbids it."""
TEXT: Final = ("text/", "application/javascript", "application/json", "image/svg+xml")

QUALITY: Final = 9
"""11 would save another 7 % and take eight times as long."""


class Delivery:
    """Answers for files with Brotli, and with a year in the browser where the address is unique.

    Everything else passes untouched.
    """

    def __init__(self, app: ASGIApp) -> None:
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer one request."""
        asked = scope["type"] == "http" and scope["method"] == "GET"
        if not (asked and scope["path"].startswith(FILES)):
            await self._app(scope, receive, send)
            return
        start: Message = {}
        parts: list[bytes] = []

        async def gather(message: Message) -> None:
            if message["type"] == "http.response.start":
                start.update(message)
                return
            parts.append(message.get("body", b""))
            if not message.get("more_body", False):
                body = await _finish(scope, start, b"".join(parts))
                await send(start)
                await send({"type": "http.response.body", "body": body})

        await self._app(scope, receive, gather)


async def _finish(scope: Scope, start: Message, body: bytes) -> bytes:
    """Write the headers of a whole answer into `start` and return its body as it is sent."""
    if start["status"] != 200:
        return body
    headers = MutableHeaders(raw=start["headers"])
    if FINGERPRINT.search(scope["path"]) or b"m=" in scope["query_string"]:
        headers["Cache-Control"] = f"public, max-age={YEAR}, immutable"
    if not headers.get("content-type", "").startswith(TEXT):
        return body
    headers.add_vary_header("Accept-Encoding")
    if not BROTLI.search(Headers(scope=scope).get("accept-encoding", "")):
        return body
    body = await asyncio.to_thread(_compressed, body)
    headers["Content-Encoding"] = "br"
    # What is compressed has other bytes than the file that the tag and ranges are of.
    del headers["Accept-Ranges"]
    if tag := headers.get("ETag"):
        headers["ETag"] = f"W/{tag.removeprefix('W/')}"
    headers["Content-Length"] = str(len(body))
    return body


@cached(LRUCache(KEPT), key=lambda body: hashlib.sha256(body).digest(), lock=Lock())
def _compressed(body: bytes) -> bytes:
    compressed: bytes = brotli.compress(body, quality=QUALITY)
    return compressed
