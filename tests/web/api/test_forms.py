"""Files of a form, held in memory no longer and no larger than needed."""

from typing import Any

import pytest
from starlette.requests import Request

from tests.web.layered import awaited
from whence.pictures import MOST_BYTES
from whence.web.api.forms import files
from whence.web.problem import Problem

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


@pytest.mark.parametrize("name", ["cafés à l’orée.jpg", "画.jpg", "\x85 \xa0.jpg"])
def test_names_come_as_they_were_written(name: str) -> None:
    form = arriving(HEAD % name.encode(), b"12345\r\n", b"--x--\r\n")
    assert awaited(lengths(form)) == [(name, 5)]


def test_one_odd_name_does_not_refuse_the_other_files() -> None:
    odd, even = HEAD % b"caf\xe9.jpg" + b"12\r\n", HEAD % b"even.jpg" + b"123\r\n"
    assert awaited(lengths(arriving(odd + even + b"--x--\r\n"))) == [
        ("caf�.jpg", 2),
        ("even.jpg", 3),
    ]


def test_a_name_that_is_too_long_is_not_called_too_many_files() -> None:
    with pytest.raises(Problem, match="too long") as refused:
        awaited(lengths(arriving(HEAD % (b"x" * 5000) + b"12\r\n--x--\r\n")))
    assert (refused.value.status, refused.value.code) == (413, "too-large")
