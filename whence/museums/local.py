"""A museum of one's own: a folder of pictures over HTTP, for this machine only."""

from collections.abc import Iterator
from contextlib import contextmanager
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Thread


class _Pictures(SimpleHTTPRequestHandler):
    """Serves files under the folder; lists no folders and logs nothing."""

    protocol_version = "HTTP/1.1"
    timeout = 30  # a silent visitor must not keep a thread for ever

    def list_directory(self, path: object) -> None:
        self.send_error(404)

    def log_message(self, *_: object) -> None:
        pass


@contextmanager
def local_museum(folder: Path, port: int = 0) -> Iterator[str]:
    """Serve the files under `folder` on 127.0.0.1 while the context lasts; yield the origin.

    Port 0 takes any free one. Raises OSError where the port is taken.
    """
    handler = partial(_Pictures, directory=str(folder))
    with ThreadingHTTPServer(("127.0.0.1", port), handler) as server:
        server.daemon_threads = True
        thread = Thread(target=server.serve_forever, daemon=True)
        thread.start()
        try:
            yield f"http://127.0.0.1:{server.server_port}"
        finally:
            server.shutdown()
            thread.join()
