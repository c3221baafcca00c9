"""Files of a form, held in memory no longer and no larger than needed."""

from typing import Any

from starlette.requests import Request

from tests.web.layered import awaited
from whence.pictures import MOST_BYTES
from whence.web.api.forms import files

HEAD = b'--x\r\nContent-Disposition: form-data; name="file"; filename="%s"\r\n\r\n'
CHUNK = bytes(2**20)


def arriving(*chunks: bytes) -> Request:
    """A request whose form comes in these chunks."""
    waiting: list[dict[str, Any]] = [
        {"type": "http.request", "body": chunk, "more_body": True} for chunk in chunks
    ]
    waiting.append({"type": "http.request", "body": b"", "more_body": False})
    waiting.reverse()

    async def receive() -> dict[str, Any]:
        return waiting.pop()

    headers = [(b"content-type", b"multipart/form-data; boundary=x")]
    return Request({"type": "http", "method": "POST", "headers": headers}, receive)


async def lengths(request: Request) -> list[tuple[str, int]]:
    return [(name, len(data)) async for name, data in files(request)]


def test_of_a_file_that_is_too_large_just_enough_is_kept_to_tell() -> None:
    large, small = [HEAD % b"large", *[CHUNK] * 20, b"\r\n"], [HEAD % b"small", b"12345", b"\r\n"]
    found = awaited(lengths(arriving(*large, *small, b"--x--\r\n")))
    assert [name for name, _ in found] == ["large", "small"]
    assert MOST_BYTES < found[0][1] <= MOST_BYTES + len(CHUNK)
    assert found[1][1] == 5
