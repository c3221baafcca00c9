"""Answers that whoever has them already need not load again (ETag and If-None-Match)."""

import hashlib

from fastapi import Response


def reply(data: bytes, known: str, **headers: str) -> Response:
    """Answer with `data`, or with 304 where `known`, the If-None-Match sent, names it.

    `headers` go with both, an underscore standing for a hyphen.
    """
    digest = f'"{hashlib.sha256(data).hexdigest()[:32]}"'
    named = {name.replace("_", "-"): value for name, value in headers.items()}
    # Weak: the same content, whether or not it was compressed on its way.
    named |= {"ETag": f"W/{digest}", "X-Content-Type-Options": "nosniff"}
    if digest in known or known.strip() == "*":
        named.pop("Content-Type", None)
        return Response(status_code=304, headers=named)
    return Response(data, headers=named)
