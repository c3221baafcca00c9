"""How often a visitor may ask, alone and with others, on one machine and on several."""

import logging
import time
from collections.abc import Iterator

import pytest
import time_machine
from prometheus_client import REGISTRY
from redis import Redis
from starlette.testclient import TestClient
from starlette.types import ASGIApp, Receive, Scope, Send

from deploy.serving import free_port
from tests.redis_server import Server
from tests.web.layered import INNER, visit
from whence.settings import Settings
from whence.shared import Shared
from whence.web.layers import calls
from whence.web.layers.limits import CORRECTIONS, Counts, Limits, allowances, correction, kind_of
from whence.web.layers.proxies import Proxies

CORRECTION = "..thanks.children...note.value.."


def guarded(shared: Shared | None = None, hops: int = 1, **settings: int) -> ASGIApp:
    chosen = Settings(**{"calls_a_minute": 3, "uploads_a_minute": 2} | settings)
    counts = Counts(allowances(chosen), shared or Shared())
    return Proxies(Limits(Limits(INNER, counts, correction), counts, kind_of), hops)


@pytest.fixture
def visitor() -> Iterator[TestClient]:
    with visit(guarded()) as client:
        yield client


def statuses(client: TestClient, count: int, path: str = "/try", **headers: str) -> list[int]:
    named = {name.replace("_", "-"): value for name, value in headers.items()}
    return [client.post(path, headers=named).status_code for _ in range(count)]


@pytest.mark.parametrize("path", ["/try", "/api/v1/predict", "/scorefile/", "/_dash-mcp"])
def test_what_costs_is_refused_when_it_becomes_too_much(visitor: TestClient, path: str) -> None:
    assert statuses(visitor, 3, path) == [200, 200, 429]
    answer = visitor.post(path)
    assert 1 <= int(answer.headers["retry-after"]) <= 60
    assert "seconds" in answer.text


def test_callbacks_pictures_and_what_the_api_reads_are_counted_together() -> None:
    with visit(guarded(calls_a_minute=4)) as client:
        assert statuses(client, 1, "/_dash-update-component") == [200]
        for path in ("/pictures/a", "/play/pictures/2026-11-21/1", "/api/v1/paintings"):
            assert client.get(path).status_code == 200
        assert client.get("/pictures/b").status_code == 429


def test_who_is_refused_is_counted_by_kind(visitor: TestClient) -> None:
    def refused(kind: str) -> float:
        return REGISTRY.get_sample_value("whence_rate_limited_total", {"kind": kind}) or 0

    before = refused("calls"), refused("uploads")
    statuses(visitor, 4)
    assert (refused("calls"), refused("uploads")) == (before[0], before[1] + 2)


def test_what_was_uploaded_leaves_as_many_calls_where_both_have_one_limit() -> None:
    with visit(guarded(calls_a_minute=2, uploads_a_minute=2)) as client:
        assert statuses(client, 3) == [200, 200, 429]
        assert statuses(client, 3, "/_dash-update-component") == [200, 200, 429]


def test_pages_and_health_are_never_refused(visitor: TestClient) -> None:
    statuses(visitor, 9)
    for path in ("/", "/statistics", "/healthz", "/assets/style.css", "/try"):
        assert visitor.get(path).status_code == 200


def test_visitors_are_told_apart_by_what_a_trusted_proxy_says(visitor: TestClient) -> None:
    assert statuses(visitor, 3, x_forwarded_for="6.6.6.6, 203.0.113.1") == [200, 200, 429]
    assert statuses(visitor, 1, x_forwarded_for="7.7.7.7, 203.0.113.1") == [429]
    assert statuses(visitor, 2, x_forwarded_for="6.6.6.6, 203.0.113.2") == [200, 200]


def test_without_a_trusted_proxy_nobody_escapes_by_a_header() -> None:
    with visit(guarded(hops=0)) as client:
        for number in range(2):
            assert statuses(client, 1, x_forwarded_for=f"203.0.113.{number}") == [200]
        assert statuses(client, 1, x_forwarded_for="203.0.113.9") == [429]


def test_one_ipv6_network_is_one_visitor(visitor: TestClient) -> None:
    for end in ("1", "2:3"):
        assert statuses(visitor, 1, x_forwarded_for=f"2001:db8::{end}") == [200]
    assert statuses(visitor, 1, x_forwarded_for="2001:db8::4") == [429]
    assert statuses(visitor, 1, x_forwarded_for="2001:db8:0:1::1") == [200]


def test_nought_is_any_number() -> None:
    with visit(guarded(calls_a_minute=0, uploads_a_minute=0)) as client:
        assert set(statuses(client, 30) + statuses(client, 30, calls.PATH)) == {200}
    with visit(correcting(guarded(calls_a_minute=0))) as client:
        assert set(statuses(client, CORRECTIONS + 1, calls.PATH)) == {200}


def correcting(limited: ASGIApp) -> ASGIApp:
    """Say of every call what `Calls` says of a correction."""

    async def called(scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] == "http":
            scope[calls.OUTPUT] = CORRECTION
        await limited(scope, receive, send)

    return called


def test_corrections_are_few_among_many_calls() -> None:
    with visit(correcting(guarded(calls_a_minute=1000))) as client:
        assert set(statuses(client, CORRECTIONS, calls.PATH)) == {200}
        assert statuses(client, 1, calls.PATH) == [429]


@pytest.mark.parametrize("days", [-400, -1, 1, 400])
def test_nobody_waits_longer_because_the_clock_was_set(days: int) -> None:
    now = time.time()
    with visit(guarded()) as client:
        with time_machine.travel(now):
            assert statuses(client, 3) == [200, 200, 429]
        with time_machine.travel(now + days * 24 * 3600):
            assert statuses(client, 3) == [200, 200, 429]
            assert int(client.post("/try").headers["retry-after"]) <= 60


def test_machines_count_together_through_redis(redis_server: Server) -> None:
    with (
        visit(guarded(Shared(redis_server.url))) as one,
        visit(guarded(Shared(redis_server.url))) as other,
    ):
        assert statuses(one, 1) + statuses(other, 2) == [200, 200, 429]
        assert statuses(one, 1) == [429]
    keys = redis_server.client.keys()
    assert keys
    assert not [key for key in keys if b"192.0.2.1" in key]


def test_who_tries_all_addresses_finds_none_in_redis(redis_server: Server) -> None:
    """The names are of the address and of Redis' own, which has a password in it."""
    names = []
    for url in (redis_server.url, redis_server.url.removesuffix("0") + "1"):
        with visit(guarded(Shared(url))) as client:
            statuses(client, 1)
        names.append(Redis.from_url(url).keys())
    assert all(names)
    assert names[0] != names[1]


@pytest.fixture
def sharing(redis_server: Server, caplog: pytest.LogCaptureFixture) -> Iterator[TestClient]:
    """A visitor of a machine that has counted one request in Redis, whose warnings are kept."""
    shared = Shared(redis_server.url)
    with caplog.at_level(logging.WARNING, "whence.shared"), visit(guarded(shared)) as client:
        assert statuses(client, 1) == [200]
        yield client


def test_a_redis_that_is_lost_mid_way_refuses_nobody_and_is_said_once(
    redis_server: Server, sharing: TestClient, caplog: pytest.LogCaptureFixture
) -> None:
    redis_server.stop()
    assert statuses(sharing, 3) == [200, 200, 429]
    assert len(caplog.records) == 1


def test_a_redis_that_comes_back_is_used_again_and_that_is_said(
    redis_server: Server, caplog: pytest.LogCaptureFixture
) -> None:
    shared = Shared(redis_server.url, rest=0)
    with caplog.at_level(logging.WARNING, "whence.shared"), visit(guarded(shared)) as client:
        redis_server.stop()
        assert statuses(client, 1) == [200]
        redis_server.start()
        assert statuses(client, 1) == [200]
        assert redis_server.client.keys()
    assert shared.state == "in use"
    assert caplog.messages[-1] == "Redis answers again"


def test_a_connection_that_redis_closed_meanwhile_is_no_trouble(
    redis_server: Server, sharing: TestClient, caplog: pytest.LogCaptureFixture
) -> None:
    redis_server.stop()
    redis_server.start()
    assert statuses(sharing, 1) == [200]
    assert redis_server.client.keys()
    assert caplog.messages == []


def test_a_redis_that_never_was_there_or_hangs_is_done_without(redis_server: Server) -> None:
    with visit(guarded(Shared(f"redis://127.0.0.1:{free_port()}/0"))) as client:
        assert statuses(client, 3) == [200, 200, 429]
    with redis_server.frozen(), visit(guarded(Shared(redis_server.url))) as client:
        start = time.monotonic()
        assert statuses(client, 3) == [200, 200, 429]
        assert time.monotonic() - start < 4  # the library's own patience is many seconds
