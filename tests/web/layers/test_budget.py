"""A request that takes too long is put off with a sentence."""

import asyncio

from starlette.responses import PlainTextResponse, StreamingResponse
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from tests.web.layered import awaited, visit
from whence.web.layers.budget import Budget

NEVER = 3600.0
SOON = 0.05


async def _stuck(scope: Scope, receive: Receive, send: Send) -> None:
    await asyncio.sleep(NEVER)


async def _reads(scope: Scope, receive: Receive, send: Send) -> None:
    while (await receive()).get("more_body"):
        pass
    await asyncio.sleep(SOON)
    await PlainTextResponse("read")(scope, receive, send)


async def _slowly_told(scope: Scope, receive: Receive, send: Send) -> None:
    async def words() -> object:
        for word in ("one ", "two"):
            yield word
            await asyncio.sleep(4 * SOON)

    await StreamingResponse(words())(scope, receive, send)  # type: ignore[arg-type]


async def _own_trouble(scope: Scope, receive: Receive, send: Send) -> None:
    raise TimeoutError("of a database, say")


def limited(app: ASGIApp, arrival: float = NEVER, answer: float = SOON) -> ASGIApp:
    return Budget(app, arrival, answer)


def test_what_is_stuck_is_put_off() -> None:
    answer = visit(limited(_stuck)).get("/statistics", headers={"accept": "text/html"})
    assert answer.status_code == 503
    assert int(answer.headers["retry-after"]) > 0
    assert "took too long" in answer.text
    assert visit(limited(_stuck)).post("/api/v1/predict").json()["code"] == "too-slow"


def test_what_is_quick_is_left_alone() -> None:
    assert visit(limited(_reads, answer=NEVER)).post("/try", content=b"1" * 99).text == "read"


def test_an_answer_that_has_begun_may_take_its_time() -> None:
    assert visit(limited(_slowly_told)).get("/").text == "one two"


def test_a_body_that_drips_has_time_of_its_own_but_not_for_ever() -> None:
    async def ask(arrival: float, pause: float, answer: float = NEVER) -> int:
        sent: list[Message] = []
        parts = [b"1", b"2", b"3"]

        async def receive() -> Message:
            await asyncio.sleep(pause)
            return {"type": "http.request", "body": parts.pop(), "more_body": bool(parts)}

        async def send(message: Message) -> None:
            sent.append(message)

        scope = {"type": "http", "method": "POST", "path": "/try", "headers": []}
        await limited(_reads, arrival, answer)(scope, receive, send)
        return int(sent[0]["status"])

    assert awaited(ask(arrival=NEVER, pause=SOON)) == 200
    assert awaited(ask(arrival=SOON, pause=NEVER)) == 408
    # Three pauses are more than the answer may take, and are not counted.
    assert awaited(ask(arrival=NEVER, pause=1.0, answer=2.5)) == 200


def test_who_only_waits_for_the_visitor_to_leave_has_no_more_time() -> None:
    """As Starlette does behind every answer that streams, once the body has arrived."""

    async def listens(scope: Scope, receive: Receive, send: Send) -> None:
        while (await receive())["type"] != "http.disconnect":
            pass

    async def ask() -> int:
        sent: list[Message] = []
        parts: list[Message] = [{"type": "http.request", "body": b"1", "more_body": False}]

        async def receive() -> Message:
            if not parts:
                await asyncio.sleep(NEVER)
            return parts.pop()

        async def send(message: Message) -> None:
            sent.append(message)

        scope = {"type": "http", "method": "POST", "path": "/try", "headers": []}
        await asyncio.wait_for(limited(listens)(scope, receive, send), 20)
        return int(sent[0]["status"])

    assert awaited(ask()) == 503


def test_a_timeout_of_the_application_itself_is_not_ours() -> None:
    assert visit(limited(_own_trouble, answer=NEVER)).get("/").status_code == 500
