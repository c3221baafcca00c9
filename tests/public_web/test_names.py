import socket
import threading
import time
from collections.abc import Iterator
from concurrent.futures import Future

import pytest

from tests.test_threads import no_thread
from whence.public_web import names


@pytest.fixture
def hanging(monkeypatch: pytest.MonkeyPatch) -> Iterator[list[str]]:
    """A resolver that never answers; what it was asked."""
    asked: list[str] = []
    closing = threading.Event()

    def hang(host: str, *_: object, **__: object) -> list[object]:
        asked.append(host)
        closing.wait(60)
        return []

    monkeypatch.setattr(socket, "getaddrinfo", hang)
    room = threading.BoundedSemaphore(2)
    monkeypatch.setattr(names, "_room", room)
    yield asked
    closing.set()
    for _ in asked:
        room.acquire(timeout=60)  # the threads have ended


def test_names_are_asked_for_as_absolute_ones(monkeypatch: pytest.MonkeyPatch) -> None:
    def answer(host: str, port: int, **_: object) -> list[object]:
        assert (host, port) == ("example.org.", 443)
        return [(2, 1, 6, "", ("192.0.2.1", 443)), (10, 1, 6, "", ("2001:db8::1", 443, 0, 0))]

    monkeypatch.setattr(socket, "getaddrinfo", answer)
    assert names.addresses_of("example.org", 5) == ["192.0.2.1", "2001:db8::1"]


def test_an_unknown_name_is_an_error(monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(*_: object, **__: object) -> None:
        raise socket.gaierror(socket.EAI_NONAME, "unknown")

    monkeypatch.setattr(socket, "getaddrinfo", fail)
    for _ in range(2 * names.MOST_LOOKUPS):  # each makes room for the next
        with pytest.raises(OSError, match="unknown"):
            names.addresses_of("nowhere.example", 5)


def test_a_machine_without_threads_recovers(monkeypatch: pytest.MonkeyPatch) -> None:
    answers = [(2, 1, 6, "", ("192.0.2.1", 443))]
    monkeypatch.setattr(socket, "getaddrinfo", lambda *_, **__: answers)
    with monkeypatch.context() as full:
        full.setattr(threading.Thread, "start", no_thread)
        for _ in range(names.MOST_LOOKUPS):
            with pytest.raises(OSError, match="no thread left"):
                names.addresses_of("example.org", 0.1)
    assert names.addresses_of("example.org", 5) == ["192.0.2.1"]


def test_a_hanging_resolver_is_not_waited_for_nor_asked_without_end(hanging: list[str]) -> None:
    start = time.monotonic()
    for number in range(4):
        with pytest.raises(TimeoutError):
            names.addresses_of(f"host-{number}.example", 0.05)
    assert time.monotonic() - start < 5
    assert hanging == ["host-0.example.", "host-1.example."]


def test_the_wait_for_room_counts(monkeypatch: pytest.MonkeyPatch) -> None:
    class Crowded:
        def acquire(self, timeout: float) -> bool:
            monkeypatch.setattr("time.monotonic", lambda: began + 1.5)
            return True

    class Answer(Future[list[str]]):
        def result(self, timeout: float | None = None) -> list[str]:
            assert timeout == pytest.approx(0.5)
            return ["192.0.2.1"]

    began = time.monotonic()
    monkeypatch.setattr("time.monotonic", lambda: began)
    monkeypatch.setattr(names, "_room", Crowded())
    monkeypatch.setattr(names, "begun", lambda _: Answer())
    assert names.addresses_of("example.org", 2.0) == ["192.0.2.1"]
