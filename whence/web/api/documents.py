"""The API described: /openapi.json, and /docs, which shows it with nothing from elsewhere."""

import json
from functools import cache
from typing import Any, Final

from fastapi import FastAPI, Response
from fastapi.openapi.utils import get_openapi
from fastapi.responses import HTMLResponse
from fastapi.staticfiles import StaticFiles
from pydantic.json_schema import models_json_schema

from whence.web.api.models import AddressWanted, ProblemDetails, WorkWanted
from whence.web.conditional import Known, reply
from whence.web.problem import MEDIA_TYPE, documented

DESCRIPTION: Final = """\
Says of a picture whether it comes from America, China, India or Japan, or whatever else the model
that is served has learned. Nothing that you send is stored. Every failure is a
[problem](https://www.rfc-editor.org/rfc/rfc9457): `detail` for people, `code` for programs."""

PAGE: Final = """\
<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>API · Whence</title>
<link rel="icon" href="/assets/favicon.svg">
<link rel="stylesheet" href="/docs/ui/swagger-ui.css">
<link rel="stylesheet" href="/assets/docs.css">
<script src="/docs/ui/swagger-ui-bundle.js" defer></script>
<script src="/assets/theme.js" defer></script>
<script src="/assets/docs.js" defer></script>
</head>
<body><nav class="back"><a href="/">← Whence</a></nav><div id="docs"></div></body>
</html>
"""


def register(api: FastAPI) -> None:
    """Give `api` its description and the page that shows it."""

    @cache
    def description() -> bytes:
        return json.dumps(_describe(api), ensure_ascii=False).encode()

    @api.get("/openapi.json", include_in_schema=False)
    async def openapi(known: Known = "") -> Response:
        kind = "application/json"
        return reply(description(), known, Content_Type=kind, Cache_Control="no-cache")

    @api.get("/docs/", include_in_schema=False)
    @api.get("/docs", include_in_schema=False)
    async def docs() -> HTMLResponse:
        return HTMLResponse(PAGE)

    api.mount("/docs/ui", StaticFiles(packages=[("fastapi_swagger", "resources")]), name="docs")


def _describe(api: FastAPI) -> dict[str, Any]:
    said = get_openapi(title="Whence", version="1", description=DESCRIPTION, routes=api.routes)
    schemas = said["components"]["schemas"]
    for unused in ("HTTPValidationError", "ValidationError"):
        schemas.pop(unused, None)
    # Nothing refers to these but what FastAPI does not see.
    others: Any = [(kind, "validation") for kind in (ProblemDetails, WorkWanted, AddressWanted)]
    _, found = models_json_schema(others, ref_template="#/components/schemas/{model}")
    schemas.update(found["$defs"])
    problem = {MEDIA_TYPE: {"schema": {"$ref": "#/components/schemas/ProblemDetails"}}}
    for path in said["paths"].values():
        for operation in path.values():
            answers = operation["responses"]
            answers.update({str(status): said for status, said in documented(429, 503).items()})
            for status, answer in answers.items():
                if int(status) >= 400:
                    answer["content"] = problem
    return said
