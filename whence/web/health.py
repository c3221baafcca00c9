"""Addresses for whoever runs the gallery: is it alive, is it ready, what has it done."""

import asyncio
import hmac
import logging
from typing import Any, Final

from fastapi import APIRouter, HTTPException, Request, Response
from fastapi.responses import JSONResponse

from whence.feedback.keeper import Keeper
from whence.gallery import Gallery
from whence.museums.errors import MuseumError
from whence.painting import Painting
from whence.pictures import PictureError
from whence.settings import Settings
from whence.shared import Shared
from whence.web.layers import metrics
from whence.web.layers.proxies import on_this_machine
from whence.web.workers import Workers

log = logging.getLogger(__name__)

OURS: Final = "paintings"
"""The recipe whose network knows every study; it is retrained under another name."""

FRESH: Final = {"Cache-Control": "no-store"}


class Readiness:
    """Tells whether this worker may be sent visitors.

    A museum that is left in peace, a folder that cannot be written, a Redis that is lost and a
    correction that was not kept are told but are no reason to wait: studies hang, each machine
    works and counts for itself, and visitors are asked to try again.
    """

    def __init__(self, gallery: Gallery, workers: Workers, shared: Shared, keeper: Keeper) -> None:
        self._gallery, self._workers, self._shared = gallery, workers, shared
        self._keeper = keeper
        self._golden: dict[str, Any] | None = None

    async def report(self) -> dict[str, Any]:
        """Return `ready` and what it rests on."""
        if self._golden is None or not self._golden["right"]:
            self._golden = await self._ask()
        works = len(self._gallery.catalogue)
        return {
            "ready": self._golden["right"] and works > 0,
            "model": self._gallery.classifier.bundle.id,
            "golden": self._golden,
            "works": works,
            "museums": {
                address: "asked" if closed else "left in peace"
                for address, closed in self._gallery.museums().items()
            },
            "cache": self._gallery.cache(),
            "redis": self._shared.state,
            "corrections": self._keeper.state,
        }

    async def _ask(self) -> dict[str, Any]:
        """Decide the picture whose answer is known: the first study of a label of the model.

        The model itself was verified by its digest when it was read. One of another recipe need not
        know our studies, be it of dogs or of paintings; that it answers at all is then enough.
        """
        bundle = self._gallery.classifier.bundle
        work: Painting = next(
            (work for work in self._gallery.studies if work.culture in bundle.labels),
            next(iter(self._gallery.studies)),
        )
        try:
            picture = await self._workers.picture(self._gallery, work)
            opinion = await self._workers.predict(self._gallery.opinion, picture)
        except (PictureError, MuseumError) as error:
            return {"picture": work.id, "said": None, "right": False, "error": str(error)}
        said = opinion.prediction.label
        known = bundle.recipe == OURS and work.culture in bundle.labels
        right = not known or said == work.culture
        if not right:
            log.warning("not ready: the network says %s of %s", said, work.id)
        return {"picture": work.id, "said": said, "right": right}


def addresses(readiness: Readiness, settings: Settings) -> APIRouter:
    """Return the routes; none of them is for visitors."""
    routes = APIRouter(include_in_schema=False)

    @routes.get("/healthz")
    async def health() -> Response:
        return JSONResponse({"alive": True}, headers=FRESH)

    @routes.get("/readyz")
    async def ready() -> Response:
        report = await readiness.report()
        return JSONResponse(report, 200 if report["ready"] else 503, FRESH)

    @routes.get("/metrics")
    async def figures(request: Request) -> Response:
        if not _may_read(request, settings):
            raise HTTPException(403, "Only for who runs the gallery: see WHENCE_METRICS_TOKEN.")
        text = await asyncio.to_thread(metrics.exposition)
        return Response(text, media_type=metrics.MEDIA_TYPE, headers=FRESH)

    return routes


def _may_read(request: Request, settings: Settings) -> bool:
    if settings.metrics_token is None:
        return on_this_machine(request.scope)
    wanted = f"Bearer {settings.metrics_token.get_secret_value()}".encode()
    return hmac.compare_digest(request.headers.get("authorization", "").encode(), wanted)
