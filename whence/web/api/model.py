"""`GET /api/v1/labels` and `/api/v1/model`: what the network can answer and how good it is."""

import json
from pathlib import Path

from fastapi import APIRouter, Response

from whence.bundle import Bundle, manifest
from whence.classifier import thresholds
from whence.web.api.known import KEPT, tagged
from whence.web.api.models import Card, Label, Labels
from whence.web.conditional import Known
from whence.web.exhibits import Exhibits


def routes(bundle: Bundle, file: Path, exhibits: Exhibits) -> APIRouter:
    """Return the routes about the model `bundle`, read from `file`."""
    router = APIRouter(tags=["model"])
    said, card = _labels(bundle), _card(bundle, file, exhibits)

    @router.get("/labels", response_model=Labels, responses=KEPT)
    async def labels(known: Known = "") -> Response:
        """List what the network can answer."""
        return tagged(said, known)

    @router.get("/model", response_model=Card, responses=KEPT)
    async def model(known: Known = "") -> Response:
        """Return the model's card: where it comes from, and all that was measured of it."""
        return tagged(card, known)

    return router


def _labels(bundle: Bundle) -> Labels:
    limits = thresholds(bundle)
    return Labels(
        model=bundle.id,
        task=bundle.task,
        sure_from=bundle.sure_from,
        labels=[Label(name=name, threshold=limits.get(name)) for name in bundle.labels],
    )


def _card(bundle: Bundle, file: Path, exhibits: Exhibits) -> Card:
    facts = json.loads(manifest(bundle, file.read_bytes()))
    short = {name: value for name, value in exhibits.evaluation.items() if name != "items"}
    return Card(**facts, evaluation=short or None)
