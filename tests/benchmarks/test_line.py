"""A visitor's connection: answers come whole in whatever form, or the visit says what is wrong."""

import socket
import threading
from collections.abc import Iterator, Sequence
from contextlib import closing, contextmanager

import pytest

from benchmarks.line import Line

PLAIN = b"HTTP/1.1 200 OK\r\nContent-Length: 5\r\n\r\nhello"


@contextmanager
def answering(*connections: Sequence[bytes]) -> Iterator[tuple[Line, list[bytes]]]:
    """Serve each connection its answers in turn; yield a line there, and what was asked."""
    asked: list[bytes] = []
    with socket.create_server(("127.0.0.1", 0)) as listening:

        def serve() -> None:
            for answers in connections:
                visitor, _ = listening.accept()
                with visitor:
                    for answer in answers:
                        asked.append(visitor.recv(65536))
                        visitor.sendall(answer)

        thread = threading.Thread(target=serve, daemon=True)
        thread.start()
        with closing(Line(listening.getsockname()[1])) as line:
            yield line, asked
        thread.join(5)


@pytest.mark.parametrize(
    "answer",
    [
        PLAIN,
        b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n2\r\nhe\r\n3\r\nllo\r\n0\r\n\r\n",
    ],
)
def test_one_connection_brings_answer_after_answer(answer: bytes) -> None:
    with answering([answer, answer]) as (line, asked):
        assert line.ask("GET", "/one") == b"hello"
        assert line.ask("POST", "/two", b"{}", "application/json") == b"hello"
    assert asked[0].startswith(b"GET /one HTTP/1.1\r\n")
    assert asked[1].endswith(b"Content-Type: application/json\r\nContent-Length: 2\r\n\r\n{}")


def test_several_may_be_under_way() -> None:
    with answering([PLAIN]) as (one, _), answering([PLAIN]) as (other, _):
        one.send("GET", "/")
        other.send("GET", "/")
        assert other.receive() == one.receive() == b"hello"


def test_a_connection_that_is_closed_is_opened_anew() -> None:
    last = PLAIN.replace(b"\r\n\r\n", b"\r\nConnection: close\r\n\r\n")
    with answering([last], [PLAIN]) as (line, asked):
        assert line.ask("GET", "/one") == line.ask("GET", "/two") == b"hello"
    assert len(asked) == 2


@pytest.mark.parametrize(
    ("answer", "said"),
    [
        (b"HTTP/1.1 503 Busy\r\nContent-Length: 4\r\n\r\nbusy", "503: b'busy'"),
        (PLAIN[:-1], "ended before"),
        (b"", "ended before"),
    ],
)
def test_what_is_no_answer_ends_the_visit(answer: bytes, said: str) -> None:
    with answering([answer]) as (line, _), pytest.raises(RuntimeError, match=said):
        line.ask("GET", "/")
