"""A picture of one's own as `curl` sends it."""

import asyncio
import json
import socket
from typing import cast
from urllib.parse import urlsplit

import cv2
import numpy as np
import pytest
import requests
from fastapi import FastAPI
from starlette.types import Message, Receive

from tests.browsing import Served
from tests.web.layered import awaited
from whence.gallery import Gallery
from whence.pictures import MOST_BYTES, REFUSALS
from whence.web import uploads
from whence.web.bodies import Room
from whence.web.uploads import tries
from whence.web.workers import Workers

HEIC = b"\0\0\0\x18ftypheic\0\0\0\0mif1heic"
BYTES = {"Content-Type": "application/octet-stream"}


def picture(suffix: str, width: int = 300, height: int = 200) -> bytes:
    """A picture with something on it."""
    pixels = np.full((height, width, 3), (60, 120, 200), np.uint8)
    cv2.circle(pixels, (width // 2, height // 2), height // 3, (30, 30, 90), -1)
    return cv2.imencode(suffix, pixels)[1].tobytes()


def post(gallery: Served, body: bytes, **headers: str) -> requests.Response:
    names = {name.replace("_", "-"): value for name, value in headers.items()}
    return requests.post(f"{gallery.url}/try", data=body, headers=BYTES | names, timeout=20)


def refused(reply: requests.Response) -> tuple[int, str, str]:
    error = reply.json()["error"]
    return reply.status_code, error["code"], error["message"]


@pytest.mark.parametrize("suffix", [".jpg", ".png", ".webp", ".avif", ".gif", ".bmp", ".tiff"])
def test_every_good_format_is_decided(gallery: Served, suffix: str) -> None:
    reply = post(gallery, picture(suffix))
    said = reply.json()
    assert reply.status_code == 200
    assert set(said["probabilities"]) == {"America", "China", "India", "Japan"}
    assert sum(said["probabilities"].values()) == pytest.approx(1)
    assert said["word"] in {"My guess", "Not sure"}
    assert said["ratio"] == pytest.approx(1.5)
    assert said["picture"].startswith("data:image/jpeg;base64,")
    assert said["heat"].startswith("data:image/webp;base64,")
    assert [bar["label"] for bar in said["bars"]] == list(said["probabilities"])


def test_the_same_picture_twice_is_the_same_answer_and_joins_no_likeness(gallery: Served) -> None:
    first, second = (post(gallery, picture(".png")).json() for _ in range(2))
    assert first["probabilities"] == second["probabilities"]
    assert {work["id"] for work in second["resembling"]} == {
        work["id"] for work in first["resembling"]
    }
    for work in second["resembling"]:
        assert requests.get(gallery.url + work["picture"], timeout=10).status_code == 200


def test_nothing_of_it_is_stored(gallery: Served) -> None:
    before = {path for path in gallery.folder.rglob("*") if path.is_file()}
    assert post(gallery, picture(".jpg")).status_code == 200
    new = {path for path in gallery.folder.rglob("*") if path.is_file()} - before
    data = picture(".jpg")
    assert not [path for path in new if data in path.read_bytes()]


@pytest.mark.parametrize(
    ("body", "status", "code"),
    [
        (b"", 422, "empty"),
        (picture(".jpg")[:200], 422, "broken"),
        (b"I am no picture", 415, "unknown-format"),
        (HEIC, 415, "heic"),
    ],
)
def test_what_is_no_picture_is_refused_with_one_sentence(
    gallery: Served, body: bytes, status: int, code: str
) -> None:
    assert refused(post(gallery, body)) == (status, code, REFUSALS[code])


@pytest.mark.parametrize(
    "kind", ["multipart/form-data; boundary=x", "application/x-www-form-urlencoded", "TEXT/plain"]
)
def test_a_form_is_refused_and_told_what_to_send(gallery: Served, kind: str) -> None:
    status, code, message = refused(post(gallery, picture(".png"), Content_Type=kind))
    assert (status, code) == (415, "not-a-file")
    assert "body" in message


@pytest.mark.parametrize("kind", ["image/png", "image/jpeg", ""])
def test_bytes_are_believed_rather_than_their_name(gallery: Served, kind: str) -> None:
    assert post(gallery, picture(".png"), Content_Type=kind).status_code == 200


def raw(gallery: Served, head: str, chunks: int = 0) -> bytes:
    """Send a request by hand, a body of so many chunks of 1 MB, and return the first answer."""
    place = urlsplit(gallery.url)
    with socket.create_connection((place.hostname or "", place.port or 0), 20) as line:
        start = f"POST /try HTTP/1.1\r\nHost: x\r\nContent-Type: image/png\r\n{head}\r\n\r\n"
        line.sendall(start.encode())
        chunk = b"100000\r\n" + bytes(0x100000) + b"\r\n"
        try:
            for _ in range(chunks):
                line.sendall(chunk)
        except (BrokenPipeError, ConnectionResetError):
            pass
        return line.recv(4096)


def test_a_body_announced_too_large_is_refused_before_it_is_sent(gallery: Served) -> None:
    answer = raw(gallery, f"Content-Length: {MOST_BYTES + 1}")
    assert answer.startswith(b"HTTP/1.1 413")


def test_a_body_that_grows_too_large_is_refused_on_the_way(gallery: Served) -> None:
    # 16 chunks of 2**20 bytes are more than 15 MB; the end is never sent.
    answer = raw(gallery, "Transfer-Encoding: chunked", chunks=16)
    assert answer.startswith(b"HTTP/1.1 413")
    assert post(gallery, picture(".png")).status_code == 200


def test_a_visitor_who_leaves_half_way_breaks_nothing(gallery: Served) -> None:
    place = urlsplit(gallery.url)
    for _ in range(10):
        with socket.create_connection((place.hostname or "", place.port or 0), 20) as line:
            line.sendall(b"POST /try HTTP/1.1\r\nHost: x\r\nContent-Length: 999\r\n\r\nhalf")
    assert post(gallery, picture(".png")).status_code == 200


def by_hand(receive: Receive, room: Room | None = None, seconds: float = 20) -> list[Message]:
    """Send a picture to `/try` of a gallery that never gets to decide it; return what was sent."""
    app, sent = FastAPI(), list[Message]()
    app.include_router(tries(cast(Gallery, None), Workers(), room or Room()))

    async def send(message: Message) -> None:
        sent.append(message)

    rest = {"query_string": b"", "headers": [], "root_path": "", "client": ("192.0.2.1", 5000)}
    scope = {"type": "http", "method": "POST", "path": "/try", "raw_path": b"/try"}
    awaited(asyncio.wait_for(app(scope | rest, receive, send), seconds))
    return sent


def test_a_picture_that_takes_too_long_to_arrive_is_refused_with_a_sentence(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(uploads, "PATIENCE", 0.1)

    async def drip() -> Message:
        await asyncio.sleep(0.01)
        return {"type": "http.request", "body": b"1", "more_body": True}

    start, body = by_hand(drip)
    assert (start["status"], dict(start["headers"])[b"connection"]) == (408, b"close")
    assert json.loads(body["body"])["error"]["code"] == "too-slow"


def test_who_leaves_half_way_is_no_fault_of_ours() -> None:
    async def leave() -> Message:
        return {"type": "http.disconnect"}

    assert by_hand(leave)[0]["status"] == 400


def test_a_picture_is_not_read_before_there_is_room() -> None:
    async def read() -> Message:
        pytest.fail("the picture was read")

    with pytest.raises(TimeoutError):
        by_hand(read, Room(0, 0), seconds=0.2)


def test_get_is_the_page(gallery: Served) -> None:
    reply = requests.get(f"{gallery.url}/try", timeout=10)
    assert reply.status_code == 200
    assert "<title>Try your own · Whence</title>" in reply.text
    assert requests.put(f"{gallery.url}/try", data=b"x", timeout=10).status_code == 405
