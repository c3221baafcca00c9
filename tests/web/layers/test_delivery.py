"""Files reach the browser compressed and are kept there where their address is unique."""

import asyncio
import gzip
import os
from collections.abc import AsyncIterator, Callable, Iterator
from pathlib import Path

import brotli
import pytest
from starlette.applications import Starlette
from starlette.datastructures import Headers
from starlette.requests import Request
from starlette.responses import Response, StreamingResponse
from starlette.routing import Mount, Route
from starlette.staticfiles import StaticFiles
from starlette.testclient import TestClient
from starlette.types import Message, Receive, Scope, Send

from tests.web.layered import awaited, visit
from whence.web.fingerprint import fingerprint
from whence.web.layers.delivery import Delivery

WORDS = b"body { color: red } " * 200
BROTLI = {"accept-encoding": "gzip, br"}
NAMED = "/_dash-component-suites/dash/dash.v4_0_0m1700000000.min.js"
PAGES = f'<script src="{NAMED}"></script>'
M = f"m={fingerprint(WORDS)}"
FOREVER = "public, max-age=31536000, immutable"


async def _file(request: Request) -> Response:
    name = request.path_params["path"]
    if name.endswith("none.css"):
        return Response(b"none", 404, media_type="text/css")
    if name.endswith(".png"):
        return Response(WORDS, media_type="image/png")
    if name.endswith(".html"):
        return Response(WORDS, media_type="text/html", headers={"ETag": "as Dash writes it"})
    if name.endswith(".js"):
        return StreamingResponse(iter([WORDS[:99], WORDS[99:]]), media_type="text/javascript")
    ranged = {"ETag": '"abc"', "Accept-Ranges": "bytes"}
    return Response(WORDS, media_type="text/css", headers=ranged)


@pytest.fixture
def browser() -> Iterator[TestClient]:
    with visit(Delivery(Starlette(routes=[Route("/{path:path}", _file)]), lambda: PAGES)) as client:
        yield client


@pytest.mark.parametrize(
    "path", ["/assets/style.css", "/vendor/some.css", "/docs/ui/swagger-ui.css", NAMED]
)
@pytest.mark.parametrize(
    ("accepted", "encoding", "read"),
    [
        ("gzip, br", "br", brotli.decompress),
        ("br;q=0.01, gzip", "br", brotli.decompress),
        ("gzip, deflate", "gzip", gzip.decompress),
        ("br;q=0, GZIP;q=0.5", "gzip", gzip.decompress),
        ("br; q=0.0, gzip", "gzip", gzip.decompress),
        ("x-br, gzip", "gzip", gzip.decompress),
    ],
)
def test_text_is_compressed_as_its_reader_likes_best(
    browser: TestClient, path: str, accepted: str, encoding: str, read: Callable[[bytes], bytes]
) -> None:
    with browser.stream("GET", path, headers={"accept-encoding": accepted}) as answer:
        sent = b"".join(answer.iter_raw())
    assert answer.headers["content-encoding"] == encoding
    assert int(answer.headers["content-length"]) == len(sent) < len(WORDS) / 10
    assert read(sent) == WORDS
    assert answer.headers["vary"] == "Accept-Encoding"
    assert "accept-ranges" not in answer.headers
    assert answer.headers["etag"] == f'W/"{fingerprint(WORDS)}"'


@pytest.mark.parametrize("accepted", ["br;q=0", "br; q=0.0, gzip;q=0", "brotli", "x-br", ""])
def test_who_reads_none_gets_it_as_it_is(browser: TestClient, accepted: str) -> None:
    answer = browser.get("/assets/style.css", headers={"accept-encoding": accepted})
    assert (answer.content, answer.headers["etag"]) == (WORDS, f'"{fingerprint(WORDS)}"')
    assert "content-encoding" not in answer.headers
    assert answer.headers["vary"] == "Accept-Encoding"  # a cache between us keeps both


@pytest.mark.parametrize("accepted", ["br", "gzip", "identity"])
def test_however_many_read_a_file_it_is_in_memory_once(accepted: str) -> None:
    """Compressed once, and nobody who reads it slowly keeps a copy."""
    bodies: list[bytes] = []

    async def app(scope: Scope, receive: Receive, send: Send) -> None:
        content = bytearray(WORDS * 3)  # read from the disk each time
        await Response(bytes(content), media_type="text/css")(scope, receive, send)

    async def ask() -> None:
        async def send(message: Message) -> None:
            bodies.append(message.get("body", b""))

        for _ in range(2):
            head = [(b"accept-encoding", accepted.encode())]
            scope = {"type": "http", "method": "GET", "path": "/assets/a.css", "headers": head}
            await Delivery(app, lambda: PAGES)(scope | {"query_string": b""}, nothing, send)

    awaited(ask())
    assert bodies[1] is bodies[3]


def test_who_has_left_is_no_failure() -> None:
    """What reads the file may notice before it has begun to answer, and end without."""
    sent: list[Message] = []

    async def app(scope: Scope, receive: Receive, send: Send) -> None:
        await StreamingResponse(_slow(), media_type="text/css")(scope, receive, send)

    async def gone() -> Message:
        return {"type": "http.disconnect"}

    async def note(message: Message) -> None:
        sent.append(message)

    scope = {"type": "http", "method": "GET", "path": "/assets/a.css", "headers": []}
    awaited(Delivery(app, lambda: PAGES)(scope | {"query_string": b""}, gone, note))
    assert sent == []


async def _slow() -> AsyncIterator[bytes]:
    await asyncio.sleep(10)
    yield WORDS


async def nothing() -> Message:
    return {"type": "http.request", "body": b"", "more_body": False}


@pytest.mark.parametrize("path", ["/assets/a.png", "/assets/none.css", "/pictures/a.css"])
def test_pictures_failures_and_other_addresses_are_left_alone(
    browser: TestClient, path: str
) -> None:
    assert "content-encoding" not in browser.get(path, headers=BROTLI).headers


def test_who_asks_for_the_headers_alone_is_told_the_whole_length(browser: TestClient) -> None:
    answer = browser.head("/assets/style.css", headers=BROTLI)
    assert int(answer.headers["content-length"]) == len(WORDS)


@pytest.mark.parametrize(
    ("path", "kept"),
    [
        (NAMED, FOREVER),
        (NAMED.replace("dash.v", "async-graph.v"), FOREVER),
        (f"/assets/style.css?{M}", FOREVER),
        (f"/assets/a.png?{M}", FOREVER),
        # What another release's page asks for while both are there.
        (NAMED.replace("4_0_0", "4_0_1"), "no-cache"),
        (NAMED.replace("m17", "m18"), "no-cache"),
        ("/assets/style.css?m=notthehash", "no-cache"),
        ("/assets/style.css?m=", "no-cache"),
        (f"/assets/style.css?{M[:20]}", "no-cache"),
        (f"/assets/style.css?not{M}", "no-cache"),
        (f"/_dash-component-suites/dash/dash.v4_0_1m1700000000.min.js?{M}", "no-cache"),
        ("/assets/style.css", "no-cache"),
        (f"/assets/none.css?{M}", ""),
        (f"/pictures/a.css?{M}", ""),
    ],
)
def test_what_an_address_names_by_its_content_is_kept_for_a_year(
    browser: TestClient, path: str, kept: str
) -> None:
    assert browser.get(path).headers.get("cache-control", "") == kept


@pytest.mark.parametrize("accepted", ["br", "gzip", "identity"])
@pytest.mark.parametrize("path", ["/assets/bare.html", "/assets/style.css", NAMED])
def test_who_has_it_already_is_not_sent_it_again(
    browser: TestClient, path: str, accepted: str
) -> None:
    first = browser.get(path, headers={"accept-encoding": accepted})
    assert first.headers["etag"].endswith('"')
    known = {"accept-encoding": accepted, "if-none-match": first.headers["etag"]}
    again = browser.get(path, headers=known)
    assert (again.status_code, again.content) == (304, b"")
    assert "content-length" not in again.headers  # uvicorn would wait for as much
    for name in ("etag", "cache-control", "vary"):
        assert again.headers[name] == first.headers[name]
    assert browser.get(path, headers=known | {"if-none-match": '"other"'}).status_code == 200


def test_another_file_of_the_same_time_is_another_file(tmp_path: Path) -> None:
    """As after a change in an image whose files all have one time."""
    app = Starlette(routes=[Mount("/assets", StaticFiles(directory=tmp_path))])
    file = tmp_path / "style.css"
    with visit(Delivery(app, lambda: "")) as browser:
        file.write_text("1")
        os.utime(file, (0, 0))
        first = browser.get("/assets/style.css")
        file.write_text("2")
        os.utime(file, (0, 0))
        known = {
            "if-none-match": first.headers["etag"],
            "if-modified-since": first.headers["last-modified"],
        }
        assert browser.get("/assets/style.css", headers=known).text == "2"


@pytest.mark.parametrize(
    ("accepted", "passed"),
    [
        ("gzip", "gzip"),
        ("br, gzip;q=0.1", "br, gzip;q=0.1"),
        ("gzip;q=0", None),
        ("br, gzip; q=0.000", None),
        ("identity", None),
    ],
)
def test_who_forbids_gzip_is_not_sent_it_by_what_looks_for_the_word_alone(
    accepted: str, passed: str | None
) -> None:
    seen: list[str | None] = []

    async def app(scope: Scope, receive: Receive, send: Send) -> None:
        seen.append(Headers(scope=scope).get("accept-encoding"))
        await Response(b"")(scope, receive, send)

    client = visit(Delivery(app, lambda: PAGES))
    client.get("/api/v1/paintings", headers={"accept-encoding": accepted})
    assert seen == [passed]
