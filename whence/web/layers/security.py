"""What browsers are told to refuse on our pages."""

from collections.abc import Callable
from typing import Final

from starlette.types import ASGIApp, Message, Receive, Scope, Send

HEADERS: Final = {
    b"x-content-type-options": b"nosniff",
    b"referrer-policy": b"strict-origin-when-cross-origin",
    b"permissions-policy": b"camera=(self), clipboard-read=(self), clipboard-write=(self), "
    b"display-capture=(), geolocation=(), microphone=(), payment=(), usb=()",
    b"cross-origin-opener-policy": b"same-origin",
    b"cross-origin-resource-policy": b"same-origin",
}

SECURE: Final = b"max-age=31536000"
"""A year of https only (HSTS), said where the visitor came by https."""

EMBEDDABLE: Final = ("/pictures/", "/api/")
"""What other sites may show: a link's preview, and what programs are given."""


DOCUMENTS: Final = ("/docs", "/docs/")
"""The API's documents show a picture that was asked for as a blob."""


def policy(scripts: list[str], pictures: str = "") -> str:
    """Return the Content-Security-Policy; `scripts` are hashes of inline ones, in quotes.

    `pictures` says whence they may come beside the usual.
    """
    directives = {
        "default-src": "'self'",
        "script-src": " ".join(["'self'", *scripts]),
        # Plotly and Dash's own controls write style elements; nothing that a visitor sends does.
        "style-src": "'self' 'unsafe-inline'",
        # Visitors' own pictures, and the arrows in Bootstrap's controls.
        "img-src": f"'self' data: {pictures}".strip(),
        "object-src": "'none'",
        "base-uri": "'none'",
        "form-action": "'self'",
        "frame-ancestors": "'none'",
    }
    return "; ".join(f"{name} {value}" for name, value in directives.items())


class Security:
    """Adds the headers that are not there already; `scripts` is asked when a page is first seen."""

    def __init__(self, app: ASGIApp, scripts: Callable[[], list[str]]) -> None:
        self._app, self._scripts = app, scripts
        self._policies: dict[str, bytes] = {}

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer one request."""
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        pictures = "blob:" if scope["path"] in DOCUMENTS else ""
        if pictures not in self._policies:
            self._policies[pictures] = policy(self._scripts(), pictures).encode()
        added = HEADERS | {b"content-security-policy": self._policies[pictures]}
        if scope["scheme"] == "https":
            added[b"strict-transport-security"] = SECURE
        if scope["path"].startswith(EMBEDDABLE):
            added[b"cross-origin-resource-policy"] = b"cross-origin"

        async def guard(message: Message) -> None:
            if message["type"] == "http.response.start":
                there = {name.lower() for name, _ in message["headers"]}
                new = [pair for pair in added.items() if pair[0] not in there]
                message["headers"] = [*message["headers"], *new]
            await send(message)

        await self._app(scope, receive, guard)
