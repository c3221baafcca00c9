"""Whatever is sent to Dash's address: never a failure, and only what a page sends gets through."""

import json
from collections.abc import Iterator
from copy import deepcopy
from typing import Any

import pytest
from dash._utils import split_callback_id
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from pydantic import ValidationError
from starlette.requests import Request
from starlette.responses import PlainTextResponse
from starlette.testclient import TestClient
from starlette.types import Receive, Scope, Send

from tests.conftest import ROOT
from tests.web.layered import INNER, awaited, visit
from whence.settings import Settings
from whence.web.app import create_app
from whence.web.layers.calls import AGENTS, MANY, MOST, OUTPUT, PATH, Call, Calls

CALL: dict[str, Any] = {
    "output": "similar.children",
    "outputs": {"id": "similar", "property": "children"},
    "inputs": [{"id": "hung", "property": "data", "value": "study-china-01"}],
    "changedPropIds": ["hung.data"],
}
KNOWN: dict[str, Any] = {
    "similar.children": {
        "inputs": [{"id": "hung", "property": "data"}],
        "state": [],
        "callback": None,
    }
}
quick = settings(
    deadline=None,
    derandomize=True,
    max_examples=150,
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.function_scoped_fixture],
)
leaves = st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=20)
values = st.recursive(
    leaves,
    lambda inner: st.lists(inner, max_size=5) | st.dictionaries(st.text(max_size=9), inner),
    max_leaves=12,
)


@pytest.fixture(scope="module")
def gallery_inside(tmp_path_factory: pytest.TempPathFactory) -> Iterator[TestClient]:
    """The whole application in this process, its studies as its works."""
    folder = tmp_path_factory.mktemp("inside")
    chosen = Settings(
        catalogue=(ROOT / "data" / "studies.csv",),
        cache=folder,
        calls_a_minute=0,
        DATABASE_URL=f"sqlite:///{folder}/corrections.db",
    )
    with visit(create_app(chosen)) as client:
        yield client


@pytest.fixture(scope="module")
def every_call(gallery_inside: TestClient) -> list[dict[str, Any]]:
    """One call of each callback, as the page would make it, without values."""
    found = gallery_inside.get("/_dash-dependencies").json()
    return [
        {
            "output": callback["output"],
            "outputs": split_callback_id(callback["output"]),
            "inputs": callback["inputs"],
            "state": callback["state"],
            "changedPropIds": ["{id}.{property}".format(**callback["inputs"][0])],
        }
        for callback in found
        if callback["clientside_function"] is None
    ]


def sent(client: TestClient, body: Any) -> int:
    data = body if isinstance(body, bytes) else json.dumps(body).encode()
    answer = client.post(PATH, content=data, headers={"content-type": "application/json"})
    assert "Traceback" not in answer.text
    return answer.status_code


@pytest.fixture
def checked() -> TestClient:
    return visit(Calls(INNER, KNOWN))


def test_a_call_of_the_page_passes_whole_and_by_its_name() -> None:
    """Those behind count corrections by it."""
    passed: list[object] = []

    async def note(scope: Scope, receive: Receive, send: Send) -> None:
        passed.append((scope[OUTPUT], json.loads(await Request(scope, receive).body())))
        await PlainTextResponse("fine")(scope, receive, send)

    assert visit(Calls(note, KNOWN)).post(PATH, json=CALL).text == "fine"
    assert passed == [(CALL["output"], CALL)]


def test_what_a_browser_does_by_itself_is_nothing_to_call() -> None:
    known = {CALL["output"]: {name: KNOWN[CALL["output"]][name] for name in ("inputs", "state")}}
    assert visit(Calls(INNER, known)).post(PATH, json=CALL).status_code == 400


def with_(**changes: Any) -> dict[str, Any]:
    return CALL | changes


HUNG = {"id": "hung", "property": "data"}


@pytest.mark.parametrize(
    "body",
    [
        with_(output="nobody.children"),
        with_(output="x" * 3000),
        with_(inputs=[]),
        with_(inputs=[HUNG, HUNG]),
        with_(inputs=[{"id": "address", "property": "pathname"}]),
        with_(inputs=[HUNG] * (MANY + 1)),
        with_(state=[HUNG]),
        with_(outputs=[{"id": "wall"}]),
        with_(changedPropIds="hung.data"),
        with_(changedPropIds=["{bad.value"]),
        with_(changedPropIds=["hung.data", "x.y"]),
        with_(changedPropIds=["hung.data"] * (MANY + 1)),
        with_(inputs=[{"id": {"type": ["x"]}, "property": "data"}]),
        b"",
        b"[" * 60_000,
        b'{"a":' * 12_000,
        b"\xff",
    ],
)
def test_what_no_page_sends_is_refused_with_a_sentence(checked: TestClient, body: Any) -> None:
    data = body if isinstance(body, bytes) else json.dumps(body).encode()
    answer = checked.post(PATH, content=data)
    assert answer.status_code == 400
    assert answer.json()["error"]["code"] == "forged"


def test_a_long_forged_call_costs_no_more_than_its_first_mistake() -> None:
    """124 lists of 64 mistakes once took a tenth of a second."""
    wrong = [{"id": {"a": []}, "property": 1}]
    forged = json.dumps(with_(inputs=[wrong * MANY] * MANY, state=[wrong * MANY] * MANY))
    with pytest.raises(ValidationError) as found:
        Call.model_validate_json(forged)
    assert found.value.error_count() < 20


def test_a_call_that_is_too_large_is_not_read(checked: TestClient) -> None:
    answer = checked.post(PATH, content=b"x" * (2 * MOST))
    assert answer.status_code == 413
    assert answer.headers["connection"] == "close"


def test_a_call_that_is_announced_too_large_is_not_waited_for() -> None:
    async def receive() -> dict[str, Any]:
        pytest.fail("asked for the body")

    answers: list[Any] = []

    async def send(message: Any) -> None:
        answers.append(message)

    head = [(b"content-length", str(MOST + 1).encode())]
    scope = {"type": "http", "method": "POST", "path": PATH, "headers": head}
    awaited(Calls(INNER, KNOWN)(scope, receive, send))
    assert answers[0]["status"] == 413


def test_other_addresses_are_left_alone(checked: TestClient) -> None:
    assert checked.post("/try", content=b"x" * (MOST + 1)).text == "fine"
    assert checked.get(PATH).text == "fine"


def test_the_size_of_a_body_without_a_length_is_counted() -> None:
    taken = 0

    async def receive() -> dict[str, Any]:
        nonlocal taken
        taken += 1
        return {"type": "http.request", "body": b"x" * 10_000, "more_body": True}

    answers: list[Any] = []

    async def send(message: Any) -> None:
        answers.append(message)

    scope = {"type": "http", "method": "POST", "path": PATH, "headers": []}
    awaited(Calls(INNER, KNOWN)(scope, receive, send))
    assert answers[0]["status"] == 413
    assert taken == MOST // 10_000 + 1


@quick
@given(body=values | st.binary(max_size=99))
def test_any_body_is_answered(gallery_inside: TestClient, body: Any) -> None:
    assert sent(gallery_inside, body) == 400


@quick
@given(data=st.data())
def test_any_value_in_any_callback_is_answered(
    gallery_inside: TestClient, every_call: list[dict[str, Any]], data: st.DataObject
) -> None:
    call = deepcopy(data.draw(st.sampled_from(every_call)))
    for one in call["inputs"] + call["state"]:
        one["value"] = data.draw(values)
    assert sent(gallery_inside, call) in {200, 204, 400}


@quick
@given(data=st.data())
def test_any_part_replaced_by_anything_is_answered(
    gallery_inside: TestClient, every_call: list[dict[str, Any]], data: st.DataObject
) -> None:
    call = deepcopy(data.draw(st.sampled_from(every_call)))
    part = data.draw(st.sampled_from(sorted(call)))
    call[part] = data.draw(values | st.just([call[part]] * 3))
    assert sent(gallery_inside, call) in {200, 204, 400}


@pytest.mark.parametrize("value", [[0] * 20_000, "x" * 60_000, [["a"] * 10] * 1000])
def test_a_huge_value_is_answered(
    gallery_inside: TestClient, every_call: list[dict[str, Any]], value: Any
) -> None:
    for call in every_call:
        big = deepcopy(call)
        for one in big["inputs"]:
            one["value"] = value
        assert sent(gallery_inside, big) in {200, 204, 400, 413}  # where it comes twice


@pytest.mark.parametrize("depth", [50, 150, 190, 900])
def test_a_nested_bomb_is_answered(
    gallery_inside: TestClient, every_call: list[dict[str, Any]], depth: int
) -> None:
    value: Any = "x"
    for number in range(depth):
        value = [value] if number % 2 else {"a": value}
    for call in every_call:
        bomb = deepcopy(call)
        for one in bomb["inputs"] + bomb["state"]:
            one["value"] = value
        assert sent(gallery_inside, bomb) in {200, 204, 400}


def test_every_call_as_the_page_makes_it_gets_through(
    gallery_inside: TestClient, every_call: list[dict[str, Any]]
) -> None:
    assert len(every_call) > 8
    said = {call["output"]: sent(gallery_inside, call) for call in every_call}
    # The game's callbacks want a game, which only its page has.
    assert {said[output] for output in said if "play" not in output} == {200, 204}, said


@pytest.mark.parametrize("method", ["GET", "POST", "PUT"])
@pytest.mark.parametrize("path", ["/", "/_dash-layout", "/_dash-nothing", f"{PATH}/", AGENTS])
def test_nothing_else_that_is_sent_to_dash_is_read(
    gallery_inside: TestClient, method: str, path: str
) -> None:
    """Dash would read all of it, whatever it asks for."""
    given = 0

    async def endless() -> dict[str, Any]:
        nonlocal given
        given += 1
        return {"type": "http.request", "body": b"[" * 1000, "more_body": given < 1000}

    async def ignore(message: Any) -> None:
        pass

    scope = {
        "type": "http",
        "method": method,
        "path": path,
        "raw_path": path.encode(),
        "query_string": b"",
        "root_path": "",
        "scheme": "http",
        "http_version": "1.1",
        "client": ("192.0.2.1", 50_000),
        "server": ("127.0.0.1", 80),
        "headers": [(b"host", b"127.0.0.1"), (b"content-type", b"application/json")],
    }
    awaited(gallery_inside.app(scope, endless, ignore))  # type: ignore[arg-type]
    assert given < 3


@pytest.mark.parametrize(("agents", "most"), [(False, 0), (True, 500_000)])
def test_programs_may_send_pictures_where_they_are_let_in(agents: bool, most: int) -> None:
    read = []

    async def echo(scope: Scope, receive: Receive, send: Send) -> None:
        read.append(len(await Request(scope, receive).body()))
        await PlainTextResponse("fine")(scope, receive, send)

    visit(Calls(echo, {}, agents)).post(AGENTS, content=b"x" * 500_000)
    assert read == [most]
