"""The Lambda: `whence.aws.handler` answers every event with what `predict --json` says.

Events: direct calls, API Gateway (REST and HTTP), function URLs, and new objects in S3.
"""

import json
import os
from collections.abc import Callable
from functools import cache
from typing import Any, Final

from whence.aws_events import BadEventError, image_in, received, wanted_in
from whence.classifier import Classifier
from whence.model_file import open_model
from whence.museums.errors import MuseumError
from whence.pictures import PictureError
from whence.predicting import STATUS, judged, refusal
from whence.public_web.client import PublicWeb
from whence.public_web.errors import UrlError
from whence.settings import Settings

Outcome = dict[str, Any]
Fetch = Callable[[str], bytes]

JSON: Final = {"Content-Type": "application/json"}


def handler(event: Any, context: object) -> Outcome | list[Outcome]:
    """Answer one event; `context` is not needed.

    Returns `file` and what `predicting.facts` returns, or `file` and `error` {code, message}: a
    list of them for S3, the body of a response for HTTP. Raises only what a retry may mend.
    """
    match event:
        case {"Records": [{"eventSource": "aws:s3"}, *_] as records}:
            return [_stored(record) for record in records]
        case {"requestContext": {}}:
            return _response(_asked(event))
    return _decided(event)


def _stored(record: object) -> Outcome:
    """Decide a new object in S3."""
    from whence.aws_s3 import stored

    try:
        name, get = stored(record)
    except BadEventError as error:
        return _bad("event", error)
    return _outcome(name, get)


def _asked(event: dict[str, Any]) -> Outcome:
    """Decide the body of an HTTP request: JSON like a direct call's, or the picture itself."""
    try:
        body = received(event)
        wanted = wanted_in(body)
    except BadEventError as error:
        return _bad("body", error)
    return _outcome("body", lambda: body) if wanted is None else _decided(wanted)


def _decided(wanted: object) -> Outcome:
    match wanted:
        case {"url": str(url), **others} if "image" not in others:
            # A lone half of a surrogate pair cannot be written into the answer.
            return _outcome(url.encode(errors="replace").decode(), lambda: _fetch()(url))
        case {"image": str(text), **others} if "url" not in others:
            return _outcome("image", lambda: image_in(text))
    return _bad("event", BadEventError())


def _outcome(name: str, get: Callable[[], bytes]) -> Outcome:
    try:
        data = get()
    except BadEventError as error:
        return _bad(name, error)
    except (PictureError, MuseumError, UrlError) as error:
        return {"file": name, "error": refusal(error)}
    return judged(name, data, _classifier())


def _bad(name: str, error: BadEventError) -> Outcome:
    return {"file": name, "error": {"code": "bad-request", "message": str(error)}}


def _response(outcome: Outcome) -> dict[str, Any]:
    status = STATUS.get(outcome["error"]["code"], 422) if "error" in outcome else 200
    return {"statusCode": status, "headers": JSON, "body": json.dumps(outcome)}


@cache
def _classifier() -> Classifier:
    settings = Settings.load()
    return Classifier(open_model(settings.model, settings.cache))


@cache
def _fetch() -> Fetch:
    settings = Settings.load()
    # On unless somebody has said no: a Lambda that takes addresses is what the event is for.
    allowed = settings.public_urls or "public_urls" not in settings.model_fields_set
    return PublicWeb().picture if allowed else _refuse


def _refuse(url: str) -> bytes:
    raise UrlError("urls-off")


if "AWS_LAMBDA_RUNTIME_API" in os.environ:
    _classifier()  # while the Lambda starts, it has all of a processor
