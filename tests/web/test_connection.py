"""What a connection may send, and how long, before it is a request; by hand, byte by byte."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

import pytest
from uvicorn import Config
from uvicorn.server import ServerState

from tests.web.layered import INNER, awaited
from whence.web import connection
from whence.web.connection import LONGEST, Connection

WAIT = 30
FIRST = b"GET /plain HTTP/1.1\r\nHost: whence\r\n"

Line = tuple[asyncio.StreamReader, asyncio.StreamWriter]


@asynccontextmanager
async def line() -> AsyncIterator[Line]:
    """A connection to a server of its own."""
    config, state = (
        Config(INNER, http=Connection, lifespan="off", log_level="critical"),
        ServerState(),
    )
    loop = asyncio.get_running_loop()
    server = await loop.create_server(lambda: Connection(config, state, {}), "127.0.0.1", 0)
    reader, writer = await asyncio.open_connection(*server.sockets[0].getsockname())
    try:
        async with asyncio.timeout(WAIT):
            yield reader, writer
    finally:
        writer.close()
        server.close()


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
