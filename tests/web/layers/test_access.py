"""Every request has an id and is told to whoever counts; what fails is a sentence."""

import logging

import pytest
from starlette.types import ASGIApp, Receive, Scope, Send

from tests.web.layered import INNER, visit
from whence.web.layers.access import Access, Served


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
