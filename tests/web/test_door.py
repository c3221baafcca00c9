"""Programs' messages before they are read: how large, how intricate, how many at once."""

import asyncio
from collections import Counter
from typing import Any

import pytest
from starlette.requests import Request
from starlette.responses import PlainTextResponse
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from tests.web.layered import awaited, visit
from whence.web import bodies
from whence.web.bodies import Room
from whence.web.door import AT_ONCE, MOST, PARTS, WAITING, Door
from whence.web.layers.calls import AGENTS
from whence.web.layers.proxies import Proxies
from whence.web.turns import EACH


async def _length(scope: Scope, receive: Receive, send: Send) -> None:
    read = len(await Request(scope, receive).body())
    await PlainTextResponse(str(read))(scope, receive, send)


@pytest.mark.parametrize(
    ("body", "status"),
    [
        (b'{"p":[' + b"{}," * PARTS + b"{}]}", 413),
        (b"[" * (PARTS + 1), 413),
        (b'["",""' * PARTS, 413),
        (b'{"method":"tools/call","params":{"picture":"' + b"A/+=" * 100_000 + b'"}}', 200),
        (b"{}" * (MOST // 2 + 1), 413),
    ],
)
def test_a_message_of_more_parts_than_any_call_has_is_not_read(body: bytes, status: int) -> None:
    answer = visit(Door(_length, Room())).post(AGENTS, content=body)
    assert answer.status_code == status
    if status == 200:
        assert answer.text == str(len(body))
    else:
        assert answer.headers["connection"] == "close"


@pytest.mark.parametrize("number", [7, "seven"])
def test_a_ping_is_answered(number: int | str) -> None:
    answer = visit(Door(_length, Room())).post(
        AGENTS, json={"jsonrpc": "2.0", "id": number, "method": "ping"}
    )
    assert answer.json() == {"jsonrpc": "2.0", "id": number, "result": {}}


@pytest.mark.parametrize(
    "body",
    [
        b'{"jsonrpc": "2.0", "method": "ping"}',
        b'{"jsonrpc": "2.0", "id": 7, "method": "pings"}',
        b'["ping"]',
        b'{"method": "ping"',
        b"\xffping",
        b"[" * 990 + b"ping",
    ],
)
def test_what_is_no_ping_is_handed_on(body: bytes) -> None:
    assert visit(Door(_length, Room())).post(AGENTS, content=body).text == str(len(body))


def test_large_messages_of_one_visitor_come_one_after_the_other() -> None:
    """Each is in memory several times."""
    inside, most = 0, 0

    async def app(scope: Scope, receive: Receive, send: Send) -> None:
        nonlocal inside, most
        inside, most = inside + 1, max(most, inside + 1)
        await asyncio.sleep(0.01)
        inside -= 1
        await PlainTextResponse("")(scope, receive, send)

    async def ask() -> None:
        async def receive() -> Message:
            return {"type": "http.request", "body": b"", "more_body": False}

        async def send(_: Message) -> None:
            pass

        door = Door(app, Room())
        await asyncio.gather(*(door(scope(length=MOST), receive, send) for _ in range(3)))

    awaited(ask())
    assert most == 1


def test_other_addresses_are_left_alone() -> None:
    assert visit(Door(_length, Room())).post("/try", content=b"{" * 9000).text == "9000"


def test_who_sends_no_more_is_not_waited_for(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(bodies, "STALL", 0.05)
    started = []

    async def ask() -> None:
        async def receive() -> Message:
            if not started:
                started.append("")
                return {"type": "http.request", "body": b"{", "more_body": True}
            return await asyncio.Future()

        async def send(message: Message) -> None:
            started.append(message.get("status", ""))

        await Door(_length, Room())(scope(length=2), receive, send)

    awaited(asyncio.wait_for(ask(), 30))
    assert 408 in started


def scope(visitor: str = "192.0.2.1", length: int = 0) -> dict[str, Any]:
    return {
        "type": "http",
        "method": "POST",
        "path": AGENTS,
        "scheme": "http",
        "headers": [(b"content-length", b"%d" % length)],
        "client": (visitor, 50_000),
    }


def test_many_calls_of_one_visitor_take_turns_and_all_together_leave_threads_to_files() -> None:
    inside, most, said = Counter[str](), Counter[str](), Counter[int]()

    async def crowd(asked: list[str]) -> None:
        go_on = asyncio.Event()

        async def app(scope: Scope, receive: Receive, send: Send) -> None:
            who = scope["client"][0]
            inside[who] += 1
            most[who] = max(most[who], inside[who])
            most["all"] = max(most["all"], inside.total())
            await go_on.wait()
            inside[who] -= 1
            await PlainTextResponse("fine")(scope, receive, send)

        async def receive() -> Message:
            return {"type": "http.request", "body": b"", "more_body": False}

        async def send(message: Message) -> None:
            if "status" in message:
                said[message["status"]] += 1

        door: ASGIApp = Proxies(Door(app, Room(at_once=10**12, each=10**12)), 0)
        tasks = [asyncio.create_task(door(scope(who), receive, send)) for who in asked]
        await asyncio.sleep(0.1)
        go_on.set()
        await asyncio.gather(*tasks)

    crowds = ["192.0.2.1"] * (EACH + WAITING + 3) + [f"192.0.2.{n}" for n in range(2, 20)]
    awaited(crowd(crowds))
    assert most["192.0.2.1"] == EACH
    assert most["all"] == AT_ONCE
    assert said == {200: len(crowds) - 3, 503: 3}
