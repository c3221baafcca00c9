"""Redis: used while it answers, done without while it does not."""

import logging
import subprocess
import sys
from collections.abc import Iterator
from ssl import SSLCertVerificationError

import pytest
import redis

from deploy.serving import free_port
from tests.conftest import ROOT
from tests.redis_server import Server
from whence.shared import REST, Shared


class Clock:
    def __init__(self) -> None:
        self.now = 0.0

    def __call__(self) -> float:
        return self.now


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture(autouse=True)
def _noted(caplog: pytest.LogCaptureFixture) -> Iterator[None]:
    with caplog.at_level(logging.WARNING, "whence.shared"):
        yield


def test_what_one_machine_keeps_another_finds(redis_server: Server) -> None:
    one, other = Shared(redis_server.url), Shared(redis_server.url)
    one.put("key", b"\x00\xff", 60)
    assert other.get("key") == b"\x00\xff"
    assert other.get("nothing") is None
    assert 0 < redis_server.client.ttl("whence:key") <= 60
    assert one.state == "in use"


def test_without_an_address_nothing_is_kept_and_the_library_stays_away() -> None:
    code = (
        "import sys; from whence.shared import Shared; s = Shared()\n"
        "s.put('a', b'1', 9); print(s.get('a'), s.state, 'redis' in sys.modules)"
    )
    said = subprocess.run(
        [sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, check=True
    )
    assert said.stdout.split() == ["None", "none", "False"]


def test_one_that_is_down_at_the_start_is_said_once(
    clock: Clock, caplog: pytest.LogCaptureFixture
) -> None:
    shared = Shared(f"redis://:secret@127.0.0.1:{free_port()}/0", clock=clock)
    for _ in range(3):
        shared.put("key", b"1", 60)
        assert shared.get("key") is None
        clock.now += 2 * REST
    assert shared.state == "lost"
    assert len(caplog.records) == 1
    assert "secret" not in caplog.text


def test_one_that_goes_and_comes_back_is_used_again(
    redis_server: Server, clock: Clock, caplog: pytest.LogCaptureFixture
) -> None:
    shared = Shared(redis_server.url, clock=clock)
    shared.put("key", b"1", 60)
    redis_server.stop()
    assert shared.get("key") is None
    redis_server.start()
    assert shared.get("key") is None  # left in peace
    clock.now += 2 * REST
    shared.put("key", b"2", 60)
    assert shared.get("key") == b"2"
    assert shared.state == "in use"
    assert [record.getMessage()[:21] for record in caplog.records] == [
        "Redis does not answer",
        "Redis answers again",
    ]


def test_one_that_hangs_is_given_up(redis_server: Server, clock: Clock) -> None:
    shared = Shared(redis_server.url, clock=clock)
    shared.put("key", b"1", 60)
    with redis_server.frozen():
        assert shared.get("key") is None
        assert shared.state == "lost"
    clock.now += 2 * REST
    assert shared.get("key") == b"1"


def test_what_is_wrong_is_told_apart(caplog: pytest.LogCaptureFixture) -> None:
    untrusted = redis.ConnectionError("Error 1 connecting to secret:6380")
    untrusted.__context__ = SSLCertVerificationError("self-signed certificate")
    for error, said in (
        (redis.ConnectionError("secret"), "does not answer (ConnectionError)"),
        (OSError("secret"), "does not answer (OSError)"),
        (redis.OutOfMemoryError("secret"), "refuses what is asked of it (OutOfMemoryError)"),
        (redis.AuthenticationError("secret"), "refuses what is asked of it (AuthenticationError)"),
        (untrusted, "has a certificate that is not trusted (see WHENCE_REDIS_VERIFY)"),
    ):
        Shared("redis://127.0.0.1:1").failed(error)
        assert caplog.messages[-1] == f"Redis {said}; going on without"


def test_one_that_was_never_asked_is_not_said_to_be_used() -> None:
    assert Shared("redis://127.0.0.1:1").state == "unused"
