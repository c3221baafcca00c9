"""All layers together: who stands before whom."""

import asyncio
from pathlib import Path

import pytest
from prometheus_client import REGISTRY
from starlette.types import ASGIApp, Message, Scope

from tests.conftest import ROOT
from tests.web.layered import awaited, visit
from whence.settings import Settings
from whence.web.app import create_app
from whence.web.layers import budget
from whence.web.layers.calls import MOST, PATH
from whence.web.layers.sending import PIECE, Sending


@pytest.fixture
def whole(tmp_path: Path) -> ASGIApp:
    return create_app(Settings(catalogue=(ROOT / "data" / "studies.csv",), cache=tmp_path))


@pytest.fixture
def hurried(monkeypatch: pytest.MonkeyPatch, request: pytest.FixtureRequest) -> ASGIApp:
    """The whole application, where a request has a moment to arrive."""
    monkeypatch.setattr(budget.Budget.__init__, "__defaults__", (0.05, 3600.0))
    app: ASGIApp = request.getfixturevalue("whole")
    return app


@pytest.mark.parametrize("path", [PATH, "/try", "/api/v1/predict", "/scorefile/"])
def test_a_body_that_never_ends_is_put_off_wherever_it_goes(hurried: ASGIApp, path: str) -> None:
    answer: list[Message] = []

    async def receive() -> Message:
        if answer:
            return {"type": "http.disconnect"}
        await asyncio.sleep(0.02)
        return {"type": "http.request", "body": b" ", "more_body": True}

    async def send(message: Message) -> None:
        answer.append(message)

    awaited(asyncio.wait_for(hurried(asked("POST", path), receive, send), 30))
    assert answer[0]["status"] == 408


@pytest.mark.parametrize("path", ["/assets/preview.jpg", "/docs/ui/swagger-ui.css"])
def test_nothing_large_is_handed_to_the_server_whole(whole: ASGIApp, path: str) -> None:
    pieces: list[int] = []

    async def receive() -> Message:
        await asyncio.sleep(30)
        return {"type": "http.disconnect"}

    async def send(message: Message) -> None:
        pieces.append(len(message.get("body", b"")))

    awaited(whole(asked("GET", path), receive, send))
    assert sum(pieces) > PIECE >= max(pieces)


def asked(method: str, path: str) -> Scope:
    return {
        "type": "http",
        "method": method,
        "path": path,
        "raw_path": path.encode(),
        "query_string": b"",
        "scheme": "http",
        "server": ("127.0.0.1", 80),
        "client": ("192.0.2.1", 5000),
        "headers": [(b"content-type", b"application/octet-stream")],
    }


def test_what_fails_is_told_with_our_headers_in_the_visitors_language(
    whole: ASGIApp, monkeypatch: pytest.MonkeyPatch
) -> None:
    async def fail(*_: object) -> None:
        raise RuntimeError

    monkeypatch.setattr(Sending, "__call__", fail)
    answer = visit(whole).get("/", headers={"Accept": "text/html", "Accept-Language": "zh"})
    assert answer.status_code == 500
    assert "出了点问题" in answer.text
    assert "default-src 'self'" in answer.headers["Content-Security-Policy"]
    assert answer.headers["Content-Language"] == "zh-Hans"
    assert answer.headers["X-Request-ID"]


@pytest.mark.parametrize("body", [b"", b"{", b"[" * 200, b"x" * 100_000])
def test_calls_that_no_page_makes_are_counted_like_all_others(tmp_path: Path, body: bytes) -> None:
    studies = (ROOT / "data" / "studies.csv",)
    app = create_app(Settings(catalogue=studies, cache=tmp_path, calls_a_minute=2))
    client = visit(app)
    refused = 413 if len(body) > MOST else 400
    assert [client.post(PATH, content=body).status_code for _ in range(3)] == [*[refused] * 2, 429]


@pytest.mark.parametrize("accepted", ["gzip", "identity", "br", "gzip;q=0"])
@pytest.mark.parametrize("method", ["GET", "HEAD"])
def test_every_request_is_counted_by_its_route(whole: ASGIApp, accepted: str, method: str) -> None:
    labels = {"method": method, "route": "/healthz", "status": "200"}
    before = REGISTRY.get_sample_value("whence_requests_total", labels) or 0
    visit(whole).request(method, "/healthz", headers={"Accept-Encoding": accepted})
    assert REGISTRY.get_sample_value("whence_requests_total", labels) == before + 1


def test_corrections_are_counted_by_themselves_whatever_else_one_may_ask(whole: ASGIApp) -> None:
    pressed = {"wrong-label": None, "disagree": 1}
    known = {"note.value": "", "hung.data": "nobody", "said.data": []}
    outputs = ("thanks.children", "said.data")
    call = {
        "output": f"..{'...'.join(outputs)}..",
        "outputs": [
            dict(zip(("id", "property"), name.split("."), strict=True)) for name in outputs
        ],
        "changedPropIds": ["disagree.n_clicks"],
        "inputs": [
            {"id": name, "property": "n_clicks", "value": value} for name, value in pressed.items()
        ],
        "state": [
            {"id": name.split(".")[0], "property": name.split(".")[1], "value": value}
            for name, value in known.items()
        ],
    }
    client = visit(whole)
    answers = [client.post(PATH, json=call).status_code for _ in range(21)]
    assert answers == [*[204] * 20, 429]
