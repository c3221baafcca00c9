"""Answers go out in pieces, and who leaves too much unread gets no more for the time being."""

import asyncio

import pytest
from starlette.responses import Response, StreamingResponse
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from tests.web.layered import awaited, visit
from whence.web.layers.sending import PIECE, Sending

LARGE = bytes(range(256)) * 1024  # four pieces
READER, OTHER = "192.0.2.1", "192.0.2.2"


async def large(scope: Scope, receive: Receive, send: Send) -> None:
    assert scope["type"] == "http"
    answer: Response = Response(LARGE)
    if scope["path"] == "/stream":
        answer = StreamingResponse(iter([LARGE, b"", b"end"]))
    if scope["path"] == "/small":
        answer = Response(b"small")
    await answer(scope, receive, send)


def test_a_large_answer_goes_out_in_pieces_and_arrives_whole() -> None:
    sent: list[Message] = []

    async def ask() -> None:
        async def send(message: Message) -> None:
            sent.append(message)

        await Sending(large)(scope("/pictures/a"), nothing, send)

    awaited(ask())
    start, *pieces = sent
    assert int(dict(start["headers"])[b"content-length"]) == len(LARGE)
    assert [len(piece["body"]) for piece in pieces] == [PIECE] * 4
    assert [piece["more_body"] for piece in pieces] == [True, True, True, False]
    assert b"".join(piece["body"] for piece in pieces) == LARGE


@pytest.mark.parametrize(
    ("path", "content"), [("/stream", LARGE + b"end"), ("/small", b"small"), ("/any", LARGE)]
)
def test_what_arrives_is_what_was_answered(path: str, content: bytes) -> None:
    assert visit(Sending(large)).get(path).content == content


def scope(path: str, address: str = READER) -> Scope:
    return {
        "type": "http",
        "method": "GET",
        "path": path,
        "headers": [],
        "client": (address, 50_000),
    }


async def nothing() -> Message:
    return {"type": "http.request", "body": b"", "more_body": False}


def statuses(app: ASGIApp, *asked: tuple[str, str]) -> tuple[list[int], int]:
    """Ask one after another and read none of the bodies; then read all, and ask the first again."""

    async def ask() -> tuple[list[int], int]:
        read, said = asyncio.Event(), list[int]()

        async def send(message: Message) -> None:
            if message["type"] == "http.response.start":
                said.append(message["status"])
            elif len(message["body"]) == PIECE:
                await read.wait()

        tasks = []
        for path, address in asked:
            tasks.append(asyncio.create_task(app(scope(path, address), nothing, send)))
            await asyncio.sleep(0)
        read.set()
        await asyncio.gather(*tasks)
        await app(scope(*asked[0]), nothing, send)
        return said[:-1], said[-1]

    return awaited(ask())


def test_who_leaves_too_much_unread_is_put_off_and_nobody_else() -> None:
    asked = [("/pictures/a", READER)] * 3 + [("/pictures/a", OTHER)]
    said, later = statuses(Sending(large, each=2 * len(LARGE)), *asked)
    assert said == [200, 200, 503, 200]
    assert later == 200


def test_where_all_together_do_what_is_cheap_is_still_answered() -> None:
    asked = [("/pictures/a", READER), ("/pictures/a", OTHER), ("/healthz", "192.0.2.3")]
    said, later = statuses(Sending(large, at_once=len(LARGE)), *asked)
    assert said == [200, 503, 200]
    assert later == 200


def test_files_that_all_share_are_not_counted() -> None:
    said, _ = statuses(Sending(large, each=1), *[("/assets/style.css", READER)] * 3)
    assert said == [200, 200, 200]


def test_who_leaves_makes_room() -> None:
    async def ask() -> int:
        app, said = Sending(large, each=1), list[int]()

        async def never(message: Message) -> None:
            if message["type"] == "http.response.body":
                await asyncio.Event().wait()

        async def send(message: Message) -> None:
            said.append(message.get("status", 0))

        left = asyncio.create_task(app(scope("/pictures/a"), nothing, never))
        await asyncio.sleep(0)
        left.cancel()
        await asyncio.gather(left, return_exceptions=True)
        await app(scope("/pictures/a"), nothing, send)
        return said[0]

    assert awaited(ask()) == 200


def test_who_is_put_off_is_told_when_to_ask_again() -> None:
    answer = visit(Sending(large, each=0)).get("/try", headers={"accept": "text/html"})
    assert answer.status_code == 503
    assert int(answer.headers["retry-after"]) > 0
    assert "very busy" in answer.text
