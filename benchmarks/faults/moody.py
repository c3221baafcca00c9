"""A museum that can be told to be down, slow or lying, and to be well again."""

import threading
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any, Literal

from benchmarks.museum import PICTURES
from deploy.serving import free_port

Way = Literal["well", "slow", "html", "garbage", "cut off"]

HTML = b"<!doctype html><title>Maintenance</title><p>Come back later."
SLOW = 30.0


class _Visit(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    server: "_Server"

    def do_GET(self) -> None:
        number = self.path.strip("/").removesuffix(".jpg")
        picture = PICTURES[int(number) % len(PICTURES)] + number.encode()
        museum = self.server.museum
        museum.asked += 1
        if museum.way == "slow":
            museum.changed.wait(SLOW)
        if museum.closed:
            self.close_connection = True
            return
        bodies = {"html": HTML, "garbage": bytes(reversed(picture)), "cut off": picture[:-900]}
        body = bodies.get(museum.way, picture)
        self.send_response(200)
        self.send_header("Content-Type", "image/jpeg")
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *_: object) -> None:
        """Say nothing."""


class _Server(ThreadingHTTPServer):
    daemon_threads = True
    block_on_close = False
    request_queue_size = 64
    museum: "Museum"

    def handle_error(self, *_: Any) -> None:
        """Say nothing of who hung up."""


class Museum:
    """At one address of this machine; `asked` counts the pictures that were asked for."""

    def __init__(self) -> None:
        self._port = free_port()
        self.url = f"http://127.0.0.1:{self._port}"
        self.asked = 0
        self.way: Way = "well"
        self.closed = True
        self.changed = threading.Event()
        self._server: _Server | None = None

    def be(self, way: Way) -> None:
        """Answer so from now on; who waits is answered at once."""
        self.way = way
        self.changed.set()
        self.changed = threading.Event()

    def open(self) -> None:
        """Begin to listen."""
        self._server = _Server(("127.0.0.1", self._port), _Visit)
        self._server.museum = self
        self.closed = False
        threading.Thread(target=self._server.serve_forever, args=(0.1,), daemon=True).start()

    def close(self) -> None:
        """Refuse connections from now on, and hang up at the next request of those there are."""
        self.closed = True
        if self._server is not None:
            self._server.shutdown()
            self._server.server_close()
            self._server = None

    def __enter__(self) -> "Museum":
        self.open()
        return self

    def __exit__(self, *_: object) -> None:
        self.be("well")
        self.close()
