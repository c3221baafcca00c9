"""A museum on 127.0.0.1 that misbehaves in every way we have heard of.

`with Trouble() as museum:` serves `museum.url("/good/1.jpg")` and the paths of `Visit.WAYS`;
`museum.asked` counts the requests for each path. `museum.elsewhere` is the origin of a second
server, on another port, that nobody should be sent to; `museum.strayed` counts who was.
"""

import contextlib
import socket
import struct
import threading
import zlib
from collections import Counter
from collections.abc import Callable
from functools import cache, cached_property
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import ClassVar
from urllib.parse import urlsplit

import cv2
import numpy as np

HTML = b"<!doctype html><title>Access denied</title><p>You have been blocked."


@cache
def picture(number: int = 1, suffix: str = ".jpg", width: int = 320, height: int = 240) -> bytes:
    """A good picture, a different one for each number."""
    rough = np.random.default_rng(number).integers(0, 255, (4, 5, 3), dtype=np.uint8)
    smooth = cv2.resize(rough, (width, height), interpolation=cv2.INTER_CUBIC)
    return cv2.imencode(suffix, smooth)[1].tobytes()


def chunk(kind: bytes, data: bytes) -> bytes:
    """One chunk of a PNG."""
    return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))


@cache
def huge_png(side: int = 30_000) -> bytes:
    """A valid PNG of side × side pixels in a few kilobytes."""
    packer, row = zlib.compressobj(9), bytes(1 + (side + 7) // 8)
    rows = b"".join(packer.compress(row) for _ in range(side)) + packer.flush()
    header = chunk(b"IHDR", struct.pack(">IIBBBBB", side, side, 1, 0, 0, 0, 0))
    return b"\x89PNG\r\n\x1a\n" + header + chunk(b"IDAT", rows) + chunk(b"IEND", b"")


class Visit(BaseHTTPRequestHandler):
    """One request; the path says what goes wrong."""

    protocol_version = "HTTP/1.1"
    server: "_Server"

    def do_GET(self) -> None:
        path = urlsplit(self.path).path  # a proxy is asked with the whole address
        self.server.asked[path] += 1
        self.times = self.server.asked[path]
        way = self.WAYS.get(path)
        with contextlib.suppress(OSError):
            if path.startswith("/good/"):
                self.good(int("".join(filter(str.isdigit, path))))
            elif way is None:
                self.answer(404, HTML, "text/html")
            else:
                way(self)

    def log_message(self, *_: object) -> None:
        pass

    def answer(self, status: int, body: bytes = b"", kind: str = "image/jpeg", **more: str) -> None:
        self.send_response(status)
        fields = {"Content-Type": kind, "Content-Length": str(len(body))} | {
            name.replace("_", "-"): value for name, value in more.items()
        }
        for name, value in fields.items():
            self.send_header(name, value)
        self.end_headers()
        self.wfile.write(body)

    def good(self, number: int = 1) -> None:
        self.answer(200, picture(number))

    def to(self, address: str) -> None:
        self.answer(302, Location=address)

    def drip(self, data: bytes) -> None:
        """Send a byte a second, until the museum closes."""
        for at in range(len(data)):
            self.wfile.write(data[at : at + 1])
            if self.server.closing.wait(1):
                return

    def drip_body(self) -> None:
        self.answer(200, b"", Content_Length=str(len(picture())))
        self.drip(picture())

    def endless(self, status: int = 200) -> None:
        self.send_response(status)
        self.send_header("Location", "/good/1.jpg")
        self.end_headers()
        self.wfile.write(picture())
        while not self.server.closing.is_set():
            self.wfile.write(bytes(65_536))

    def reset(self) -> None:
        self.connection.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
        self.connection.close()
        self.close_connection = True

    def cut_off(self) -> None:
        self.answer(200, picture()[:-900], Content_Length=str(len(picture())))
        self.close_connection = True

    def missing_cut_off(self) -> None:
        self.answer(404, b"", "text/html", Content_Length=str(len(HTML)))
        self.close_connection = True

    def at_second_try(self, failure: Callable[["Visit"], None]) -> None:
        failure(self) if self.times == 1 else self.good()

    WAYS: ClassVar[dict[str, Callable[["Visit"], None]]] = {
        "/forbidden": lambda self: self.answer(403, HTML, "text/html"),
        "/error": lambda self: self.answer(500, HTML, "text/html"),
        "/busy": lambda self: self.answer(429, Retry_After="60"),
        "/busy-once": lambda self: self.at_second_try(lambda v: v.answer(429, Retry_After="0")),
        "/busy-until-once": lambda self: self.at_second_try(
            lambda v: v.answer(503, Retry_After="Fri, 01 Jan 2100 00:00:00 GMT")
        ),
        "/error-once": lambda self: self.at_second_try(lambda v: v.answer(503)),
        "/reset-once": lambda self: self.at_second_try(Visit.reset),
        "/reset": reset,
        "/hang": lambda self: self.server.closing.wait(60),
        "/drip": drip_body,
        "/drip-header": lambda self: self.drip(b"HTTP/1.1 200 OK\r\nX: " + b"x" * 600),
        "/cut-off": cut_off,
        "/missing-cut-off": missing_cut_off,
        "/in-part": lambda self: self.answer(206, picture()[:-900]),
        "/endless": endless,
        "/truncated": lambda self: self.answer(200, picture()[:-900]),
        "/huge.png": lambda self: self.answer(200, huge_png(), "image/png"),
        "/html": lambda self: self.answer(200, HTML),
        "/plain": lambda self: self.answer(200, picture(), "text/plain"),
        "/empty": lambda self: self.answer(200),
        "/cookie": lambda self: self.answer(200, str(self.headers).encode(), Set_Cookie="a=b"),
        "/moved": lambda self: self.to("/good/1.jpg"),
        # As a museum writes it that has its addresses in UTF-8 and does not quote them.
        "/moved/to-letters": lambda self: self.to("/é.jpg".encode().decode("latin-1")),
        "/%C3%A9.jpg": lambda self: self.good(1),
        "/moved/hang": lambda self: self.to("/hang"),
        "/moved/endless": lambda self: self.endless(302),
        "/moved/to-other-port": lambda self: self.to(f"{self.server.elsewhere}/good/1.jpg"),
        "/moved/to-private": lambda self: self.to("http://10.0.0.1/good/1.jpg"),
        "/moved/to-metadata": lambda self: self.to("http://169.254.169.254/latest/meta-data"),
        "/moved/to-file": lambda self: self.to("file:///etc/passwd"),
        "/moved/to-nonsense": lambda self: self.to("http://[broken"),
        "/moved/in-circles": lambda self: self.to("/moved/in-circles"),
    }


class _Server(ThreadingHTTPServer):
    daemon_threads = True
    block_on_close = False
    request_queue_size = 64

    def __init__(self, elsewhere: str = "") -> None:
        super().__init__(("127.0.0.1", 0), Visit)
        self.asked: Counter[str] = Counter()
        self.closing = threading.Event()
        self.elsewhere = elsewhere
        threading.Thread(target=self.serve_forever, args=(0.02,), daemon=True).start()

    def handle_error(self, *_: object) -> None:
        """Stay silent: broken connections are what this server is for."""

    @cached_property
    def origin(self) -> str:
        return f"http://127.0.0.1:{self.server_port}"

    def end(self) -> None:
        self.closing.set()
        self.shutdown()
        self.server_close()


class Trouble:
    """The museum and, on another port, the place its bad redirects lead to."""

    def __enter__(self) -> "Trouble":
        self._other = _Server()
        self._server = _Server(self._other.origin)
        self.origin, self.elsewhere = self._server.origin, self._other.origin
        self.asked, self.strayed = self._server.asked, self._other.asked
        return self

    def __exit__(self, *_: object) -> None:
        self._server.end()
        self._other.end()

    def url(self, path: str) -> str:
        """The address of one of the paths."""
        return self.origin + path
