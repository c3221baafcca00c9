"""`POST /api/v1/predict` and `POST /scorefile/`: what the network says of what was sent."""

from typing import Any, Final

from fastapi import APIRouter, Depends, Request

from whence.web.api.asked import fitting
from whence.web.api.desk import Desk, sound
from whence.web.api.forms import MOST_FILES
from whence.web.api.models import AddressWanted, Probability, Results, WorkWanted
from whence.web.problem import documented

PROBLEMS: Final = documented(400, 403, 404, 408, 413, 415, 422, 502)

_FILE: Final = {"type": "string", "format": "binary"}


def _takes(form: dict[str, Any]) -> dict[str, Any]:
    """Describe the bodies that a route takes, `form` being the multipart one."""
    wanted = [{"$ref": f"#/components/schemas/{m.__name__}"} for m in (WorkWanted, AddressWanted)]
    content = {
        "multipart/form-data": {"schema": form},
        "image/*": {"schema": _FILE},
        "application/octet-stream": {"schema": _FILE},
        "application/json": {"schema": {"oneOf": wanted}, "example": {"id": "study-japan-01"}},
    }
    return {"requestBody": {"required": True, "content": content}}


def _form(file: dict[str, Any]) -> dict[str, Any]:
    return {"type": "object", "properties": {"file": file}, "required": ["file"]}


ONE: Final = _takes(_form(_FILE))
SEVERAL: Final = _takes(
    _form({"type": "array", "items": _FILE, "minItems": 1, "maxItems": MOST_FILES})
)


def routes(desk: Desk) -> APIRouter:
    """Return the routes that decide pictures."""
    router = APIRouter(tags=["predict"])

    @router.post(
        "/api/v1/predict",
        responses=PROBLEMS,
        openapi_extra=SEVERAL,
        dependencies=[Depends(fitting)],
    )
    async def predict(request: Request) -> Results:
        """Decide up to 16 files of a form (30 MB together), one picture as the body, or a work.

        A file of a form that cannot be decided has an `error` among the results; a body or a work
        that cannot be is a problem. Nothing that is sent is stored.
        """
        return Results.model_validate({"results": await desk.results(request, MOST_FILES)})

    @router.post("/scorefile", include_in_schema=False, dependencies=[Depends(fitting)])
    @router.post(
        "/scorefile/", responses=PROBLEMS, openapi_extra=ONE, dependencies=[Depends(fitting)]
    )
    async def scorefile(request: Request) -> dict[str, Probability]:
        """Return the probability of every label for one picture, and nothing else."""
        (result,) = await desk.results(request, 1)
        scores: dict[str, float] = sound(result)["probabilities"]
        return scores

    return router
