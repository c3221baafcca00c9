"""Hosts on this machine that pretend to be on the public web, each with a certificate of its own.

`with Hosts() as hosts:` makes `hosts.web()` (a `PublicWeb` whose resolver and dialling lead here).
A name resolves to what `hosts.records[name]` says: lists, one a question, the last one for good.
`hosts.looked_up` and `hosts.dialled` tell what was asked; `hosts.requests` what was said to whom.
"""

import contextlib
import socket
import ssl
import threading
from collections import Counter
from collections.abc import Callable
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import ClassVar

import trustme

from tests.museums.trouble import HTML, huge_png, picture
from whence.public_web.client import PublicWeb

HOST, OTHER, STRANGER = "pictures.example.org", "other.example.org", "stranger.example.org"
PUBLIC, ALSO_PUBLIC = "93.184.215.14", "2606:2800:21f:cb07:6820:80da:af6b:8b2c"


class _Visit(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    server: "_Server"

    def do_GET(self) -> None:
        self.server.requests.append((self.headers["Host"], self.path, dict(self.headers)))
        way = self.WAYS.get(self.path.partition("?")[0])
        with contextlib.suppress(OSError):
            if self.path.startswith("/to/"):
                self.answer(302, Location=self.server.leads[self.path])
            elif self.path.startswith("/by/"):
                self.answer(int(self.path.removeprefix("/by/")), Location="/good.jpg")
            elif way is None:
                self.answer(404, HTML)
            else:
                way(self)

    def log_message(self, *_: object) -> None:
        pass

    def answer(self, status: int, body: bytes = b"", **fields: str) -> None:
        self.send_response(status)
        said = {name.replace("_", "-"): value for name, value in fields.items()}
        for name, value in ({"Content-Length": str(len(body))} | said).items():
            self.send_header(name, value)
        self.end_headers()
        self.wfile.write(body)

    def drip(self, data: bytes) -> None:
        for at in range(len(data)):
            self.wfile.write(data[at : at + 1])
            if self.server.closing.wait(0.2):
                return

    def drip_body(self) -> None:
        self.answer(200, b"", Content_Length="5000")
        self.drip(picture())

    def endless(self) -> None:
        self.send_response(200)
        self.end_headers()
        while not self.server.closing.is_set():
            self.wfile.write(bytes(65_536))

    def cut_off(self) -> None:
        self.answer(200, picture()[:-900], Content_Length=str(len(picture())))
        self.close_connection = True

    def chunked(self) -> None:
        self.send_response(200)
        self.send_header("Transfer-Encoding", "chunked")
        self.end_headers()
        self.wfile.write(b"%x\r\n%b\r\n0\r\n\r\n" % (len(picture()), picture()))

    WAYS: ClassVar[dict[str, Callable[["_Visit"], None]]] = {
        "/good.jpg": lambda self: self.answer(200, picture()),
        "/lies": lambda self: self.answer(200, HTML, Content_Type="image/jpeg"),
        "/plain": lambda self: self.answer(200, picture(), Content_Type="text/plain"),
        "/bomb.png": lambda self: self.answer(200, huge_png()),
        "/chunked": chunked,
        "/endless": endless,
        "/announced": lambda self: self.answer(200, b"", Content_Length="15000001"),
        "/drip": drip_body,
        "/drip-header": lambda self: self.drip(b"HTTP/1.1 200 OK\r\nX: " + b"x" * 600),
        "/continue": lambda self: self.drip(b"HTTP/1.1 100 Continue\r\n\r\n" * 100),
        "/hang": lambda self: self.server.closing.wait(60),
        "/cut-off": cut_off,
        "/garbage": lambda self: self.wfile.write(b"SSH-2.0-OpenSSH_9.6\r\n\r\n"),
        "/busy": lambda self: self.answer(429),
        "/error": lambda self: self.answer(500, HTML),
        "/forbidden": lambda self: self.answer(403, HTML),
        "/circle": lambda self: self.answer(302, Location="/circle"),
        "/moved": lambda self: self.answer(301, Location="/good.jpg?again"),
        "/bare": lambda self: self.answer(302),
    }


class _Server(ThreadingHTTPServer):
    daemon_threads = True
    block_on_close = False

    def __init__(self, trust: ssl.SSLContext) -> None:
        super().__init__(("127.0.0.1", 0), _Visit)
        self.requests: list[tuple[str, str, dict[str, str]]] = []
        self.leads: dict[str, str] = {}
        self.closing = threading.Event()
        self._trust = trust
        threading.Thread(target=self.serve_forever, args=(0.02,), daemon=True).start()

    def finish_request(self, request: socket.socket, client_address: tuple[str, int]) -> None:
        with self._trust.wrap_socket(request, server_side=True) as secure:
            super().finish_request(secure, client_address)

    def handle_error(self, *_: object) -> None:
        """Stay silent: broken connections are what this server is for."""


class Hosts:
    def __enter__(self) -> "Hosts":
        authority = trustme.CA()
        self.trust = ssl.create_default_context()
        authority.configure_trust(self.trust)
        served = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        authority.issue_cert(HOST, OTHER).configure_cert(served)
        self._server = _Server(served)
        self.requests, self.leads = self._server.requests, self._server.leads
        self.records: dict[str, list[list[str]]] = {
            HOST: [[PUBLIC]],
            OTHER: [[ALSO_PUBLIC]],
            STRANGER: [[PUBLIC]],
        }
        self.dead: set[str] = set()
        self.looked_up: Counter[str] = Counter()
        self.dialled: list[tuple[str, int]] = []
        return self

    def __exit__(self, *_: object) -> None:
        self._server.closing.set()
        self._server.shutdown()
        self._server.server_close()

    def web(self) -> PublicWeb:
        return PublicWeb(self.look_up, self.dial, lambda: self.trust)

    def look_up(self, host: str, patience: float) -> list[str]:
        self.looked_up[host] += 1
        answers = self.records[host]
        return answers.pop(0) if len(answers) > 1 else answers[0]

    def dial(self, address: tuple[str, int], limit: float) -> socket.socket:
        self.dialled.append(address)
        if address[0] in self.dead:
            raise ConnectionRefusedError
        return socket.create_connection(("127.0.0.1", self._server.server_port), limit)
