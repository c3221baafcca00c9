"""How scripts and styles reach the browser: compressed once, kept there for good."""

import asyncio
import gzip
import hashlib
import re
from threading import Condition
from typing import Final, Literal

import brotli
from cachetools import LRUCache, cached
from starlette.datastructures import Headers, MutableHeaders
from starlette.types import ASGIApp, Message, Receive, Scope, Send

Encoding = Literal["br", "gzip", "identity"]

FILES: Final = ("/_dash-component-suites/", "/assets/", "/vendor/", "/docs/ui/")
"""Addresses below which there are files of ours, none of a visitor's."""

FINGERPRINT: Final = re.compile(r"\.v[\w-]+m\d+\.")
"""What Dash writes into the name of a file; in ours and the vendored ones a query `m` says it."""

YEAR: Final = 365 * 24 * 3600
KEPT: Final = 16_000_000
"""Bytes of files kept in memory as they are sent: all are 3.7 MB in Brotli and 4.3 in gzip."""

TEXT: Final = ("text/", "application/javascript", "application/json", "image/svg+xml")

QUALITY: Final = 9
"""Of Brotli, 11 would save another 7 % and take eight times as long; of gzip it is the best."""


class Delivery:
    """Answers for files compressed as the browser likes best, each kind compressed once.

    They have a year in the browser where the address is unique. Everything else passes untouched.
    """

    def __init__(self, app: ASGIApp) -> None:
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer one request."""
        asked = scope["type"] == "http" and scope["method"] == "GET"
        if not (asked and scope["path"].startswith(FILES)):
            await self._app(scope, receive, send)
            return
        encoding = _preferred(Headers(scope=scope).get("accept-encoding", ""))
        # Nobody further in shall compress it.
        scope["headers"] = [pair for pair in scope["headers"] if pair[0] != b"accept-encoding"]
        start, body = await _whole(self._app, scope, receive)
        if start["status"] == 200:
            body = await _finish(scope, start, body, encoding)
        await send(start)
        await send({"type": "http.response.body", "body": body})


async def _whole(app: ASGIApp, scope: Scope, receive: Receive) -> tuple[Message, bytes]:
    """Return head and body of what `app` answers, of which nothing else then keeps a copy."""
    start: Message = {}
    parts: list[bytes] = []

    async def gather(message: Message) -> None:
        if message["type"] == "http.response.start":
            start.update(message)
        else:
            parts.append(message.get("body", b""))

    await app(scope, receive, gather)
    return start, b"".join(parts)


async def _finish(scope: Scope, start: Message, body: bytes, encoding: Encoding) -> bytes:
    """Write the headers of a file into `start` and return its body as it is sent."""
    headers = MutableHeaders(raw=start["headers"])
    if FINGERPRINT.search(scope["path"]) or b"m=" in scope["query_string"]:
        headers["Cache-Control"] = f"public, max-age={YEAR}, immutable"
    if headers.get("content-type", "").startswith(TEXT):
        headers.add_vary_header("Accept-Encoding")
    else:
        encoding = "identity"
    body = await asyncio.to_thread(_encoded, body, encoding)
    if encoding == "identity":
        return body
    headers["Content-Encoding"] = encoding
    # What is compressed has other bytes than the file that the tag and ranges are of.
    del headers["Accept-Ranges"]
    if tag := headers.get("ETag"):
        headers["ETag"] = f"W/{tag.removeprefix('W/')}"
    headers["Content-Length"] = str(len(body))
    return body


def _preferred(accepted: str) -> Encoding:
    """Return the best of what Accept-Encoding allows; q=0 forbids."""
    shares = dict(_share(one) for one in accepted.lower().split(","))
    if shares.get("br"):
        return "br"
    return "gzip" if shares.get("gzip") else "identity"


def _share(one: str) -> tuple[str, bool]:
    """Return the name of an encoding, and whether it is wanted at all."""
    name, _, share = one.partition(";")
    return name.strip(), not re.fullmatch(r"\s*q\s*=\s*0(\.0*)?\s*", share)


@cached(
    LRUCache(KEPT, getsizeof=len),
    key=lambda body, encoding: (hashlib.sha256(body).digest(), encoding),
    # Who asks for what is being compressed waits for it.
    condition=Condition(),
)
def _encoded(body: bytes, encoding: Encoding) -> bytes:
    """Return the body as it is sent, the same object for all who ask."""
    if encoding == "br":
        compressed: bytes = brotli.compress(body, quality=QUALITY)
        return compressed
    return gzip.compress(body, QUALITY, mtime=0) if encoding == "gzip" else body
