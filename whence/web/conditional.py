"""Answers that whoever has them already need not load again (ETag and If-None-Match)."""

import hashlib
from typing import Annotated

from fastapi import Header, Response

Known = Annotated[str, Header(alias="If-None-Match", description="An ETag that you have.")]


def reply(data: bytes, known: str, digest: str | None = None, **headers: str) -> Response:
    """Answer with `data`, or with 304 where `known`, the If-None-Match sent, names it.

    `digest` is the SHA-256 of `data` where that is known already. `headers` go with both answers,
    an underscore standing for a hyphen.
    """
    tag = f'"{(digest or hashlib.sha256(data).hexdigest())[:32]}"'
    named = {name.replace("_", "-"): value for name, value in headers.items()}
    # Weak: the same content, whether or not it was compressed on its way.
    named |= {"ETag": f"W/{tag}", "X-Content-Type-Options": "nosniff"}
    if tag in known or known.strip() == "*":
        named.pop("Content-Type", None)
        named["Vary"] = "Accept-Encoding"  # as with the whole answer, where that is compressed
        return Response(status_code=304, headers=named)
    return Response(data, headers=named)
