"""How scripts and styles reach the browser: compressed once, kept there for good."""

import asyncio
import gzip
import re
from collections.abc import Callable
from functools import cached_property
from threading import Condition
from typing import Final, Literal

import brotli
from cachetools import LRUCache, cached
from starlette.datastructures import Headers, MutableHeaders
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from whence.web.fingerprint import fingerprint

Encoding = Literal["br", "gzip", "identity"]

FILES: Final = ("/_dash-component-suites/", "/assets/", "/vendor/", "/docs/ui/")
"""Addresses below which there are files of ours, none of a visitor's."""

DASHS: Final = re.compile(r"\.v[\w-]+m\d+\.")
"""Release and time, which Dash writes into its files' names; of all others a query `m` says it."""

YEAR: Final = 365 * 24 * 3600
FOREVER: Final = f"public, max-age={YEAR}, immutable"
KEPT: Final = 16_000_000
"""Bytes of files kept in memory as they are sent: all are 3.7 MB in Brotli and 4.3 in gzip."""

TEXT: Final = ("text/", "application/javascript", "application/json", "image/svg+xml")

OURS: Final = (b"accept-encoding", b"if-none-match", b"if-modified-since", b"range", b"if-range")
"""What is answered here, or not at all: further in, files are told apart by their time, which may
be the same, and no part of so small a file is worth asking for.
"""

QUALITY: Final = 9
"""Of Brotli, 11 would save another 7 % and take eight times as long; of gzip it is the best."""


class Delivery:
    """Answers for files compressed as the browser likes best, each kind compressed once.

    They have a year in the browser where the address names this very content: while a release is
    rolled out, the old one is asked for the new one's files, too. `pages` returns what of a page
    names Dash's files, and is asked when the first of them is. Everything else passes untouched.
    """

    def __init__(self, app: ASGIApp, pages: Callable[[], str]) -> None:
        self._app, self._pages = app, pages

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer one request."""
        asked = scope["type"] == "http" and scope["method"] == "GET"
        if not (asked and scope["path"].startswith(FILES)):
            _heed(scope)
            await self._app(scope, receive, send)
            return
        wanted = Headers(scope=scope)
        scope["headers"] = [pair for pair in scope["headers"] if pair[0] not in OURS]
        answer = await _whole(self._app, scope, receive)
        if answer is None:
            return
        start, body = answer
        if start["status"] == 200:
            encoding = _preferred(wanted)
            headers = MutableHeaders(raw=start["headers"])
            if not headers.get("content-type", "").startswith(TEXT):
                encoding = "identity"
            mark, body = await asyncio.to_thread(_prepared, body, encoding)
            headers["Cache-Control"] = FOREVER if self._names(scope, mark) else "no-cache"
            _describe(headers, mark, encoding, len(body))
            if mark in wanted.get("if-none-match", ""):
                start["status"], body = 304, b""
                del headers["Content-Length"], headers["Content-Type"]
        await send(start)
        await send({"type": "http.response.body", "body": body})

    def _names(self, scope: Scope, mark: str) -> bool:
        """Tell whether the address names the content of this fingerprint."""
        if named := DASHS.search(scope["path"]):
            return named[0] in self._dashs
        return bool(scope["query_string"] == f"m={mark}".encode())

    @cached_property
    def _dashs(self) -> frozenset[str]:
        """What names Dash's files of this release; those that a script loads take it from there."""
        return frozenset(DASHS.findall(self._pages()))


async def _whole(app: ASGIApp, scope: Scope, receive: Receive) -> tuple[Message, bytes] | None:
    """Return head and body of what `app` answers, of which nothing else then keeps a copy.

    None where it ends before its answer does: whoever asked has left.
    """
    start: Message = {}
    parts: list[bytes] = []
    complete = False

    async def gather(message: Message) -> None:
        nonlocal complete
        if message["type"] == "http.response.start":
            start.update(message)
        else:
            parts.append(message.get("body", b""))
            complete = not message.get("more_body", False)

    await app(scope, receive, gather)
    return (start, b"".join(parts)) if complete else None


def _describe(headers: MutableHeaders, mark: str, encoding: Encoding, length: int) -> None:
    """Write into `headers` what is sent: `length` bytes of the file with this fingerprint."""
    tag = f'"{mark}"'
    text = headers.get("content-type", "").startswith(TEXT)
    if text and "accept-encoding" not in headers.get("vary", "").lower():
        headers.add_vary_header("Accept-Encoding")
    if encoding != "identity":
        headers["Content-Encoding"] = encoding
        tag = f"W/{tag}"  # what is compressed has other bytes than the file that the tag is of
    del headers["Accept-Ranges"]
    headers["ETag"] = tag
    headers["Content-Length"] = str(length)


def _preferred(headers: Headers) -> Encoding:
    """Return the best of what Accept-Encoding allows; q=0 forbids."""
    shares = _shares(headers)
    if shares.get("br"):
        return "br"
    return "gzip" if shares.get("gzip") else "identity"


def _heed(scope: Scope) -> None:
    """Take Accept-Encoding from a request without gzip: further in the word alone is seen.

    The scope stays the same, since the router writes into it what those further out count by.
    """
    if scope["type"] == "http" and not _shares(Headers(scope=scope)).get("gzip"):
        scope["headers"] = [pair for pair in scope["headers"] if pair[0] != OURS[0]]


def _shares(headers: Headers) -> dict[str, bool]:
    """Return the encodings that Accept-Encoding names, and whether each is wanted."""
    return dict(_share(one) for one in headers.get("accept-encoding", "").lower().split(","))


def _share(one: str) -> tuple[str, bool]:
    """Return the name of an encoding, and whether it is wanted at all."""
    name, _, share = one.partition(";")
    return name.strip(), not re.fullmatch(r"\s*q\s*=\s*0(\.0*)?\s*", share)


def _prepared(body: bytes, encoding: Encoding) -> tuple[str, bytes]:
    """Return the fingerprint of a file, and the file as it is sent."""
    mark = fingerprint(body)
    return mark, _encoded(mark, body, encoding)


@cached(
    LRUCache(KEPT, getsizeof=len),
    key=lambda mark, body, encoding: (mark, encoding),
    # Who asks for what is being compressed waits for it.
    condition=Condition(),
)
def _encoded(mark: str, body: bytes, encoding: Encoding) -> bytes:
    """Return the body as it is sent, the same object for all who ask."""
    if encoding == "br":
        compressed: bytes = brotli.compress(body, quality=QUALITY)
        return compressed
    return gzip.compress(body, QUALITY, mtime=0) if encoding == "gzip" else body
