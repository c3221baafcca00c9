"""Calls that no page of ours would make, as an attacker with `curl` makes them."""

import logging
from pathlib import Path
from typing import Any

import pytest
import requests
from dash.exceptions import PreventUpdate
from fastapi import FastAPI
from starlette.testclient import TestClient

from deploy.serving import CLICK
from tests.browsing import Served
from tests.conftest import ROOT
from tests.web.layered import visit
from whence.settings import Settings
from whence.web import faults
from whence.web.app import create_app
from whence.web.refusals import MISSING, Busy

CALL: dict[str, Any] = {
    "output": "similar.children",
    "outputs": {"id": "similar", "property": "children"},
    "inputs": [{"id": "hung", "property": "data", "value": "study-china-01"}],
    "changedPropIds": ["hung.data"],
}
DEEP: Any = "x"
for _ in range(400):
    DEEP = [DEEP]

FORGED: list[Any] = [
    {},
    [],
    None,
    7,
    "text",
    CALL | {"output": "nobody.children"},
    CALL | {"output": 7},
    CALL | {"output": ["similar.children"]},
    CALL | {"outputs": None},
    CALL | {"outputs": [{"id": "wall"}]},
    CALL | {"inputs": 7},
    CALL | {"inputs": []},
    CALL | {"inputs": [{"id": "hung"}] * 3},
    CALL | {"inputs": [DEEP]},
    CALL | {"state": "x"},
    CALL | {"changedPropIds": None},
]


def failing(path: str, error: Exception) -> TestClient:
    """A server of which one address fails so."""
    server = FastAPI()
    faults.register(server)

    @server.get(path)
    async def fail() -> None:
        raise error

    return visit(server)


SECRET = ValueError("a visitor's words")


@pytest.mark.parametrize(
    ("path", "error", "status"),
    [
        ("/_dash-update-component", PreventUpdate(), 204),
        ("/_dash-update-component", SECRET, 400),
        ("/_dash-component-suites/x", SECRET, 404),
        ("/statistics", SECRET, 500),
        ("/statistics", Busy(), 503),
    ],
)
def test_each_failure_has_its_own_answer(
    path: str, error: Exception, status: int, caplog: pytest.LogCaptureFixture
) -> None:
    with caplog.at_level(logging.WARNING, "whence"):
        answer = failing(path, error).get(path)
    assert answer.status_code == status
    assert str(SECRET) not in answer.text
    # Only a fault of our own has its reason in the log.
    assert (str(SECRET) in caplog.text) == (status == 500)
    assert ("retry-after" in answer.headers) == (status == 503)
    assert not answer.text or answer.json()["error"]["message"]


def test_an_address_that_there_is_not_is_told_in_a_sentence() -> None:
    answer = failing("/statistics", SECRET).get("/nothing")
    assert answer.status_code == 404
    assert answer.json()["error"] == {"code": "not-found", "message": MISSING}


def test_a_way_that_is_not_open_names_those_that_are() -> None:
    answer = failing("/statistics", SECRET).post("/statistics")
    assert (answer.status_code, answer.headers["allow"]) == (405, "GET, HEAD")
    assert answer.json()["error"]["code"] == "method-not-allowed"


@pytest.mark.parametrize("body", FORGED)
def test_a_forged_callback_is_refused_and_never_fails(gallery: Served, body: Any) -> None:
    reply = requests.post(f"{gallery.url}/_dash-update-component", json=body, timeout=10)
    assert reply.status_code in {200, 204, 400, 422}, reply.text
    assert "Traceback" not in reply.text


@pytest.mark.parametrize("body", [b"", b"{", b"\xff\xfe", b"[" * 5000, b"[" * 60_000])
def test_a_body_that_is_no_json_is_refused(gallery: Served, body: bytes) -> None:
    reply = requests.post(
        f"{gallery.url}/_dash-update-component",
        data=body,
        headers={"Content-Type": "application/json"},
        timeout=10,
    )
    assert reply.status_code == 400


@pytest.mark.parametrize(
    "value", ["nobody", 7, None, ["study-china-01"], {"id": "x"}, "x" * 50_000]
)
def test_a_value_of_the_wrong_kind_resembles_nothing(gallery: Served, value: Any) -> None:
    inputs = [{"id": "hung", "property": "data", "value": value}]
    reply = requests.post(
        f"{gallery.url}/_dash-update-component", json=CALL | {"inputs": inputs}, timeout=10
    )
    assert reply.status_code == 204


@pytest.mark.parametrize(
    "path",
    [
        "os/x.js",
        "dash/nothing.js",
        "dash/..%2f..%2fx.js",
        "none/a.js",
        # These two Dash lists without having them.
        "dash/dash-renderer/build/dash_renderer.min.js.map",
        "dash/dcc/async-mathjax.js.map",
    ],
)
def test_a_file_that_dash_does_not_have_is_not_found(gallery: Served, path: str) -> None:
    reply = requests.get(f"{gallery.url}/_dash-component-suites/{path}", timeout=10)
    assert reply.status_code == 404
    assert "/site-packages" not in reply.text


@pytest.mark.parametrize("path", ["/", "/pictures/study-china-01", "/statistics"])
def test_head_is_answered_like_get(gallery: Served, path: str) -> None:
    reply = requests.head(gallery.url + path, timeout=10)
    assert (reply.status_code, reply.content) == (200, b"")


def test_an_honest_callback_still_works(gallery: Served) -> None:
    ready = {"id": "next", "property": "data", "value": "study-china-01"}
    press = CLICK | {"state": [ready, *CLICK["state"][1:]]}
    reply = requests.post(f"{gallery.url}/_dash-update-component", json=press, timeout=10)
    assert reply.status_code == 200
    assert "/pictures/study-china-01" in str(reply.json())


@pytest.mark.parametrize("sent", [None, 7, {}, {"name": "2999-01-01", "place": 0}])
def test_a_forged_game_is_one_line_in_the_log(
    sent: Any, tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    settings = Settings(catalogue=(ROOT / "data" / "studies.csv",), cache=tmp_path)
    with visit(create_app(settings)) as client, caplog.at_level(logging.WARNING, "whence"):
        turn = next(
            each
            for each in client.get("/_dash-dependencies").json()
            if each["inputs"][0]["id"] == "play-next"
        )
        outputs = [name.split(".") for name in turn["output"].strip(".").split("...")]
        body = {
            "output": turn["output"],
            "outputs": [{"id": name, "property": place} for name, place in outputs],
            "inputs": [each | {"value": 1} for each in turn["inputs"]],
            "state": [each | {"value": sent} for each in turn["state"]],
            "changedPropIds": ["play-next.n_clicks"],
        }
        assert client.post("/_dash-update-component", json=body).status_code == 400
    # asyncio may tell meanwhile what an earlier test left behind.
    ours = [record for record in caplog.records if record.name.startswith("whence")]
    assert [record.exc_info for record in ours] == [None]


@pytest.mark.parametrize(
    "path",
    [
        "/pictures/study-japan-01?width=99x",
        "/pictures/study-japan-01?width=0",
        "/play/pictures/2026-11-21/secret",
    ],
)
def test_an_address_that_fits_nothing_is_not_repeated(gallery: Served, path: str) -> None:
    reply = requests.get(gallery.url + path, timeout=10)
    assert reply.status_code == 404
    assert reply.json() == {"error": {"code": "not-found", "message": "There is no such file."}}


@pytest.mark.parametrize(
    "path", ["/painting/a%0ab", "/assets/nothing.css", "/vendor/x", "/pictures/x"]
)
def test_what_is_not_there_is_told_to_people_and_to_programs(gallery: Served, path: str) -> None:
    page = requests.get(f"{gallery.url}{path}", headers={"Accept": "text/html"}, timeout=10)
    assert (page.status_code, "Back to the entrance" in page.text) == (404, True)
    said = requests.get(f"{gallery.url}{path}", headers={"Accept": "*/*"}, timeout=10)
    assert (said.status_code, said.json()["error"]["code"]) == (404, "not-found")
