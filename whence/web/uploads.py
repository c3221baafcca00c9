"""The address that decides a visitor's own picture: `POST /try`, the file itself as the body."""

import asyncio
from typing import Final

from fastapi import APIRouter, Request, Response
from fastapi.responses import JSONResponse
from starlette.requests import ClientDisconnect

from whence.gallery import Gallery
from whence.pictures import MOST_BYTES, PictureError
from whence.web.opinions import answer
from whence.web.workers import Workers

AT_ONCE: Final = 6
"""Pictures that may be on their way at once; each holds up to 15 MB of memory."""

PATIENCE: Final = 60.0
"""Seconds that one may take to arrive."""

STATUS: Final = {"too-large": 413, "unknown-format": 415, "heic": 415}
"""What HTTP calls our refusals; the others are 422."""

FORMS: Final = ("multipart/", "application/x-www-form-urlencoded", "application/json", "text/")
"""Types of bodies that are never a picture's own bytes."""


def tries(gallery: Gallery, workers: Workers) -> APIRouter:
    """Return the route that decides one picture in memory and forgets it.

    It answers with `opinions.answer`, or with `error` {code, message}.
    """
    routes = APIRouter()
    room = asyncio.Semaphore(AT_ONCE)

    @routes.post("/try")
    async def decide(request: Request) -> Response:
        if request.headers.get("content-type", "").lower().startswith(FORMS):
            return _refusal(415, "not-a-file", "Send the picture's own bytes as the body.")
        try:
            async with room:
                async with asyncio.timeout(PATIENCE):
                    data = await _body(request)
                return JSONResponse(await workers.predict(lambda: answer(gallery.opinion(data))))
        except PictureError as error:
            return _refusal(STATUS.get(error.code, 422), error.code, str(error))
        except TimeoutError:
            return _refusal(408, "too-slow", "The picture took too long to arrive. Try again.")
        except ClientDisconnect:
            return Response(status_code=400)  # nobody is there to read it

    return routes


async def _body(request: Request) -> bytes:
    """Return the body, never holding more than a picture may have; raises PictureError."""
    announced = request.headers.get("content-length", "")
    if announced.isdecimal() and int(announced) > MOST_BYTES:
        raise PictureError("too-large")
    body = bytearray()
    async for chunk in request.stream():
        if len(body) + len(chunk) > MOST_BYTES:
            raise PictureError("too-large")
        body += chunk
    return bytes(body)


def _refusal(status: int, code: str, message: str) -> JSONResponse:
    # What was not read of the body must not be taken for the next request.
    headers = {"Connection": "close"}
    return JSONResponse({"error": {"code": code, "message": message}}, status, headers)
