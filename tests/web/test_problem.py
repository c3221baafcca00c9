"""A fault of our own is one problem and one line in the log, and goes no further."""

import asyncio
import json
import logging
from concurrent.futures import ThreadPoolExecutor
from typing import Any

import pytest
from fastapi import FastAPI
from starlette.requests import ClientDisconnect

from tests.web.layered import visit
from whence.museums.errors import NotFound, Unreachable
from whence.pictures import PictureError
from whence.web import problem
from whence.web.api.server import Api
from whence.web.problem import Problem


def ask(app: FastAPI, path: str) -> tuple[dict[str, Any], bytes]:
    """Send a request through the door of the API; return the answer's start and its body."""
    scope = {"type": "http", "method": "GET", "path": path, "raw_path": path.encode()}
    said: list[dict[str, Any]] = []

    async def receive() -> dict[str, Any]:
        return {"type": "http.request", "body": b""}

    async def send(message: Any) -> None:
        said.append(message)

    rest = {"query_string": b"", "headers": [], "root_path": ""}
    with ThreadPoolExecutor(1) as thread:  # this one may have a browser's loop already
        answer = Api(app).handle(scope | rest, receive, send)
        thread.submit(asyncio.run, answer).result(20)
    return said[0], b"".join(message.get("body", b"") for message in said[1:])


def test_a_fault_of_ours_is_a_problem_that_tells_nothing(
    caplog: pytest.LogCaptureFixture,
) -> None:
    app = FastAPI()
    problem.register(app)

    @app.get("/api/broken")
    async def broken() -> None:
        raise ValueError("the secret reason")

    with caplog.at_level(logging.ERROR):
        start, body = ask(app, "/api/broken")
    said = json.loads(body)
    assert (start["status"], said["status"], said["code"]) == (500, 500, "failed")
    headers = dict(start["headers"])
    assert headers[b"content-type"] == b"application/problem+json"
    assert headers[b"access-control-allow-origin"] == b"*"
    assert b"secret" not in body
    assert "/api/broken failed" in caplog.text
    assert "the secret reason" in caplog.text


def test_the_log_tells_the_route_and_not_what_was_looked_for(
    caplog: pytest.LogCaptureFixture,
) -> None:
    app = FastAPI()
    problem.register(app)

    @app.get("/api/works/{name}")
    async def work(name: str) -> None:
        raise ValueError

    with caplog.at_level(logging.ERROR):
        ask(app, "/api/works/hokusai")
    assert "/api/works/{name} failed" in caplog.text
    assert "hokusai" not in caplog.text


def test_what_was_not_read_of_a_body_is_not_taken_for_a_request() -> None:
    app = FastAPI()
    problem.register(app)

    @app.api_route("/refused", methods=["GET", "POST"])
    async def refused() -> None:
        raise Problem(413, "too-large", "Too large.")

    client = visit(app)
    assert client.post("/refused", content=b"x").headers["connection"] == "close"
    read = client.get("/refused")
    assert "connection" not in read.headers
    assert read.json()["title"] == "Content Too Large"


def test_who_left_is_no_fault_of_ours(caplog: pytest.LogCaptureFixture) -> None:
    app = FastAPI()
    problem.register(app)

    @app.get("/api/left")
    async def left() -> None:
        raise ClientDisconnect

    with caplog.at_level(logging.ERROR):
        assert ask(app, "/api/left")[0]["status"] == 400
    assert not caplog.records


def test_a_fault_of_what_was_sent_does_not_repeat_it() -> None:
    app = FastAPI()
    problem.register(app)

    @app.get("/number/{number}")
    async def number(number: int) -> None:
        pass

    answer = visit(app).get("/number/secret")
    (fault,) = answer.json()["errors"]
    assert fault["where"] == "path.number"
    assert "secret" not in answer.text


def test_a_page_elsewhere_may_read_when_to_come_again() -> None:
    answer = problem.reply(429, "too-often", "Later.", headers={"Retry-After": "7"})
    assert "Retry-After" in answer.headers["access-control-expose-headers"]


@pytest.mark.parametrize(
    ("error", "code"),
    [
        (PictureError("broken"), "broken"),
        (NotFound("The museum has no picture at this address."), "not-found"),
        (Unreachable("The museum cannot be reached."), "unreachable"),
    ],
)
def test_a_picture_that_cannot_be_had_says_why_by_the_word_of_every_door(
    error: Exception, code: str
) -> None:
    api = FastAPI()
    problem.register(api)

    @api.get("/")
    def picture() -> None:
        raise problem.Undelivered(error)

    reply = visit(api).get("/")
    assert (reply.status_code, reply.json()["code"]) == (502, code)
    assert reply.json()["detail"] == str(error)
