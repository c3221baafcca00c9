"""Answers of the API that whoever asks may have already."""

from typing import Any, Final

from fastapi import Response
from pydantic import BaseModel

from whence.web.conditional import Known, reply

KEPT: Final[dict[int | str, dict[str, Any]]] = {304: {"description": "You have it already."}}


def tagged(body: BaseModel, known: Known) -> Response:
    """Answer with `body`, or with 304 to who has it."""
    data = body.model_dump_json().encode()
    return reply(data, known, Content_Type="application/json", Cache_Control="no-cache")
