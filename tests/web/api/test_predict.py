"""Pictures handed to the API, as `curl` hands them."""

import asyncio
import json
import socket
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any, cast
from urllib.parse import urlsplit

import pytest
import requests
from starlette.requests import Request

from tests.browsing import Served, serve
from tests.commands.test_predict import predict as command
from tests.conftest import ROOT
from tests.web.layered import awaited
from tests.web.test_uploads import HEIC, picture
from whence.bundle import read, write
from whence.gallery import Gallery
from whence.pictures import MOST_BYTES, REFUSALS
from whence.web import bodies
from whence.web.api.desk import Desk
from whence.web.api.forms import MOST_FILES, MOST_TOGETHER
from whence.web.problem import Problem
from whence.web.workers import Workers

TINY = ROOT / "tests" / "fixtures" / "tiny" / "tiny.pkl"
STUDY = ROOT / "data" / "studies" / "china-01.webp"
GOOD = picture(".png")
Form = list[tuple[str, tuple[str, bytes]]]


def form(*bodies: bytes) -> Form:
    return [("file", (f"{number}.png", body)) for number, body in enumerate(bodies)]


def post(gallery: Served, path: str = "/api/v1/predict", **what: Any) -> requests.Response:
    return requests.post(gallery.url + path, timeout=30, **what)


def problem(reply: requests.Response) -> tuple[int, str]:
    said = reply.json()
    assert reply.headers["content-type"] == "application/problem+json"
    assert said["status"] == reply.status_code
    assert said["detail"]
    assert "Traceback" not in reply.text
    return reply.status_code, said["code"]


def test_files_of_a_form_are_answered_one_by_one_and_in_order(gallery: Served) -> None:
    bodies = [GOOD, GOOD[:200], b"no picture", b"", HEIC, STUDY.read_bytes()]
    reply = post(gallery, files=form(*bodies))
    results = reply.json()["results"]
    assert reply.status_code == 200
    assert [result["file"] for result in results] == [f"{n}.png" for n in range(len(bodies))]
    codes = [result.get("error", {}).get("code") for result in results]
    assert codes == [None, "broken", "unknown-format", "empty", "heic", None]
    assert results[1]["error"]["message"] == REFUSALS["broken"]


def test_every_way_of_sending_a_picture_gives_the_answer_of_the_command_line(
    tmp_path: Path,
) -> None:
    line = json.loads(command("--json", STUDY).stdout)
    with serve(tmp_path, model=TINY, catalogue=ROOT / "data" / "studies.csv") as gallery:
        data = STUDY.read_bytes()
        replies = [
            post(gallery, files={"anything": ("name", data)}),
            post(gallery, data=data, headers={"Content-Type": "image/webp"}),
            post(gallery, data=data, headers={"Content-Type": "application/octet-stream"}),
            post(gallery, data=data),
            post(gallery, data=iter([data[:100], data[100:]])),
            post(gallery, json={"id": "study-china-01"}),
        ]
        for reply in replies:
            (result,) = reply.json()["results"]
            assert result | {"file": "", "ms": 0} == line | {"file": "", "ms": 0}
        scores = post(gallery, "/scorefile/", files={"file": data}).json()
        assert scores == line["probabilities"]


@pytest.mark.parametrize(
    ("body", "status", "code"),
    [
        (b"", 422, "empty"),
        (GOOD[:200], 422, "broken"),
        (b"no picture", 415, "unknown-format"),
        (HEIC, 415, "heic"),
        (bytes(MOST_BYTES + 1), 413, "too-large"),
    ],
)
@pytest.mark.parametrize("path", ["/api/v1/predict", "/scorefile/"])
def test_a_single_picture_that_cannot_be_decided_is_a_problem(
    gallery: Served, path: str, body: bytes, status: int, code: str
) -> None:
    assert problem(post(gallery, path, data=body, headers={"Content-Type": "image/png"})) == (
        status,
        code,
    )


@pytest.mark.parametrize("path", ["/api/v1/predict", "/scorefile", "/scorefile/"])
def test_what_the_address_does_not_know_is_refused(gallery: Served, path: str) -> None:
    assert problem(post(gallery, f"{path}?model=x", data=GOOD)) == (422, "invalid")


def test_a_file_too_large_is_one_result_and_a_form_too_large_a_problem(gallery: Served) -> None:
    results = post(gallery, files=form(bytes(MOST_BYTES + 1), GOOD)).json()["results"]
    assert results[0]["error"]["code"] == "too-large"
    assert "label" in results[1]
    assert problem(post(gallery, files=form(*[bytes(MOST_BYTES)] * 2))) == (413, "too-large")


def test_sixteen_files_are_taken_and_seventeen_are_not(gallery: Served) -> None:
    results = post(gallery, files=form(*[GOOD] * MOST_FILES)).json()["results"]
    assert len(results) == MOST_FILES
    assert len({json.dumps(result["probabilities"]) for result in results}) == 1
    assert problem(post(gallery, files=form(*[GOOD] * (MOST_FILES + 1)))) == (413, "too-many")
    assert problem(post(gallery, "/scorefile/", files=form(GOOD, GOOD))) == (413, "too-many")


def part(name: bytes) -> bytes:
    head = b'--x\r\nContent-Disposition: form-data; name="file"; filename="' + name
    return head + b'"\r\n\r\n' + GOOD + b"\r\n"


@pytest.mark.parametrize(
    ("kind", "body", "status"),
    [
        ("multipart/form-data", part(b"a") + b"--x--", 400),
        ("multipart/form-data; boundary=", part(b"a") + b"--x--", 400),
        ("multipart/form-data; boundary=y", part(b"a") + b"--x--", 400),
        ("multipart/form-data; boundary=x", part(b"a"), 400),
        ("multipart/form-data; boundary=x", b"--x\r\nNo: name\r\n\r\n1\r\n--x--", 400),
        ("multipart/form-data; boundary=x", part(b"a" * 10_000) + b"--x--", 413),
        ("multipart/form-data; boundary=x", b"", 400),
        ("multipart/form-data; boundary=x", b"--x--\r\n", 422),
        ("multipart/mixed; boundary=x", part(b"a") + b"--x--", 415),
        ("application/x-www-form-urlencoded", b"file=1", 415),
        ("text/plain", GOOD, 415),
    ],
)
def test_a_malformed_form_is_refused(gallery: Served, kind: str, body: bytes, status: int) -> None:
    assert problem(post(gallery, data=body, headers={"Content-Type": kind}))[0] == status


def test_odd_names_come_back_as_they_were(gallery: Served) -> None:
    names = ["../../etc/passwd", "富士.png", "a\0b", '<script>"', "x" * 3000]
    body = b"".join(part(name.replace('"', "%22").encode()) for name in names) + b"--x--\r\n"
    reply = post(gallery, data=body, headers={"Content-Type": "multipart/form-data; boundary=x"})
    assert [result["file"] for result in reply.json()["results"]] == names


@pytest.mark.parametrize(
    ("body", "status", "code"),
    [
        (b'{"id": "nobody"}', 404, "not-found"),
        (b'{"id": "../../etc/passwd"}', 404, "not-found"),
        (b'{"url": "https://example.org/a.jpg"}', 403, "urls-off"),
        (b'{"id": 7}', 422, "invalid"),
        (b'{"id": "\\ud800"}', 422, "invalid"),
        (b'{"id": "a", "url": "https://example.org/"}', 422, "invalid"),
        (b'{"id": "study-china-01", "more": 1}', 422, "invalid"),
        (b"{}", 422, "invalid"),
        (b"null", 422, "invalid"),
        (b"", 422, "invalid"),
        (b"[" * 5000, 422, "invalid"),
        (b"\xff\xfe", 422, "invalid"),
        (b" " * 20_000, 413, "too-large"),
    ],
)
def test_json_that_names_nothing_is_refused(
    gallery: Served, body: bytes, status: int, code: str
) -> None:
    reply = post(gallery, data=body, headers={"Content-Type": "application/json; charset=utf-8"})
    assert problem(reply) == (status, code)


@pytest.mark.parametrize(
    ("body", "where"),
    [
        (b'{"url": "https://example.org/%s"}' % (b"a" * 3000), ["body.url"]),
        (b'{"id": 7}', ["body.id"]),
        (b'{"id": "a", "url": "https://example.org/"}', ["body.id"]),
        (b"[]", ["body"]),
        (b"{", ["body"]),
    ],
)
def test_only_the_faults_of_what_was_meant_are_told(
    gallery: Served, body: bytes, where: list[str]
) -> None:
    reply = post(gallery, data=body, headers={"Content-Type": "application/json"})
    assert [fault["where"] for fault in reply.json()["errors"]] == where


def test_what_stands_in_the_address_of_a_prediction_is_refused(gallery: Served) -> None:
    reply = post(gallery, "/api/v1/predict?verbose=1", data=GOOD)
    assert problem(reply) == (422, "invalid")
    assert [fault["where"] for fault in reply.json()["errors"]] == ["query.verbose"]


def test_json_that_never_ends_is_the_visitors_delay(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(bodies, "PATIENCE", 0.05)

    async def receive() -> dict[str, Any]:
        await asyncio.sleep(3600)
        return {}

    head = [(b"content-type", b"application/json")]
    request = Request({"type": "http", "method": "POST", "headers": head}, receive)
    desk = Desk(cast(Gallery, None), cast(Workers, None), bodies.Room())
    with pytest.raises(Problem, match="too long to arrive") as refused:
        awaited(desk.results(request, 1))
    assert (refused.value.status, refused.value.code) == (408, "too-slow")


@pytest.mark.parametrize(
    ("kind", "body"),
    [
        (b"image/png", None),
        (b"multipart/form-data; boundary=x", None),
        (b"application/json", b'{"url": "https://example.org/a.jpg"}'),
    ],
)
def test_no_picture_is_read_or_fetched_before_there_is_room(
    kind: bytes, body: bytes | None
) -> None:
    async def receive() -> dict[str, Any]:
        if body is None:
            pytest.fail("the picture was read")
        return {"type": "http.request", "body": body}

    def fetch(url: str, seconds: float) -> bytes:
        pytest.fail("the picture was fetched")

    head = [(b"content-type", kind)]
    scope = {"type": "http", "method": "POST", "headers": head, "client": ("192.0.2.1", 5000)}
    desk = Desk(cast(Gallery, None), Workers(), bodies.Room(0, 0), fetch)
    with pytest.raises(TimeoutError):
        awaited(asyncio.wait_for(desk.results(Request(scope, receive), 1), 0.2))


def test_an_address_is_asked_only_where_the_operator_allows_it(tmp_path: Path) -> None:
    catalogue = ROOT / "data" / "studies.csv"
    with serve(tmp_path, model=TINY, catalogue=catalogue, public_urls=True) as gallery:
        for url, status in [("https://127.0.0.1/", 422), ("http://example.org/", 422)]:
            assert problem(post(gallery, json={"url": url})) == (status, "not-an-url")


def test_a_work_whose_museum_is_silent_is_a_problem(tmp_path: Path) -> None:
    works = tmp_path / "works.csv"
    works.write_text(
        "id,culture,title,artist,date,medium,museum,page_url,image_url,licence\n"
        "lost,China,,,,,,,http://127.0.0.1:9/lost.jpg,\n"
    )
    with serve(tmp_path, model=TINY, catalogue=works, museums="http://127.0.0.1:9") as gallery:
        assert problem(post(gallery, json={"id": "lost"})) == (502, "unreachable")


@pytest.fixture(scope="module")
def several(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Served]:
    """A gallery whose model's labels do not exclude each other."""
    folder = tmp_path_factory.mktemp("several")
    limits = (0.0, 1.0, 0.0, 1.0)
    write(replace(read(TINY), task="multi-label", thresholds=limits), folder, "several")
    catalogue = ROOT / "data" / "studies.csv"
    with serve(folder, model=folder / "several.pkl", catalogue=catalogue) as served:
        yield served


def test_a_model_of_several_labels_says_which_hold(several: Served) -> None:
    (result,) = post(several, files=form(GOOD)).json()["results"]
    assert result["chosen"] == ["America", "India"]
    labels = requests.get(f"{several.url}/api/v1/labels", timeout=10).json()
    assert labels["task"] == "multi-label"
    assert [label["threshold"] for label in labels["labels"]] == [0, 1, 0, 1]


def raw(gallery: Served, head: str, megabytes: int = 0) -> bytes:
    """Send a request by hand, a body of so many chunks of 1 MB, and return the first answer."""
    place = urlsplit(gallery.url)
    with socket.create_connection((place.hostname or "", place.port or 0), 20) as line:
        start = f"POST /api/v1/predict HTTP/1.1\r\nHost: x\r\n{head}\r\n\r\n"
        line.sendall(start.encode())
        try:
            for _ in range(megabytes):
                line.sendall(b"100000\r\n" + bytes(0x100000) + b"\r\n")
        except (BrokenPipeError, ConnectionResetError):
            pass
        return line.recv(4096)


FORM = "Content-Type: multipart/form-data; boundary=x"


def test_a_form_announced_too_large_is_refused_before_it_is_sent(gallery: Served) -> None:
    answer = raw(gallery, f"{FORM}\r\nContent-Length: {MOST_TOGETHER + 1}")
    assert answer.startswith(b"HTTP/1.1 413")


def test_a_form_that_grows_too_large_is_refused_on_the_way(gallery: Served) -> None:
    megabytes = MOST_TOGETHER // 2**20 + 1
    answer = raw(gallery, f"{FORM}\r\nTransfer-Encoding: chunked", megabytes)
    assert answer.startswith(b"HTTP/1.1 413")


def test_whoever_leaves_half_way_breaks_nothing(gallery: Served) -> None:
    place = urlsplit(gallery.url)
    for _ in range(10):
        with socket.create_connection((place.hostname or "", place.port or 0), 20) as line:
            head = f"POST /api/v1/predict HTTP/1.1\r\nHost: x\r\n{FORM}\r\nContent-Length: 999\r\n"
            line.sendall(head.encode() + b"\r\n--x\r\nhalf")
    assert post(gallery, files=form(GOOD)).status_code == 200
