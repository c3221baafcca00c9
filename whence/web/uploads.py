"""The address that decides a visitor's own picture: `POST /try`, the file itself as the body."""

import asyncio
from typing import Final

from fastapi import APIRouter, Request, Response
from fastapi.responses import JSONResponse
from starlette.requests import ClientDisconnect

from whence.gallery import Gallery
from whence.pictures import PictureError
from whence.predicting import STATUS
from whence.web.bodies import PATIENCE, Room, picture
from whence.web.language import _
from whence.web.opinions import answer
from whence.web.workers import Workers

FORMS: Final = ("multipart/", "application/x-www-form-urlencoded", "application/json", "text/")
"""Types of bodies that are never a picture's own bytes."""


def tries(gallery: Gallery, workers: Workers, room: Room) -> APIRouter:
    """Return the route that decides one picture in memory and forgets it, where there is `room`.

    It answers with `opinions.answer`, or with `error` {code, message}.
    """
    routes = APIRouter()

    @routes.post("/try")
    async def decide(request: Request) -> Response:
        if request.headers.get("content-type", "").lower().startswith(FORMS):
            return _refusal(415, "not-a-file", _("Send the picture's own bytes as the body."))
        try:
            async with room.place(request):
                async with asyncio.timeout(PATIENCE):
                    data = await picture(request)
                said = await workers.judge(lambda: answer(gallery.opinion(data)))
                return JSONResponse(said)
        except PictureError as error:
            return _refusal(STATUS.get(error.code, 422), error.code, _(str(error)))
        except TimeoutError:
            return _refusal(408, "too-slow", _("The picture took too long to arrive. Try again."))
        except ClientDisconnect:
            return Response(status_code=400)  # nobody is there to read it

    return routes


def _refusal(status: int, code: str, message: str) -> JSONResponse:
    # What was not read of the body must not be taken for the next request.
    headers = {"Connection": "close"}
    return JSONResponse({"error": {"code": code, "message": message}}, status, headers)
