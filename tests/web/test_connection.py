"""What a connection may send, and how long either side waits; by hand, byte by byte."""

import asyncio
import json
import socket
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager

import pytest
from starlette.responses import Response
from starlette.types import ASGIApp, Receive, Scope, Send
from uvicorn import Config
from uvicorn.server import ServerState

from tests.web.layered import INNER, awaited
from whence.web import connection
from whence.web.connection import AHEAD, LONGEST, Connection

WAIT = 30
PIECE = 10_000
PIECES = 200
FIRST = b"GET /plain HTTP/1.1\r\nHost: whence\r\n"

Line = tuple[asyncio.StreamReader, asyncio.StreamWriter]


@asynccontextmanager
async def opened(app: ASGIApp = INNER) -> AsyncIterator[Callable[[], Awaitable[Line]]]:
    """A server of its own, whose kernels keep little of what is on its way, and how one comes."""
    config = Config(app, http=Connection, lifespan="off", log_level="critical")
    state, loop = ServerState(), asyncio.get_running_loop()
    made: list[Connection] = []

    def meet() -> Connection:
        made.append(Connection(config, state, {}))
        return made[-1]

    door = narrow()
    door.bind(("127.0.0.1", 0))
    server = await loop.create_server(meet, sock=door)
    writers = []

    async def come() -> Line:
        visitor, before = narrow(), len(made)
        await loop.sock_connect(visitor, door.getsockname())
        reader, writer = await asyncio.open_connection(sock=visitor, limit=PIECE)
        writers.append(writer)
        while len(made) == before or made[-1].transport is None:
            await asyncio.sleep(0)
        return reader, writer

    try:
        async with asyncio.timeout(WAIT):
            yield come
    finally:
        for writer in writers:
            writer.close()
        server.close()


@asynccontextmanager
async def line(app: ASGIApp = INNER) -> AsyncIterator[Line]:
    """A connection to a server of its own."""
    async with opened(app) as come:
        yield await come()


def narrow() -> socket.socket:
    made = socket.socket()
    made.setblocking(False)
    for size in (socket.SO_SNDBUF, socket.SO_RCVBUF):
        made.setsockopt(socket.SOL_SOCKET, size, PIECE)
    return made


async def said(reader: asyncio.StreamReader) -> bytes:
    """The next answer's first line, its body of known length read."""
    head = await reader.readuntil(b"\r\n\r\n")
    length = next(row for row in head.lower().split(b"\r\n") if row.startswith(b"content-length"))
    await reader.readexactly(int(length.split(b":")[1]))
    return head.split(b"\r\n")[0]


@pytest.mark.parametrize("padding", [b"", b"X-Long: " + b"x" * 20_000 + b"\r\n"])
def test_one_request_after_the_other_is_answered(padding: bytes) -> None:
    async def ask() -> list[bytes]:
        async with line() as (reader, writer):
            answers = []
            for _ in range(5):  # together longer than one may be
                writer.write(FIRST + padding + b"\r\n")
                answers.append(await said(reader))
            body = b"x" * (2 * LONGEST)
            head = b"POST /echo HTTP/1.1\r\nHost: whence\r\nContent-Length: %d\r\n\r\n"
            writer.write(head % len(body) + body)
            return [*answers, await said(reader)]

    assert awaited(ask()) == [b"HTTP/1.1 200 OK"] * 6


def test_headers_that_come_whole_are_measured_too() -> None:
    async def ask(length: int) -> bytes:
        async with line() as (reader, writer):
            writer.write(FIRST + b"X-Long: " + b"x" * length + b"\r\n\r\n")
            return (await reader.readuntil(b"\r\n")).strip()

    assert awaited(ask(LONGEST - 100)) == b"HTTP/1.1 200 OK"
    assert awaited(ask(LONGEST)) == b"HTTP/1.1 400 Bad Request"


CHANGE = b"Connection: Upgrade\r\nUpgrade: h2c\r\n"


@pytest.mark.parametrize(
    "announced", [b"Content-Length: %d\r\n" % len(FIRST), b"Transfer-Encoding: chunked\r\n"]
)
def test_a_body_behind_a_change_of_protocol_is_no_request(announced: bytes) -> None:
    async def ask() -> bytes:
        async with line() as (reader, writer):
            writer.write(b"POST /echo HTTP/1.1\r\nHost: whence\r\n" + CHANGE + announced + b"\r\n")
            writer.write(FIRST + b"\r\n")
            return await reader.read()

    answer = awaited(ask())
    assert answer.count(b"HTTP/1.1 ") == 1
    assert answer.startswith(b"HTTP/1.1 400 ")
    head, _, body = answer.partition(b"\r\n\r\n")
    for line_of_head in (
        b"content-type: application/problem+json",
        b"access-control-allow-origin: *",
        b"content-length: %d" % len(body),
        b"connection: close",
    ):
        assert line_of_head in head.split(b"\r\n")
    told = json.loads(body)
    assert (told["status"], told["code"]) == (400, "bad-request")
    assert told["detail"].endswith("send it without.")


def test_who_would_change_the_protocol_is_answered_and_comes_anew_for_the_next() -> None:
    """The parser reads nothing more, so the connection must not be waited on."""

    async def ask() -> bytes:
        async with line() as (reader, writer):
            writer.write(FIRST + CHANGE + b"\r\n" + FIRST + b"\r\n")
            return await reader.read()

    answer = awaited(ask())
    assert answer.startswith(b"HTTP/1.1 200 ")
    assert answer.count(b"HTTP/1.1 ") == 1
    assert b"connection: close" in answer


@pytest.mark.parametrize(("method", "status"), [(b"GET", b"400"), (b"OPTIONS", b"200")])
def test_what_names_no_path_is_refused(method: bytes, status: bytes) -> None:
    async def app(scope: Scope, receive: Receive, send: Send) -> None:
        await Response()(scope, receive, send)

    async def ask() -> bytes:
        async with line(app) as (reader, writer):
            writer.write(method + b" * HTTP/1.1\r\nHost: whence\r\nConnection: close\r\n\r\n")
            return await reader.read()

    assert awaited(ask()).startswith(b"HTTP/1.1 " + status)


def test_who_leaves_while_several_requests_wait_is_noticed_by_the_first() -> None:
    noticed: list[str] = []

    async def app(scope: Scope, receive: Receive, send: Send) -> None:
        await receive()
        noticed.append((await receive())["type"])

    async def ask() -> None:
        async with line(app) as (_, writer):
            writer.write((FIRST + b"\r\n") * 3)
            await writer.drain()
            await asyncio.sleep(0.1)
            writer.close()
            while not noticed:
                await asyncio.sleep(0.01)

    awaited(ask())
    assert noticed == ["http.disconnect"]


@pytest.mark.parametrize("start", [b"GET /", FIRST + b"X-Long: ", FIRST])
def test_headers_without_end_are_refused(start: bytes) -> None:
    async def ask() -> tuple[bytes, int]:
        async with line() as (reader, writer):
            writer.write(start)
            sent = 0
            while not reader.at_eof() and sent < 4_000_000:
                piece = b"X-%d: y\r\n" % sent * 100 if start == FIRST else b"x" * 1000
                writer.write(piece)
                sent += len(piece)
                try:
                    await writer.drain()
                    await asyncio.sleep(0)
                except ConnectionError:
                    break
            try:
                return await reader.readline(), sent
            except ConnectionError:
                return b"", sent

    answer, sent = awaited(ask())
    assert sent < 4_000_000
    assert b" 200 " not in answer


CHUNKED = b"POST /%b HTTP/1.1\r\nHost: whence\r\nTransfer-Encoding: chunked\r\n\r\n"


def test_trailers_without_end_are_refused() -> None:
    """Behind the last chunk, also where the answer is out already and nobody reads the body."""

    async def ask() -> int:
        async with line() as (reader, writer):
            writer.write(CHUNKED % b"plain" + b"3\r\nabc\r\n")
            await said(reader)
            writer.write(b"0\r\n")
            sent = 0
            while not reader.at_eof() and sent < 4_000_000:
                writer.write(b"X: y\r\n" * 1000)
                sent += 6000
                try:
                    await writer.drain()
                    await asyncio.sleep(0)
                except ConnectionError:
                    break
            return sent

    assert awaited(ask()) < 4_000_000


def test_bodies_in_chunks_may_be_long_and_end_with_trailers() -> None:
    async def ask() -> list[bytes]:
        async with line() as (reader, writer):
            answers = []
            for _ in range(2):
                writer.write(CHUNKED % b"echo")
                for _ in range(20):
                    writer.write(b"2710\r\n" + b"x" * PIECE + b"\r\n")
                    await writer.drain()
                writer.write(b"0\r\nX-Sum: 1\r\n\r\n")
                answers.append(await said(reader))
            return answers

    assert awaited(ask()) == [b"HTTP/1.1 200 OK"] * 2


def test_who_has_sent_all_chunks_may_take_their_time(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(connection, "PATIENCE", 0.1)

    async def ask() -> bytes:
        async with line() as (reader, writer):
            writer.write(CHUNKED % b"echo" + b"3\r\nabc\r\n0\r\n\r\n")
            await said(reader)
            await asyncio.sleep(0.3)
            writer.write(FIRST + b"\r\n")
            return await said(reader)

    assert awaited(ask()) == b"HTTP/1.1 200 OK"


def test_who_drips_trailers_is_not_waited_for(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(connection, "PATIENCE", 0.2)

    async def ask() -> bool:
        async with line() as (reader, writer):
            writer.write(CHUNKED % b"plain" + b"0\r\n")
            await said(reader)
            for _ in range(40):
                writer.write(b"X: y\r\n")
                await asyncio.sleep(0.05)
                if reader.at_eof():
                    return True
            return False

    assert awaited(ask())


@pytest.mark.parametrize("more", [0, 1])
def test_so_many_requests_may_come_at_once_and_no_more(more: int) -> None:
    async def ask() -> int:
        async with line() as (reader, writer):
            writer.write((FIRST + b"\r\n") * (AHEAD + more))
            writer.write(FIRST + b"Connection: close\r\n\r\n")
            try:
                return (await reader.read()).count(b"HTTP/1.1 200 OK")
            except ConnectionError:
                return 0

    assert awaited(ask()) == (0 if more else 1 + AHEAD)


def test_who_never_ends_a_request_is_not_waited_for(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(connection, "PATIENCE", 0.2)

    async def ask(start: bytes) -> bytes:
        async with line() as (reader, writer):
            writer.write(start)
            return await reader.read()

    assert [awaited(ask(start)) for start in (b"", b"GET / HT", FIRST)] == [b"", b"", b""]


def test_an_answered_visitor_may_take_their_time(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(connection, "PATIENCE", 0.1)

    async def ask() -> bytes:
        async with line() as (reader, writer):
            writer.write(FIRST + b"\r\n")
            await said(reader)
            await asyncio.sleep(0.5)
            writer.write(FIRST + b"\r\n")
            return await said(reader)

    assert awaited(ask()) == b"HTTP/1.1 200 OK"


async def _long(scope: Scope, receive: Receive, send: Send) -> None:
    """Answer with more than the kernels keep."""
    length = [(b"content-length", b"%d" % (PIECE * PIECES))]
    await send({"type": "http.response.start", "status": 200, "headers": length})
    for number in range(PIECES):
        more = number < PIECES - 1
        await send({"type": "http.response.body", "body": b"x" * PIECE, "more_body": more})


@pytest.mark.parametrize("more", [b"", b"Connection: close\r\n"])
def test_who_reads_nothing_of_an_answer_is_dropped(
    monkeypatch: pytest.MonkeyPatch, more: bytes
) -> None:
    monkeypatch.setattr(connection, "LOOK", 0.2)

    async def ask() -> bytes:
        over = asyncio.Event()

        async def told(scope: Scope, receive: Receive, send: Send) -> None:
            await _long(scope, receive, send)
            over.set()

        async with line(told) as (reader, writer):
            writer.write(FIRST + more + b"\r\n")
            await over.wait()
            return await reader.read()

    assert len(awaited(ask())) < PIECE * PIECES / 2


def test_who_leaves_the_last_of_an_answer_unread_is_dropped_when_it_is_to_be_closed(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """Too little is left for the server to be told to pause."""
    monkeypatch.setattr(connection, "LOOK", 0.2)

    async def ask() -> bool:
        left = asyncio.Event()
        lost = Connection.connection_lost

        def note(self: Connection, exc: Exception | None) -> None:
            lost(self, exc)
            left.set()

        monkeypatch.setattr(Connection, "connection_lost", note)

        async def little(scope: Scope, receive: Receive, send: Send) -> None:
            body = b"x" * 6 * PIECE
            await send({"type": "http.response.start", "status": 200, "headers": []})
            await send({"type": "http.response.body", "body": body})

        async with line(little) as (_, writer):
            writer.write(FIRST + b"Connection: close\r\n\r\n")
            return await left.wait()

    assert awaited(ask())


def test_who_reads_slowly_gets_all_of_it(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(connection, "LOOK", 0.4)

    async def ask() -> int:
        async with line(_long) as (reader, writer):
            writer.write(FIRST + b"\r\n")
            await reader.readuntil(b"\r\n\r\n")
            for _ in range(20):  # for some looks
                await reader.readexactly(PIECE)
                await asyncio.sleep(0.1)
            return len(await reader.readexactly(PIECE * (PIECES - 20)))

    assert awaited(ask()) == PIECE * (PIECES - 20)


def test_who_rested_longest_makes_room_for_the_next(monkeypatch: pytest.MonkeyPatch) -> None:
    async def ask() -> None:
        begun, go_on = asyncio.Event(), asyncio.Event()

        async def slow(scope: Scope, receive: Receive, send: Send) -> None:
            if scope["path"] == "/echo":
                begun.set()
                await go_on.wait()
            await INNER(scope, receive, send)

        async def plain(line: Line) -> bytes:
            line[1].write(FIRST + b"\r\n")
            return await said(line[0])

        async with opened(slow) as come:
            monkeypatch.setattr(connection, "MOST", 1)
            busy = await come()
            busy[1].write(FIRST.replace(b"plain", b"echo") + b"\r\n")
            await begun.wait()
            kept = await come()  # nobody else rests
            monkeypatch.setattr(connection, "MOST", 4)
            silent, half = await come(), await come()
            half[1].write(b"GET / HT")
            await plain(kept)
            new = [await come(), await come()]
            assert [await gone[0].read() for gone in (silent, half)] == [b"", b""]
            assert [await plain(one) for one in (kept, *new)] == [b"HTTP/1.1 200 OK"] * 3
            await come()
            assert await kept[0].read() == b""
            go_on.set()
            assert await said(busy[0]) == b"HTTP/1.1 200 OK"

    awaited(ask())
