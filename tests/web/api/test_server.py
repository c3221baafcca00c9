"""How the API behaves towards browsers, caches and strangers, whatever it is asked."""

import re

import pytest
import requests

from tests.browsing import Served

READ = [
    "/api/v1/paintings",
    "/api/v1/paintings/study-china-01",
    "/api/v1/labels",
    "/api/v1/model",
    "/api/v1/pictures/study-china-01",
    "/api/v1/pictures/study-china-01?width=160",
    "/openapi.json",
]
ELSEWHERE = {"Origin": "https://elsewhere.example"}


@pytest.mark.parametrize("path", READ)
def test_what_is_known_is_not_sent_again(gallery: Served, path: str) -> None:
    first = requests.get(gallery.url + path, timeout=10)
    for known in (first.headers["etag"], f'"x", {first.headers["etag"]}', "*"):
        again = requests.get(first.url, headers={"If-None-Match": known}, timeout=10)
        assert (again.status_code, again.content) == (304, b"")
        assert again.headers["etag"] == first.headers["etag"]
    other = requests.get(first.url, headers={"If-None-Match": '"x"'}, timeout=10)
    assert other.content == first.content


@pytest.mark.parametrize("path", [*READ, "/docs", "/docs/", "/api/v1/paintings/random"])
def test_head_is_get_without_the_body(gallery: Served, path: str) -> None:
    # Without compression, so that the length says how long the body would have been.
    plain = {"Accept-Encoding": "identity"}
    head = requests.head(gallery.url + path, headers=plain, timeout=10)
    got = requests.get(gallery.url + path, headers=plain, timeout=10)
    assert (head.status_code, head.content) == (got.status_code, b"")
    assert head.headers["content-type"] == got.headers["content-type"]
    assert head.headers.get("etag") == got.headers.get("etag")


@pytest.mark.parametrize("path", [*READ, "/api/v1/nothing"])
def test_any_page_may_read(gallery: Served, path: str) -> None:
    reply = requests.get(gallery.url + path, headers=ELSEWHERE, timeout=10)
    assert reply.headers["access-control-allow-origin"] == "*"
    assert "access-control-allow-credentials" not in reply.headers


def test_any_page_may_ask_for_a_prediction(gallery: Served) -> None:
    asked = {"Access-Control-Request-Method": "POST", "Access-Control-Request-Headers": "x-a"}
    url = f"{gallery.url}/api/v1/predict"
    reply = requests.options(url, headers=ELSEWHERE | asked, timeout=10)
    assert reply.status_code == 200
    assert "POST" in reply.headers["access-control-allow-methods"]


@pytest.mark.parametrize(
    ("method", "path", "status"),
    [
        ("GET", "/api", 404),
        ("GET", "/api/", 404),
        ("GET", "/api/v2/labels", 404),
        ("GET", "/api/v1/labels/", 404),
        ("POST", "/api/v1/nothing", 404),
        ("GET", "/api/v1/predict", 405),
        ("DELETE", "/api/v1/labels", 405),
        ("PUT", "/scorefile/", 405),
        ("GET", "/scorefile", 405),
        ("GET", "/docs/ui/nothing.js", 404),
        ("GET", "/docs/ui/..%2f__init__.py", 404),
    ],
)
def test_what_is_not_there_is_a_problem(
    gallery: Served, method: str, path: str, status: int
) -> None:
    # Accepting HTML, in another language, does not make it a page.
    headers = {"Accept": "text/html", "Accept-Language": "zh"}
    reply = requests.request(method, gallery.url + path, headers=headers, timeout=10)
    said = reply.json()
    assert reply.headers["content-type"] == "application/problem+json"
    assert (reply.status_code, said["status"], said["type"]) == (status, status, "about:blank")
    assert said["detail"].isascii()
    assert ("allow" in reply.headers) == (status == 405)


def test_a_way_that_is_not_open_names_those_that_are(gallery: Served) -> None:
    said = requests.delete(f"{gallery.url}/api/v1/labels", timeout=10)
    assert said.headers["allow"] == "GET, HEAD"
    assert requests.head(f"{gallery.url}/api/v1/labels", timeout=10).ok
    assert requests.get(f"{gallery.url}/scorefile/", timeout=10).headers["allow"] == "POST"


def test_addresses_that_only_begin_alike_are_pages(gallery: Served) -> None:
    for path in ("/apiary", "/docsy", "/openapi.json.txt"):
        reply = requests.get(gallery.url + path, timeout=10)
        assert reply.status_code == 404
        assert reply.headers["content-type"].startswith("text/html")


@pytest.mark.parametrize("method", ["PUT", "DELETE", "PATCH"])
def test_a_page_that_asks_in_another_way_may_read_why_not(gallery: Served, method: str) -> None:
    url = f"{gallery.url}/api/v1/predict"
    asked = {"Access-Control-Request-Method": method}
    assert requests.options(url, headers=ELSEWHERE | asked, timeout=10).status_code == 200
    reply = requests.request(method, url, headers=ELSEWHERE, timeout=10)
    assert reply.status_code == 405
    assert reply.headers["content-type"] == "application/problem+json"
    assert reply.headers["access-control-allow-origin"] == "*"


def test_no_page_tells_which_releases_run_here(gallery: Served) -> None:
    for path in ("/", "/nothing"):
        page = requests.get(gallery.url + path, timeout=10).text
        assert "_dash-config" in page
        assert not re.search("(python|plotly|dash)_version", page)
