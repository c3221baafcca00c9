"""Answers of the API that whoever asks may have already."""

from typing import Annotated, Any, Final

from fastapi import Header, Response
from pydantic import BaseModel

from whence.web.conditional import reply

Known = Annotated[str, Header(alias="If-None-Match", description="An ETag that you have.")]

KEPT: Final[dict[int | str, dict[str, Any]]] = {304: {"description": "You have it already."}}


def tagged(body: BaseModel, known: Known) -> Response:
    """Answer with `body`, or with 304 to who has it."""
    data = body.model_dump_json().encode()
    return reply(data, known, Content_Type="application/json", Cache_Control="no-cache")
