"""The language of the request: chosen by the visitor or the browser, spoken by `_`."""

import gettext
from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from functools import cache, lru_cache
from pathlib import Path
from typing import Final

from starlette.datastructures import Headers, MutableHeaders
from starlette.types import ASGIApp, Message, Receive, Scope, Send
from werkzeug.datastructures import LanguageAccept
from werkzeug.http import parse_accept_header

LANGUAGES: Final = {"en": "English", "zh-Hans": "中文"}
"""Each language's tag (BCP 47) and what its readers call it; sentences are written in the first."""

ENGLISH: Final = next(iter(LANGUAGES))
COOKIE: Final = "language"
LONGEST: Final = 1000
"""Characters of what a browser says that are read: a list of languages takes a hundred."""

FOLDER: Final = Path(__file__).parent / "locale"
PROGRAMS: Final = ("/api/", "/scorefile", "/docs", "/openapi.json")
"""Addresses that are for programs and those who write them, in English."""

SPOKEN: Final = ("text/html", "application/json")
"""Media types whose words depend on the language."""

_language: ContextVar[str] = ContextVar("language", default=ENGLISH)


def _(message: str, **values: object) -> str:
    """Return an English sentence in the request's language, `values` in its {placeholders}."""
    text = _translation(current()).gettext(message) if message else ""
    return text.format(**values) if values else text


def ngettext(singular: str, plural: str, count: int, **values: object) -> str:
    """Return the sentence that fits `count`, which is also the placeholder {count}."""
    text = _translation(current()).ngettext(singular, plural, count)
    return text.format(**{"count": f"{count:,}"} | values)


def pgettext(context: str, message: str) -> str:
    """Return an English text in the request's language where it is one of that context."""
    return _translation(current()).pgettext(context, message) if message else ""


def current() -> str:
    """Return the tag of the request's language, English outside a request."""
    return _language.get()


@contextmanager
def speaking(language: str) -> Iterator[None]:
    """Let everything in this block, and whatever it starts, speak the language of that tag."""
    token = _language.set(language)
    try:
        yield
    finally:
        _language.reset(token)


@lru_cache(256)
def choose(cookie: str, accepted: str) -> str:
    """Return the language for a cookie's value and an Accept-Language header.

    Any Chinese finds the simplified one: closer to a reader of the traditional than English (as
    Unicode's CLDR ranks it).
    """
    if cookie in LANGUAGES:
        return cookie
    mains = {tag.split("-")[0]: tag for tag in LANGUAGES}
    for wanted, quality in parse_accept_header(accepted, LanguageAccept):
        main = wanted.replace("_", "-").split("-")[0].lower()
        if quality > 0 and main in mains:
            return mains[main]
    return ENGLISH


class LanguageMiddleware:
    """Sets the language for everything that a request calls, and says so to caches."""

    def __init__(self, app: ASGIApp) -> None:
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer one request."""
        if scope["type"] != "http" or scope["path"].startswith(PROGRAMS):
            await self._app(scope, receive, send)
            return

        async def tell(message: Message) -> None:
            if message["type"] == "http.response.start":
                headers = MutableHeaders(scope=message)
                if headers.get("content-type", "").startswith(SPOKEN):
                    headers.add_vary_header("Accept-Language, Cookie")
                    headers.setdefault("Cache-Control", "no-cache")
                    if "html" in headers["content-type"]:
                        headers["Content-Language"] = current()
            await send(message)

        headers = Headers(scope=scope)
        accepted = headers.get("accept-language", "")
        cookie = _cookie(headers)
        scope["headers"] = [header for header in scope["headers"] if header[0] != b"cookie"]
        with speaking(choose(cookie, accepted[:LONGEST])):
            await self._app(scope, receive, tell)


def _cookie(headers: Headers) -> str:
    """Return the language that the visitor chose, "" where they did not.

    Python before 3.12.6 reads a cookie's quoted value in a time that grows with the square of its
    length (CVE-2024-7592), so nobody further in gets one either.
    """
    pairs = ";".join(headers.getlist("cookie")).split(";")
    cookies = dict(pair.strip().partition("=")[::2] for pair in pairs)
    return cookies.get(COOKIE, "")[:LONGEST]


@cache
def _translation(language: str) -> gettext.NullTranslations:
    folder = language.replace("-", "_")
    return gettext.translation("whence", FOLDER, [folder], fallback=language == ENGLISH)
