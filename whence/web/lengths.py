"""How long a request says that its body is."""

from starlette.datastructures import Headers

DIGITS = 19
"""More of them name no length that anybody could send, and Python reads thousands slowly."""


def announced(headers: Headers) -> int | None:
    """Return how many bytes the body will have; None where nobody says so beforehand."""
    length = headers.get("content-length", "")
    return int(length) if length.isdecimal() and len(length) <= DIGITS else None
