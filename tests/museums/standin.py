"""A museum's API and its pictures on 127.0.0.1, with the failures that the real ones have.

`asked` counts requests and `answered` those that got a good answer, by path and query.
`fails[address]` lists what goes wrong with its next requests, one word each. `patience` is how many
requests in a minute of `now` it suffers before it turns everybody away with a web page until it
has been left alone for 15 minutes. At request number `kill_at` it kills the process whose number
`victim` holds.
"""

import contextlib
import json
import os
import signal
import socket
import struct
import threading
from collections import Counter, defaultdict
from collections.abc import Callable
from concurrent.futures import Future
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any
from urllib.parse import parse_qsl, unquote, urlsplit

from tests.museums.trouble import HTML, picture


class Visit(BaseHTTPRequestHandler):
    """One request."""

    protocol_version = "HTTP/1.1"
    disable_nagle_algorithm = True  # header and body are two writes, 40 ms apart otherwise
    server: "_Server"

    def do_GET(self) -> None:
        museum = self.server.museum
        with contextlib.suppress(OSError):
            if museum.enter(self.path):
                failure = museum.fails[self.path].pop(0) if museum.fails[self.path] else ""
                getattr(self, failure)() if failure else self.good(museum)
            else:
                self.send(403, HTML, "text/html")

    def good(self, museum: "StandIn") -> None:
        status, body = museum.answer(self.path)
        kind = "application/json" if isinstance(body, dict) else "image/jpeg"
        if status == 200:
            museum.answered[self.path] += 1
        if status == 302:
            self.send(302, b"", kind, Location=str(body["to"]))
        else:
            self.send(status, body if isinstance(body, bytes) else json.dumps(body).encode(), kind)

    def send(self, status: int, body: bytes, kind: str, **more: str) -> None:
        self.send_response(status)
        fields = {"Content-Type": kind, "Content-Length": str(len(body))} | more
        for name, value in fields.items():
            self.send_header(name, value)
        self.end_headers()
        self.wfile.write(body)

    def reset(self) -> None:
        self.connection.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
        self.connection.close()
        self.close_connection = True

    def garbage(self) -> None:
        self.send(200, b'{"objectID": 1, "title": "Cra', "application/json")

    def odd(self) -> None:
        self.send(200, b'{"surprise": []}', "application/json")

    def busy(self) -> None:
        self.send(429, HTML, "text/html", **{"Retry-After": "120"})

    def tomorrow(self) -> None:
        self.send(429, HTML, "text/html", **{"Retry-After": "86400"})

    def error(self) -> None:
        self.send(503, HTML, "text/html")

    def page(self) -> None:
        self.send(200, b"\n" + HTML, "text/html")

    def moved(self) -> None:
        self.send(404, HTML, "text/html")

    def forbidden(self) -> None:
        self.send(403, HTML, "text/html")

    def log_message(self, *_: object) -> None:
        pass


class _Server(ThreadingHTTPServer):
    daemon_threads = True
    block_on_close = False
    museum: "StandIn"

    def handle_error(self, *_: object) -> None:
        """Stay silent: broken connections are what this server is for."""


class StandIn:
    """A museum; subclasses answer for its API."""

    api_path = ""

    def __init__(self, now: Callable[[], float] = lambda: 0.0) -> None:
        self.now = now
        self.patience: int | None = None
        self.fails: defaultdict[str, list[str]] = defaultdict(list)
        self.asked: Counter[str] = Counter()
        self.answered: Counter[str] = Counter()
        self.pictures: dict[str, bytes | str] = {}
        self.kill_at: int | None = None
        self.victim: Future[int] = Future()
        self._recent: list[float] = []
        self._angry_until = -1.0
        self._lock = threading.Lock()

    def __enter__(self) -> Any:
        self._server = _Server(("127.0.0.1", 0), Visit)
        self._server.museum = self
        threading.Thread(target=self._server.serve_forever, args=(0.02,), daemon=True).start()
        self.origin = f"http://127.0.0.1:{self._server.server_port}"
        self.api = self.origin + self.api_path
        return self

    def __exit__(self, *_: object) -> None:
        self._server.shutdown()
        self._server.server_close()

    def enter(self, path: str) -> bool:
        """Count a request; tell whether the museum still puts up with the visitor."""
        with self._lock:
            self.asked[path] += 1
            if self.asked.total() == self.kill_at:
                os.kill(self.victim.result(), signal.SIGKILL)
                raise OSError("the visitor is gone")
            if self.patience is None:
                return True
            now = self.now()
            self._recent = [*(at for at in self._recent if at > now - 60), now]
            if len(self._recent) > self.patience or now < self._angry_until:
                self._angry_until = now + 15 * 60
                return False
            return True

    def hang(self, name: str, number: int) -> str:
        """Put a picture on the wall and return its address, as the museum would write it."""
        self.pictures[f"/pictures/{name}"] = picture(number)
        return f"{self.origin}/pictures/{name}"

    def answer(self, path: str) -> tuple[int, Any]:
        parts = urlsplit(path)
        hung = self.pictures.get(unquote(parts.path))
        if isinstance(hung, str):
            return 302, {"to": hung}
        if hung is not None:
            return 200, hung
        return self.told(parts.path.removeprefix(self.api_path), dict(parse_qsl(parts.query)))

    def told(self, path: str, query: dict[str, str]) -> tuple[int, Any]:
        """Answer a question to the API."""
        return 404, HTML
