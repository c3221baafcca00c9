"""What browsers are told to refuse on our pages."""

from collections.abc import Callable
from typing import Final

from starlette.datastructures import MutableHeaders
from starlette.types import ASGIApp, Message, Receive, Scope, Send

HEADERS: Final = {
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "strict-origin-when-cross-origin",
    "Permissions-Policy": "camera=(self), clipboard-read=(self), clipboard-write=(self), "
    "display-capture=(), geolocation=(), microphone=(), payment=(), usb=()",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
}

SECURE: Final = "max-age=31536000"
"""A year of https only (HSTS), said where the visitor came by https."""

EMBEDDABLE: Final = ("/pictures/", "/api/")
"""What other sites may show: a link's preview, and what programs are given."""


def policy(scripts: list[str]) -> str:
    """Return the Content-Security-Policy; `scripts` are hashes of inline ones, in quotes."""
    directives = {
        "default-src": "'self'",
        "script-src": " ".join(["'self'", *scripts]),
        # Plotly and Dash's own controls write style elements; nothing that a visitor sends does.
        "style-src": "'self' 'unsafe-inline'",
        # Visitors' own pictures, and the arrows in Bootstrap's controls.
        "img-src": "'self' data:",
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
        self._policy = ""

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer one request."""
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        self._policy = self._policy or policy(self._scripts())
        added = HEADERS | {"Content-Security-Policy": self._policy}
        if scope["scheme"] == "https":
            added["Strict-Transport-Security"] = SECURE
        if scope["path"].startswith(EMBEDDABLE):
            added["Cross-Origin-Resource-Policy"] = "cross-origin"

        async def guard(message: Message) -> None:
            if message["type"] == "http.response.start":
                headers = MutableHeaders(scope=message)
                for name, value in added.items():
                    headers.setdefault(name, value)
            await send(message)

        await self._app(scope, receive, guard)
