"""The gallery's tools, called by a real client of the Model Context Protocol."""

import asyncio
from base64 import b64encode, encodebytes
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from typing import Any

import pytest
import requests
from mcp import Client, MCPError

from tests.browsing import ROOT, Served, serve
from whence.pictures import REFUSALS

STUDY = "study-japan-02"
PICTURE = (ROOT / "data" / "studies" / "japan-02.webp").read_bytes()


@pytest.fixture(scope="module")
def offered(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Served]:
    """A gallery of the built-in studies that lets programs in."""
    folder = tmp_path_factory.mktemp("agents")
    with serve(folder, catalogue=ROOT / "data" / "studies.csv", mcp=1) as served:
        yield served


def ask(served: Served, question: str, *args: Any) -> Any:
    """Call one method of a client that connects anew; returns its answer, a refusal too."""

    async def answer() -> Any:
        async with Client(f"{served.url}/_dash-mcp") as client:
            try:
                return await getattr(client, question)(*args)
            except MCPError as error:
                return error

    # Playwright runs a loop of its own in the thread of the tests.
    with ThreadPoolExecutor(1) as thread:
        return thread.submit(lambda: asyncio.run(answer())).result()


def call(served: Served, tool: str, **arguments: object) -> dict[str, Any]:
    answer = ask(served, "call_tool", tool, arguments)
    assert not answer.is_error, answer.content
    result: dict[str, Any] = answer.structured_content["result"]
    return result


def refused(served: Served, tool: str, **arguments: object) -> str:
    answer = ask(served, "call_tool", tool, arguments)
    assert answer.is_error
    return str(answer.content[0].text)


def test_three_tools_are_offered_and_say_what_they_do(offered: Served) -> None:
    tools = ask(offered, "list_tools").tools
    assert [tool.name for tool in tools] == ["random_painting", "classify", "search"]
    assert all(len(tool.description) > 60 for tool in tools)
    assert set(tools[1].input_schema["properties"]) == {"painting", "picture"}


def test_nothing_else_of_the_application_is_offered(offered: Served) -> None:
    assert ask(offered, "list_resources").resources == []
    assert ask(offered, "list_resource_templates").resource_templates == []
    for address in ("dash://layout", "dash://components", "dash://pages"):
        assert isinstance(ask(offered, "read_resource", address), MCPError)
    for tool in ("get_dash_component", "hung_data", "get_background_task_result"):
        assert isinstance(ask(offered, "call_tool", tool, {}), MCPError)


def test_a_random_painting_can_be_looked_at_and_classified(offered: Served) -> None:
    label = call(offered, "random_painting")
    assert requests.get(label["picture"], timeout=10).status_code == 200
    assert label["title"] in requests.get(label["page"], timeout=10).text
    answer = call(offered, "classify", painting=label["id"])
    assert answer["painting"] == label
    assert set(answer["probabilities"]) == {"America", "China", "India", "Japan"}
    assert answer["sentence"]


@pytest.mark.parametrize("start", ["", "data:image/webp;base64,"])
def test_a_picture_is_classified_as_the_page_would(offered: Served, start: str) -> None:
    answer = call(offered, "classify", picture=start + b64encode(PICTURE).decode())
    page = requests.post(f"{offered.url}/try", data=PICTURE, timeout=20).json()
    hung = call(offered, "classify", painting=STUDY)
    for one in (page, hung):
        assert one["probabilities"] == pytest.approx(answer["probabilities"], abs=1e-6)
        assert one["verdict"] == answer["verdict"]


def test_search_finds_what_the_collection_finds_page_by_page(offered: Served) -> None:
    found = call(offered, "search", words="great WAVE", culture="Japan")
    assert STUDY in [work["id"] for work in found["paintings"]]
    assert found["total"] == len(found["paintings"]) < 12
    every = [call(offered, "search", page=page) for page in (1, 2, 3)]
    assert [len(page["paintings"]) for page in every] == [24, 24, 0]
    assert {(page["total"], page["pages"]) for page in every} == {(48, 2)}


def test_base64_may_come_in_lines(offered: Served) -> None:
    assert "label" in call(offered, "classify", picture=encodebytes(PICTURE).decode())


@pytest.mark.parametrize(
    ("arguments", "sentence"),
    [
        ({}, "Give either"),
        ({"painting": STUDY, "picture": "AAAA"}, "Give either"),
        ({"painting": "nobody"}, "no painting of that id"),
        ({"picture": "nonsense!"}, "not valid base64"),
        ({"picture": 1}, "Write `picture` as text."),
        ({"painting": [1]}, "Write `painting` as text."),
        ({"picture": b64encode(b"nonsense").decode()}, REFUSALS["unknown-format"]),
        ({"picture": b64encode(PICTURE[:5000]).decode()}, REFUSALS["broken"]),
    ],
)
def test_what_cannot_be_classified_is_refused_with_a_sentence(
    offered: Served, arguments: dict[str, Any], sentence: str
) -> None:
    assert sentence in refused(offered, "classify", **arguments)


@pytest.mark.parametrize(
    ("arguments", "sentence"),
    [
        ({"culture": ["Japan"]}, "Write `culture` as text."),
        ({"words": 5}, "Write `words` as text."),
        ({"page": "two"}, "Write `page` as a whole number from 1."),
        ({"page": True}, "Write `page` as a whole number from 1."),
        ({"page": 0}, "Write `page` as a whole number from 1."),
        ({"colour": "red"}, "This tool takes words, culture, century, artist, museum, page."),
    ],
)
def test_a_search_for_what_makes_no_sense_is_refused_with_a_sentence(
    offered: Served, arguments: dict[str, Any], sentence: str
) -> None:
    assert sentence in refused(offered, "search", **arguments)


def test_a_message_larger_than_the_largest_picture_is_not_read(offered: Served) -> None:
    address, kind = f"{offered.url}/_dash-mcp", {"Content-Type": "application/json"}
    large = requests.post(address, b'{"a":"' + b"A" * 20_100_000, headers=kind, timeout=20)
    endless = requests.post(address, iter([b"{", b"}"]), headers=kind, timeout=20)
    assert (large.status_code, endless.status_code) == (413, 411)
    for body in (b"[]", b"{", b"[" * 100_000, b'{"method": 1}'):
        reply = requests.post(address, body, headers=kind, timeout=20)
        assert reply.status_code in (200, 400, 413), body


def test_a_session_of_another_worker_process_is_no_matter(offered: Served) -> None:
    question = {"jsonrpc": "2.0", "id": 1, "method": "tools/list"}
    foreign = {"Mcp-Session-Id": "of another worker"}
    reply = requests.post(f"{offered.url}/_dash-mcp", json=question, headers=foreign, timeout=10)
    assert len(reply.json()["result"]["tools"]) == 3


def test_without_the_setting_nobody_is_let_in(gallery: Served) -> None:
    question = {"jsonrpc": "2.0", "id": 1, "method": "tools/list"}
    for path in ("/_dash-mcp", "/_mcp"):
        reply = requests.post(f"{gallery.url}{path}", json=question, timeout=10)
        assert reply.status_code in (404, 405), path
        assert "random_painting" not in reply.text


def test_calls_are_counted_at_their_address(offered: Served) -> None:
    call(offered, "search", words="crane")
    counted = requests.get(f"{offered.url}/metrics", timeout=10).text
    assert 'whence_requests_total{method="POST",route="/_dash-mcp",status="200"}' in counted
