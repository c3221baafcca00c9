"""Who asks: believed only from proxies that the operator trusts."""

import pytest
from starlette.types import Receive, Scope, Send

from tests.web.layered import INNER, visit
from whence.web.layers.proxies import NOBODY, Proxies, asking, on_this_machine, visitor


def seen(hops: int, **headers: str) -> tuple[str, str]:
    named = {name.replace("_", "-"): value for name, value in headers.items()}
    answer = visit(Proxies(INNER, hops), "10.0.0.9").get("/echo", headers=named).json()
    return answer["client"], answer["scheme"]


FORGED = "6.6.6.6, 203.0.113.7"


@pytest.mark.parametrize(
    ("hops", "forwarded", "client"),
    [
        (0, FORGED, "10.0.0.9"),
        (1, FORGED, "203.0.113.7"),
        (2, FORGED, "6.6.6.6"),
        (3, FORGED, "10.0.0.9"),
        (1, "", "10.0.0.9"),
        (1, "6.6.6.6, nonsense", "10.0.0.9"),
        (1, "6.6.6.6,  203.0.113.7 ", "203.0.113.7"),
        (1, "203.0.113.7:4711", "203.0.113.7"),
        (1, "[2001:db8::1]:4711", "2001:db8::1"),
        (1, "2001:db8::1", "2001:db8::1"),
        (1, "6.6.6.6,", "10.0.0.9"),
    ],
)
def test_the_address_is_the_one_that_the_farthest_trusted_proxy_saw(
    hops: int, forwarded: str, client: str
) -> None:
    assert seen(hops, x_forwarded_for=forwarded)[0] == client


def test_who_asks_is_known_to_those_who_do_not_see_the_request() -> None:
    known: list[str] = []

    async def note(scope: Scope, receive: Receive, send: Send) -> None:
        known.append(asking.get())
        await INNER(scope, receive, send)

    for address in ("192.0.2.1", "2001:db8::1"):
        visit(Proxies(note, 0), address).get("/echo")
    assert known == ["192.0.2.1", "2001:db8::/64"]
    assert asking.get() == NOBODY


def test_a_header_that_comes_twice_is_one_list() -> None:
    twice = [("x-forwarded-for", "6.6.6.6"), ("x-forwarded-for", "203.0.113.7")]
    answer = visit(Proxies(INNER, 1), "10.0.0.9").get("/echo", headers=twice)
    assert answer.json()["client"] == "203.0.113.7"


@pytest.mark.parametrize(
    ("hops", "told", "scheme"),
    [(0, "https", "http"), (1, "https", "https"), (1, "gopher", "http"), (2, "https", "https")],
)
def test_https_is_believed_from_a_trusted_proxy_only(hops: int, told: str, scheme: str) -> None:
    assert seen(hops, x_forwarded_for="1.2.3.4, 5.6.7.8", x_forwarded_proto=told)[1] == scheme


@pytest.mark.parametrize(
    ("address", "counted"),
    [
        ("192.0.2.1", "192.0.2.1"),
        ("::ffff:192.0.2.1", "192.0.2.1"),
        ("2001:db8:1:2:3:4:5:6", "2001:db8:1:2::/64"),
        ("fe80::1%eth0", "fe80::/64"),
        ("testclient", "unknown"),
        (None, "unknown"),
    ],
)
def test_an_ipv6_network_is_one_visitor(address: str | None, counted: str) -> None:
    assert visitor({"client": None if address is None else (address, 1)}) == counted


@pytest.mark.parametrize(
    ("address", "headers", "here"),
    [
        ("127.0.0.1", [], True),
        ("::1", [], True),
        ("::ffff:127.0.0.1", [], True),
        ("127.0.0.1", [(b"x-forwarded-for", b"127.0.0.1")], False),
        ("127.0.0.1", [(b"forwarded", b"for=127.0.0.1")], False),
        ("192.0.2.1", [], False),
    ],
)
def test_only_a_program_of_this_machine_is_on_it(
    address: str, headers: list[tuple[bytes, bytes]], here: bool
) -> None:
    assert on_this_machine({"client": (address, 1), "headers": headers}) is here
