"""What answers a call that no page of ours would make: 4xx and a line in the log, never 500."""

import logging
from http import HTTPStatus

from dash.exceptions import DashException, PreventUpdate
from fastapi import FastAPI, Request, Response
from fastapi.exceptions import RequestValidationError
from starlette.exceptions import HTTPException

from whence.web import problem
from whence.web.layers.access import template
from whence.web.refusals import BROKEN, DASH, FORGED, MISSING, refusal

log = logging.getLogger(__name__)

KINDS = (
    AttributeError,
    DashException,
    FileNotFoundError,  # of a source map that Dash lists and does not ship
    LookupError,
    RecursionError,
    TypeError,
    ValueError,
)
"""What Dash raises on bodies and addresses that it did not make itself."""


def register(server: FastAPI) -> None:
    """Let `server` refuse forged calls of Dash's own addresses, and tell what it refuses itself."""
    server.add_exception_handler(HTTPException, _told)
    server.add_exception_handler(RequestValidationError, _no_address)
    for kind in KINDS:
        server.add_exception_handler(kind, _refuse)


async def _told(request: Request, error: Exception) -> Response:
    assert isinstance(error, HTTPException)  # noqa: S101 - tells the type checker
    status = error.status_code
    # Starlette itself says no more than what Python calls the status.
    sentence = MISSING if error.detail == HTTPStatus(404).phrase else error.detail
    return refusal(
        request.scope, status, problem.code_of(error), sentence, problem.headers_of(error)
    )


async def _no_address(request: Request, error: Exception) -> Response:
    # FastAPI's own answer repeats what was sent.
    return refusal(request.scope, 404, "not-found", MISSING)


async def _refuse(request: Request, error: Exception) -> Response:
    path = request.url.path
    if isinstance(error, PreventUpdate):
        return Response(status_code=204)
    if not path.startswith(DASH):
        log.error("%s failed", template(request.scope), exc_info=error)
        return refusal(request.scope, 500, "failed", BROKEN)
    # Not the error's own words: they may repeat what a visitor wrote.
    log.warning("refused a call of %s: %s", template(request.scope), type(error).__name__)
    if path.startswith("/_dash-component-suites"):
        return refusal(request.scope, 404, "not-found", MISSING)
    return refusal(request.scope, 400, "forged", FORGED)
