"""What a Lambda's event brings: a picture, or JSON that names one."""

import base64
import binascii
import json
from typing import Any, Final

from whence.pictures import MOST_BYTES, PictureError

ADVICE: Final = (
    'Send {"url": "https://…"} or {"image": "…"} with the picture in base64, or post the picture '
    "itself."
)


class BadEventError(Exception):
    """An event that names no picture; `str()` says what to send."""

    def __init__(self, message: str = ADVICE) -> None:
        super().__init__(message)


def received(event: dict[str, Any]) -> bytes:
    """Return the body of an HTTP event, of API Gateway or a function URL; raises BadEventError."""
    body = event.get("body")
    if not isinstance(body, str) or not body:
        raise BadEventError
    return _decoded(body) if event.get("isBase64Encoded") else body.encode(errors="replace")


def wanted_in(body: bytes) -> object | None:
    """Return a body of JSON as an object, None for anything else, e.g. a picture.

    Judged by the bytes, since no picture begins with a brace. Raises BadEventError.
    """
    if not body.lstrip().startswith(b"{"):
        return None
    try:
        wanted: object = json.loads(body)
    except (ValueError, RecursionError) as error:
        raise BadEventError from error
    return wanted


def image_in(text: str) -> bytes:
    """Return the picture of `{"image": …}`; raises BadEventError, PictureError."""
    if len(text) > 2 * MOST_BYTES:
        raise PictureError("too-large")
    return _decoded("".join(text.split()))


def _decoded(text: str) -> bytes:
    try:
        return base64.b64decode(text, validate=True)
    except (binascii.Error, ValueError) as error:
        raise BadEventError("The image is not in base64. " + ADVICE) from error
