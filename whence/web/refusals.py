"""One sentence instead of an answer, in the shape that the address speaks."""

import math
from collections.abc import Mapping
from html import escape
from typing import Final

from fastapi import HTTPException
from starlette.datastructures import Headers
from starlette.responses import HTMLResponse, JSONResponse, Response
from starlette.types import Scope

from whence.messages import N_
from whence.web import document, problem
from whence.web.language import _, current

DASH: Final = "/_dash-"
"""How all addresses of Dash's own begin."""

PROBLEMS: Final = ("/api/", "/scorefile")
"""Addresses that answer programs with problem+json (RFC 9457)."""

BUSY: Final = N_("The gallery is very busy at the moment. Please try again in a few seconds.")
SLOW: Final = N_("That took too long. Please try again.")
LATE: Final = N_("That took too long to arrive. Please try again.")
OFTEN: Final = N_("That was a lot in a short time. Please try again in {seconds} seconds.")
FORGED: Final = N_("This is no call of this page; reload it and try again.")
MISSING: Final = N_("There is no such file.")
LARGE: Final = N_("What was sent is too large.")
BROKEN: Final = N_("Something went wrong here; please try again.")

PAUSE: Final = 3
"""Seconds after which it may be worth trying a busy gallery again."""

PAGE: Final = """<!DOCTYPE html>
<html lang="{language}"><head><meta charset="utf-8"><title>Whence</title>
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<link rel="icon" href="{icon}" type="image/svg+xml">
<script src="{theme}"></script>
<link rel="stylesheet" href="{bootstrap}"><link rel="stylesheet" href="{style}"></head>
<body><div class="whence"><main><div class="nothing">
<p>{sentence}</p><p><a href="/">{back}</a></p></div></main></div></body></html>"""


class Busy(HTTPException):
    """So many wait already that nobody would wait for this one's answer."""

    def __init__(self) -> None:
        super().__init__(503, BUSY, {"Retry-After": str(PAUSE)})


class ForgedError(ValueError):
    """Something was sent that no page of ours sends; nobody needs to look for the fault."""


def refusal(
    scope: Scope, status: int, code: str, sentence: str, headers: Mapping[str, str] | None = None
) -> Response:
    """Return the answer: problem+json, a small page, or `error` {code, message}."""
    path = scope["path"]
    sentence = _(sentence)
    if path.startswith(PROBLEMS):
        return problem.reply(status, code, sentence, headers=headers)
    if "text/html" in Headers(scope=scope).get("accept", "") and not path.startswith(DASH):
        return HTMLResponse(_page(sentence), status, headers)
    return JSONResponse({"error": {"code": code, "message": sentence}}, status, headers)


def _page(sentence: str) -> str:
    return PAGE.format(
        language=current(),
        sentence=escape(sentence),
        back=escape(_("Back to the entrance")),
        bootstrap=document.bootstrap(),
        icon=document.asset("favicon.svg"),
        theme=document.asset("theme.js"),
        style=document.asset("style.css"),
    )


def busy(scope: Scope) -> Response:
    """Return the answer where there is no room for another one."""
    return refusal(scope, 503, "busy", BUSY, {"Retry-After": str(PAUSE)})


def slow(scope: Scope) -> Response:
    """Return the answer to what took too long."""
    return refusal(scope, 503, "too-slow", SLOW, {"Retry-After": str(PAUSE)})


def late(scope: Scope) -> Response:
    """Return the answer to what took too long to arrive, of which the rest may still come."""
    return refusal(scope, 408, "too-slow", LATE, {"Connection": "close"})


def too_often(scope: Scope, seconds: float) -> Response:
    """Return the answer to a visitor who may ask again in so many seconds."""
    wait = max(1, math.ceil(seconds))
    sentence = _(OFTEN, seconds=wait)
    return refusal(scope, 429, "too-often", sentence, {"Retry-After": str(wait)})
