"""A server on this machine that gives one file over TLS, and fails in the ways it is told.

`with ModelServer(content) as server:` serves `server.url`. Each question takes the next of
`server.ways` ("whole" once there are none); `server.asked` lists the `Range` of each question and
`server.sent` counts the bytes given out.
"""

import contextlib
import re
import ssl
import threading
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import ClassVar

import trustme


class _Visit(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    server: "_Server"

    def do_GET(self) -> None:
        self.server.asked.append(self.headers["Range"])
        if self.headers["Accept-Encoding"] != "identity":  # and might be given it compressed
            self.answer(406, b"", 0)
            return
        way = self.server.ways.pop(0) if self.server.ways else "whole"
        with contextlib.suppress(OSError):
            self.give(way)

    def log_message(self, *_: object) -> None:
        pass

    def give(self, way: str) -> None:
        if way.isdecimal():
            self.answer(int(way), b"", len(b""))
        elif way.startswith("to "):
            self.answer(302, b"", 0, Location=way.removeprefix("to "))
        elif way == "endless":
            self.answer(200, b"", 10**12)
            while not self.server.closing.is_set():
                self.wfile.write(bytes(65_536))
        else:
            self.part(way)

    def part(self, way: str) -> None:
        """Give the file, from where it is wanted."""
        content, wanted = (
            self.server.content,
            re.match(r"bytes=(\d+)-", self.headers["Range"] or ""),
        )
        start = int(wanted[1]) if wanted and way != "without ranges" else 0
        if wanted and start >= len(content):
            self.answer(416, b"", 0)
            return
        rest = content[start:]
        fields = {"Content-Range": f"bytes {start}-{len(content) - 1}/{len(content)}"}
        if way == "another range":
            fields = {"Content-Range": "bytes 0-1/2"}
        given = rest[: len(rest) // 2] if way.startswith("half") else rest
        length = None if way == "without length" else len(rest)
        self.answer(206 if start else 200, given, length, **(fields if start else {}))
        if way == "half and wait":
            self.server.closing.wait(60)
        if way == "half and drip":
            for at in range(100):
                self.wfile.write(rest[len(given) + at :][:1])
                if self.server.closing.wait(0.1):
                    break
        self.close_connection = True

    def answer(self, status: int, body: bytes, length: int | None, **fields: str) -> None:
        self.send_response(status)
        ends = {"Connection": "close"} if length is None else {"Content-Length": str(length)}
        for name, value in (ends | fields).items():
            self.send_header(name, value)
        self.end_headers()
        self.wfile.write(body)
        self.server.sent += len(body)


class _Server(ThreadingHTTPServer):
    daemon_threads = True
    block_on_close = False
    request_queue_size = 32
    sent = 0
    asked: ClassVar[list[str | None]]

    def __init__(self, content: bytes, trust: ssl.SSLContext) -> None:
        super().__init__(("127.0.0.1", 0), _Visit)
        self.content, self.ways = content, list[str]()
        self.asked: list[str | None] = []
        self.closing = threading.Event()
        self.socket = trust.wrap_socket(self.socket, server_side=True)
        threading.Thread(target=self.serve_forever, args=(0.02,), daemon=True).start()

    def handle_error(self, *_: object) -> None:
        """Stay silent: broken connections are what this server is for."""


class ModelServer:
    def __init__(self, content: bytes, folder: Path) -> None:
        """`folder` gets the certificate of the authority that signed the server's."""
        self._content, self.authority = content, folder / "authority.pem"

    def __enter__(self) -> "ModelServer":
        authority = trustme.CA()
        authority.cert_pem.write_to_path(str(self.authority))
        served = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        authority.issue_cert("127.0.0.1").configure_cert(served)
        self.server = _Server(self._content, served)
        self.url = f"https://127.0.0.1:{self.server.server_port}/culture.pkl"
        self.ways, self.asked = self.server.ways, self.server.asked
        return self

    @property
    def sent(self) -> int:
        return self.server.sent

    def __exit__(self, *_: object) -> None:
        self.server.closing.set()
        self.server.shutdown()
        self.server.server_close()
