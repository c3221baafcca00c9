"""A visitor's kept connection, which takes next to nothing of the processor it shares.

Visitors run on the servers' own cores, so what they take makes the quicker side look slower.
"""

import socket
from typing import Final

import httptools

PATIENCE: Final = 60
"""Seconds that a visitor waits for the next piece of an answer."""

HEAD: Final = "{} {} HTTP/1.1\r\nHost: 127.0.0.1:{}\r\nAccept-Encoding: identity\r\n"


class Line:
    """One kept connection; `send` and `receive` apart, so that several can be under way."""

    def __init__(self, port: int) -> None:
        self._port = port
        self._socket: socket.socket | None = None

    def send(self, method: str, path: str, body: bytes = b"", kind: str = "") -> None:
        """Send a request without waiting for the answer; `kind` is the body's media type."""
        if self._socket is None:
            self._socket = socket.create_connection(("127.0.0.1", self._port), PATIENCE)
            self._socket.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        head = HEAD.format(method, path, self._port)
        if kind:
            head += f"Content-Type: {kind}\r\nContent-Length: {len(body)}\r\n"
        self._socket.sendall(f"{head}\r\n".encode() + body)

    def receive(self) -> bytes:
        """Return the body of the answer; raises RuntimeError where it is no 200 or cut short."""
        assert self._socket is not None, "nothing was asked"
        answer = _Answer()
        parser = httptools.HttpResponseParser(answer)
        while not answer.whole and (piece := self._socket.recv(65536)):
            parser.feed_data(piece)
        if answer.last or not answer.whole:
            self.close()
        if not answer.whole:
            raise RuntimeError("the connection ended before the answer did")
        body = b"".join(answer.pieces)
        if parser.get_status_code() != 200:
            raise RuntimeError(f"{parser.get_status_code()}: {body[:200]!r}")
        return body

    def ask(self, method: str, path: str, body: bytes = b"", kind: str = "") -> bytes:
        """Send and receive."""
        self.send(method, path, body, kind)
        return self.receive()

    def close(self) -> None:
        """Hang up; the next request calls again."""
        if self._socket is not None:
            self._socket.close()
            self._socket = None


class _Answer:
    """What httptools finds in an answer, piece by piece."""

    def __init__(self) -> None:
        self.pieces: list[bytes] = []
        self.whole = self.last = False

    def on_header(self, name: bytes, value: bytes) -> None:
        self.last |= name.lower() == b"connection" and value.lower() == b"close"

    def on_body(self, piece: bytes) -> None:
        self.pieces.append(piece)

    def on_message_complete(self) -> None:
        self.whole = True
