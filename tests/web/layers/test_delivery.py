"""Files reach the browser compressed and are kept there where their address is unique."""

from collections.abc import Iterator

import brotli
import pytest
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import Response, StreamingResponse
from starlette.routing import Route
from starlette.testclient import TestClient

from tests.web.layered import visit
from whence.web.layers.delivery import Delivery

WORDS = b"body { color: red } " * 200
BROTLI = {"accept-encoding": "gzip, br"}
NAMED = "/_dash-component-suites/dash/dash.v4_0_0m1700000000.min.js"


async def _file(request: Request) -> Response:
    name = request.path_params["path"]
    if name.endswith("none.css"):
        return Response(b"none", 404, media_type="text/css")
    if name.endswith(".png"):
        return Response(WORDS, media_type="image/png")
    if name.endswith(".js"):
        return StreamingResponse(iter([WORDS[:99], WORDS[99:]]), media_type="text/javascript")
    ranged = {"ETag": '"abc"', "Accept-Ranges": "bytes"}
    return Response(WORDS, media_type="text/css", headers=ranged)


@pytest.fixture
def browser() -> Iterator[TestClient]:
    with visit(Delivery(Starlette(routes=[Route("/{path:path}", _file)]))) as client:
        yield client


@pytest.mark.parametrize("path", ["/assets/style.css", "/vendor/some.css", NAMED])
def test_text_is_compressed_for_who_reads_it(browser: TestClient, path: str) -> None:
    with browser.stream("GET", path, headers=BROTLI) as answer:
        sent = b"".join(answer.iter_raw())
    assert answer.headers["content-encoding"] == "br"
    assert int(answer.headers["content-length"]) == len(sent) < len(WORDS) / 10
    assert brotli.decompress(sent) == WORDS
    assert answer.headers["vary"] == "Accept-Encoding"
    assert "accept-ranges" not in answer.headers
    assert answer.headers.get("etag", 'W/"abc"') == 'W/"abc"'


@pytest.mark.parametrize("accepted", ["gzip", "br;q=0", "br; q=0.0, gzip", "brotli", "x-br", ""])
def test_who_reads_none_gets_it_as_it_is(browser: TestClient, accepted: str) -> None:
    answer = browser.get("/assets/style.css", headers={"accept-encoding": accepted})
    assert (answer.content, answer.headers["etag"]) == (WORDS, '"abc"')
    assert "content-encoding" not in answer.headers
    assert answer.headers["vary"] == "Accept-Encoding"  # a cache between us keeps both


def test_a_small_share_of_brotli_is_some(browser: TestClient) -> None:
    answer = browser.get("/assets/style.css", headers={"accept-encoding": "br;q=0.01, gzip"})
    assert answer.headers["content-encoding"] == "br"


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
        (NAMED, True),
        ("/assets/style.css?m=1700000000.0", True),
        ("/assets/a.png?m=1700000000.0", True),
        ("/assets/style.css", False),
        ("/assets/none.css?m=1700000000.0", False),
        ("/pictures/a.css?m=1", False),
    ],
)
def test_what_has_an_address_of_its_own_is_kept_for_a_year(
    browser: TestClient, path: str, kept: bool
) -> None:
    said = browser.get(path).headers.get("cache-control", "")
    assert said == ("public, max-age=31536000, immutable" if kept else "")
