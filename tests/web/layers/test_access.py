"""Every request has an id and is told to whoever counts; what fails is a sentence."""

import logging

import pytest
from fastapi import APIRouter, FastAPI
from fastapi.staticfiles import StaticFiles
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from tests.conftest import ROOT
from tests.web.layered import INNER, awaited, visit
from whence.web.layers.access import GONE, Access, Served, request_id


def ask(
    path: str, method: str = "GET", app: ASGIApp = INNER, **headers: str
) -> tuple[Served, str, str]:
    """Return what was noted, the answer's id, and its text."""
    noted: list[Served] = []
    named = {name.replace("_", "-"): value for name, value in headers.items()}
    answer = visit(Access(app, (noted.append,))).request(method, path, headers=named)
    (served,) = noted
    return served, answer.headers["x-request-id"], answer.text


@pytest.mark.parametrize("sent", ["5f0c2a9b-1d2e", "a" * 64, "heroku.request_1"])
def test_a_sane_id_is_taken_over(sent: str) -> None:
    assert ask("/try", x_request_id=sent)[1] == sent


@pytest.mark.parametrize(
    "sent", ["", "short", "a" * 65, "a b c d e f", "evil=1\tx", "-leading-dash"]
)
def test_any_other_is_replaced(sent: str) -> None:
    made = ask("/try", x_request_id=sent)[1]
    assert made != sent
    assert len(made) == 32
    assert made != ask("/try")[1]


def test_a_request_is_noted_by_its_route_and_never_by_its_words() -> None:
    served, _, text = ask("/pictures/somebody?name=secret", method="GET")
    assert served[:3] == ("GET", "/pictures/{painting_id}", 200)
    assert served.bytes == len(text)
    assert served.seconds >= 0
    assert ask("/no/such/words")[0].route == "/{path:path}"
    assert ask("/try", method="BREW")[0].method == "other"


def test_what_is_mounted_or_included_is_noted_by_its_whole_address() -> None:
    router = APIRouter()

    @router.get("/labels/{name}")
    async def label(name: str) -> str:
        return name

    app = FastAPI()
    app.include_router(router, prefix="/api/v1")
    app.mount("/assets", StaticFiles(directory=ROOT / "assets"))
    assert ask("/api/v1/labels/secret", app=app)[0].route == "/api/v1/labels/{name}"
    assert ask("/assets/secret.js", app=app)[0].route == "/assets"


async def _fails(scope: Scope, receive: Receive, send: Send) -> None:
    raise RuntimeError("the inner words")


def test_what_fails_is_a_sentence_with_its_reason_in_the_log(
    caplog: pytest.LogCaptureFixture,
) -> None:
    with caplog.at_level(logging.ERROR, "whence.web.layers.access"):
        served, made, text = ask("/broken", app=_fails)
    assert served.status == 500
    assert "Something went wrong here" in text
    assert "inner words" not in text
    assert "inner words" in caplog.text
    assert made


def watched(app: ASGIApp, noted: list[Served]) -> list[Message]:
    """Ask `app` by hand, for what no browser could tell apart; return what was sent."""
    sent: list[Message] = []

    async def receive() -> Message:
        return {"type": "http.disconnect"}

    async def send(message: Message) -> None:
        sent.append(message)

    async def ask_once() -> None:
        scope = {"type": "http", "method": "GET", "path": "/", "headers": []}
        try:
            await Access(app, (noted.append,))(scope, receive, send)
        finally:
            assert request_id.get() == ""  # or what comes after would be logged as this request's

    try:
        awaited(ask_once())
    except RuntimeError:
        sent.append({"type": "broken off"})
    return sent


def test_an_answer_that_fails_half_way_is_broken_off_and_not_begun_again() -> None:
    async def half(scope: Scope, receive: Receive, send: Send) -> None:
        await send({"type": "http.response.start", "status": 200, "headers": []})
        for _ in range(2):
            await send({"type": "http.response.body", "body": b"12345", "more_body": True})
        raise RuntimeError("the inner words")

    noted: list[Served] = []
    kinds = [message["type"] for message in watched(half, noted)]
    assert kinds == ["http.response.start", *["http.response.body"] * 2, "broken off"]
    assert [(served.status, served.bytes) for served in noted] == [(200, 10)]


def test_a_visitor_who_left_before_the_answer_is_noted_so() -> None:
    async def nobody_is_there(scope: Scope, receive: Receive, send: Send) -> None:
        await receive()

    noted: list[Served] = []
    assert watched(nobody_is_there, noted) == []
    assert [served.status for served in noted] == [GONE]
