"""The API as an application of its own inside ours, with its own errors and documents."""

import re
from contextlib import suppress
from pathlib import Path
from typing import Final

from fastapi import Depends, FastAPI
from starlette.middleware.cors import CORSMiddleware
from starlette.routing import BaseRoute, Match
from starlette.types import ASGIApp, Receive, Scope, Send

from whence.gallery import Gallery
from whence.public_web.client import PublicWeb
from whence.settings import Settings
from whence.web import problem, routes
from whence.web.api import documents, model, paintings, predict
from whence.web.api.asked import fitting
from whence.web.api.desk import Desk
from whence.web.bodies import Room
from whence.web.callbacks.collection import Browsing
from whence.web.exhibits import Exhibits
from whence.web.workers import Workers

ADDRESSES: Final = re.compile(r"/(api|docs|scorefile)(/|$)|/openapi\.json$")


class Api(BaseRoute):
    """Hands every request of the API's addresses to `app`, its path unchanged."""

    def __init__(self, app: ASGIApp) -> None:
        self._app = app

    def matches(self, scope: Scope) -> tuple[Match, Scope]:
        """Take the request if its path is the API's."""
        ours = scope["type"] == "http" and ADDRESSES.match(scope["path"])
        return (Match.FULL if ours else Match.NONE), {}

    async def handle(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer one request."""
        # What fails in there was logged and answered in there.
        with suppress(Exception):
            await self._app(scope, receive, send)


def create(
    settings: Settings,
    gallery: Gallery,
    file: Path,
    workers: Workers,
    room: Room,
    browsing: Browsing,
    exhibits: Exhibits,
) -> FastAPI:
    """Build the API; `file` is the model's. Pictures that are sent wait until there is `room`."""
    fetch = PublicWeb().picture if settings.public_urls else None
    api = FastAPI(openapi_url=None, docs_url=None, redoc_url=None, redirect_slashes=False)
    problem.register(api)
    api.include_router(predict.routes(Desk(gallery, workers, room, fetch)))
    for reading in (
        paintings.routes(gallery, browsing, workers),
        model.routes(gallery.classifier.bundle, file, exhibits),
        routes.pictures(gallery, workers),
    ):
        api.include_router(
            reading,
            prefix="/api/v1",
            dependencies=[Depends(fitting)],
            responses=problem.documented(422),
        )
    documents.register(api)
    # Reading and predicting need no cookie and change nothing, so any page may do both.
    api.add_middleware(
        CORSMiddleware,
        allow_origins=["*"],
        # A page that asks in a way that we do not know shall read so, which it may not here.
        allow_methods=["*"],
        allow_headers=["*"],
        expose_headers=problem.EXPOSED,
        max_age=24 * 3600,
    )
    return api
