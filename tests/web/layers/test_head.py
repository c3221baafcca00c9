"""HEAD is answered as GET, and nothing comes with it."""

import pytest
import requests
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import PlainTextResponse, Response
from starlette.routing import Route

from tests.browsing import Served
from tests.web.layered import INNER, visit
from whence.web.layers import access
from whence.web.layers.head import Head


async def _told(request: Request) -> Response:
    return PlainTextResponse(request.method)


def test_further_in_everything_is_get() -> None:
    route = Route("/", _told)
    route.methods = {"GET"}
    with visit(Head(Starlette(routes=[route]))) as browser:
        answer = browser.head("/")
        assert (answer.status_code, answer.content) == (200, b"")
        assert answer.headers["content-length"] == "3"
        assert browser.get("/").text == "GET"
        assert browser.post("/").status_code == 405


def test_further_out_it_is_known_which_route_was_asked() -> None:
    noted: list[access.Served] = []
    visit(access.Access(Head(INNER), (noted.append,))).head("/pictures/somebody")
    assert [served[:3] for served in noted] == [("HEAD", "/pictures/{painting_id}", 200)]


@pytest.mark.parametrize(
    "path",
    [
        *("/", "/statistics", "/nowhere", "/healthz", "/metrics", "/statistics/holdings.csv"),
        *("/pictures/study-japan-01", "/pictures/study-japan-01?width=160"),
        *("/_dash-layout", "/_dash-dependencies", "/assets/style.css", "/docs"),
        *("/docs/ui/swagger-ui.css", "/openapi.json", "/api/v1/labels"),
    ],
)
def test_every_address_tells_its_headers_alone(gallery: Served, path: str) -> None:
    whole, head = (
        requests.request(method, gallery.url + path, timeout=30) for method in ("GET", "HEAD")
    )
    assert (head.status_code, head.content) == (whole.status_code, b"")
    for name in ("Content-Type", "Cache-Control", "ETag", "Vary"):
        assert head.headers.get(name) == whole.headers.get(name)
    assert whole.headers.get("Vary", "").count("Accept-Encoding") <= 1


@pytest.mark.parametrize("path", ["/pictures/study-japan-01", "/healthz", "/api/v1/labels"])
def test_what_is_only_read_says_so(gallery: Served, path: str) -> None:
    assert requests.put(gallery.url + path, timeout=30).headers["allow"] == "GET, HEAD"
