"""What answers a call that no page of ours would make: 4xx and a line in the log, never 500."""

import logging

from dash.exceptions import DashException, PreventUpdate
from fastapi import FastAPI, Request, Response
from fastapi.responses import JSONResponse

log = logging.getLogger(__name__)

DASH = "/_dash-"
FORGED = (AttributeError, DashException, LookupError, TypeError, ValueError)
"""What Dash raises on bodies and addresses that it did not make itself."""


def register(server: FastAPI) -> None:
    """Let `server` refuse forged calls of Dash's own addresses."""
    for kind in FORGED:
        server.add_exception_handler(kind, _refuse)


async def _refuse(request: Request, error: Exception) -> Response:
    path = request.url.path
    if isinstance(error, PreventUpdate):
        return Response(status_code=204)
    if not path.startswith(DASH):
        log.error("%s failed", path, exc_info=error)
        return JSONResponse({"error": "Something went wrong here; please try again."}, 500)
    log.warning("refused %s: %s: %.200s", path, type(error).__name__, error)
    if path.startswith("/_dash-component-suites"):
        return JSONResponse({"error": "There is no such file."}, 404)
    return JSONResponse({"error": "This is no call of this page; reload it and try again."}, 400)
