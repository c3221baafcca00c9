"""The layers around every request, from the outside in."""

from typing import Any

from dash import Dash
from fastapi import FastAPI
from starlette.middleware import Middleware
from starlette.middleware.gzip import GZipMiddleware

from whence.settings import Settings
from whence.shared import Shared
from whence.web.language import LanguageMiddleware
from whence.web.layers import limits, logs, metrics
from whence.web.layers.access import Access
from whence.web.layers.budget import Budget
from whence.web.layers.calls import Calls
from whence.web.layers.delivery import Delivery
from whence.web.layers.head import Head
from whence.web.layers.limits import Counts, Limits
from whence.web.layers.proxies import Proxies
from whence.web.layers.security import Security
from whence.web.layers.sending import Sending


def surround(server: FastAPI, dash: Dash, settings: Settings, shared: Shared) -> None:
    """Put all layers around `server`, outside those that it has already."""
    counts = Counts(limits.allowances(settings), shared)
    layers: list[Middleware] = [
        # Who asks and over what: everything further in believes it.
        Middleware(Proxies, settings.trusted_hops),
        # Refusals, too, carry its headers.
        Middleware(Security, lambda: list(dash.csp_hashes())),
        # Refusals, too, speak the visitor's language.
        Middleware(LanguageMiddleware),
        # Sees every answer, and answers for whatever fails further in.
        Middleware(Access, (logs.write, metrics.count)),
        # Whatever further in answers goes out as it is read.
        Middleware(Sending),
        # Nothing further in waits for a visitor without end.
        Middleware(Budget),
        # Counted before it costs anything, forged calls as well.
        Middleware(Limits, counts, limits.kind_of),
        # Tells which callback is called, which must be known to count corrections.
        Middleware(Calls, dash.callback_map, settings.mcp),
        Middleware(Limits, counts, limits.correction),
        # Whoever wants the headers alone is answered as by GET.
        Middleware(Head),
        # Files, compressed once for all; they pass what compresses each answer anew.
        Middleware(Delivery, dash._generate_scripts_html),
        Middleware(GZipMiddleware, minimum_size=1000),
    ]
    for layer in reversed(layers):
        arguments: tuple[Any, ...] = layer.args
        server.add_middleware(layer.cls, *arguments, **layer.kwargs)
