"""A little application inside one of our layers, and a visitor who asks it."""

import asyncio
from collections.abc import Coroutine
from concurrent.futures import ThreadPoolExecutor
from typing import Any, TypeVar

from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import JSONResponse, PlainTextResponse, Response
from starlette.routing import Route
from starlette.testclient import TestClient
from starlette.types import ASGIApp

T = TypeVar("T")


async def _echo(request: Request) -> Response:
    return JSONResponse(
        {
            "client": None if request.client is None else request.client.host,
            "scheme": request.url.scheme,
            "bytes": len(await request.body()),
        }
    )


async def _plain(request: Request) -> Response:
    return PlainTextResponse("fine")


METHODS = ["GET", "HEAD", "POST"]
INNER = Starlette(
    routes=[
        Route("/echo", _echo, methods=METHODS),
        Route("/try", _plain, methods=METHODS),
        Route("/api/v1/predict", _plain, methods=METHODS),
        Route("/pictures/{painting_id}", _plain, methods=METHODS),
        Route("/{path:path}", _plain, methods=METHODS),
    ]
)


def visit(app: ASGIApp, address: str = "192.0.2.1", **options: Any) -> TestClient:
    """Return a browser at `address`; failures of the application are answers, not exceptions."""
    return TestClient(app, raise_server_exceptions=False, client=(address, 50_000), **options)


def awaited(work: Coroutine[Any, Any, T]) -> T:
    """Return what `work` comes to, on a thread of its own: the browser's loop runs in this one."""
    with ThreadPoolExecutor(1) as thread:
        return thread.submit(asyncio.run, work).result()
