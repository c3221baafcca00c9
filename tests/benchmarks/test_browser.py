"""A visitor's browser: what it takes for a failure, and that it gives up some day."""

import threading
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import pytest

from benchmarks import browser
from benchmarks.browser import Browser, NoAnswer, Notes
from benchmarks.faults.outcome import fine


@contextmanager
def answering(status: int, **headers: str) -> Iterator[int]:
    """Serve that one answer to everybody; return the port."""

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            self.send_response(status)
            for name, value in headers.items():
                self.send_header(name.replace("_", "-"), value)
            self.send_header("Content-Length", "0")
            self.end_headers()

        def log_message(self, *args: object) -> None:
            pass

    with ThreadingHTTPServer(("127.0.0.1", 0), Handler) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        yield server.server_port
        server.shutdown()


@pytest.mark.parametrize(
    ("status", "failures"), [(200, 0), (204, 0), (429, 0), (404, 1), (400, 1), (500, 1)]
)
def test_whatever_is_of_no_use_is_a_failure(status: int, failures: int) -> None:
    notes = Notes()
    with answering(status) as port:
        visitor = Browser(port, "10.0.0.1", notes)
        if status in (200, 204):
            visitor.ask("page", "/")
        else:
            with pytest.raises(NoAnswer):
                visitor.ask("page", "/")
    assert notes.failures == notes.facts()["failures"] == failures
    assert fine(notes) == (not failures)


def test_who_is_always_told_to_come_again_gives_up(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(browser, "PATIENCE", 0.2)
    notes = Notes()
    with answering(503, Retry_After="0.05") as port, pytest.raises(NoAnswer):
        Browser(port, "10.0.0.1", notes).ask("page", "/")
    assert notes.failures == 1
    assert notes.facts()["told_to_come_again"] > 1
