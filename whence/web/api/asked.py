"""What may stand in the query of an API's address: what the route knows, and each of it once."""

from collections import Counter
from typing import Final

from fastapi import Request

from whence.web.problem import Problem

UNKNOWN: Final = "This address knows no such parameter."


async def fitting(request: Request) -> None:  # not a plain one, which would wait for a thread
    """Refuse what the route does not know, and of what stands twice that only the last counts."""
    known = _known(request)
    counts = Counter(name for name, _ in request.query_params.multi_items())
    faults = [
        {"loc": ("query", name), "msg": "Write this once." if name in known else UNKNOWN}
        for name, times in counts.items()
        if times > 1 or name not in known
    ]
    if faults:
        raise Problem(422, "invalid", "The request does not fit; see errors.", faults)


def _known(request: Request) -> set[str]:
    known = set[str]()
    for parameter in request.scope["route"].dependant.query_params:
        model = parameter.field_info.annotation
        known |= set(getattr(model, "model_fields", [parameter.alias]))
    return known
