import socket
import ssl
import threading
import time
from collections.abc import Iterator

import pytest

from tests.museums.trouble import huge_png, picture
from tests.public_web.hosts import ALSO_PUBLIC, HOST, OTHER, PUBLIC, STRANGER, Hosts
from whence.pictures import PictureError
from whence.public_web import client
from whence.public_web.client import MOST_REDIRECTS, PublicWeb
from whence.public_web.errors import UrlError


@pytest.fixture
def hosts() -> Iterator[Hosts]:
    with Hosts() as hosts:
        yield hosts


def get(hosts: Hosts, path: str, host: str = HOST, patience: float = 20.0) -> bytes:
    return hosts.web().picture(f"https://{host}{path}", patience)


@pytest.mark.parametrize("path", ["/good.jpg", "/plain", "/chunked", "/moved", "/good.jpg?a#b"])
def test_gives_the_picture(hosts: Hosts, path: str) -> None:
    assert get(hosts, path) == picture()
    assert set(hosts.dialled) == {(PUBLIC, 443)}


@pytest.mark.parametrize("status", [301, 302, 303, 307, 308])
def test_every_kind_of_redirect_is_followed(hosts: Hosts, status: int) -> None:
    assert get(hosts, f"/by/{status}") == picture()


def test_asks_by_name_and_says_little(hosts: Hosts, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("https_proxy", "http://127.0.0.1:1")
    assert get(hosts, "/good.jpg?a=b") == picture()
    [(host, path, headers)] = hosts.requests
    assert (host, path) == (HOST, "/good.jpg?a=b")
    assert set(headers) == {"Host", "User-Agent", "Accept", "Accept-Encoding", "Connection"}


@pytest.mark.parametrize(
    "addresses",
    [
        ["127.0.0.1"],
        ["10.0.0.1"],
        ["169.254.169.254"],
        ["100.64.0.1"],
        ["::1"],
        ["::ffff:10.0.0.1"],
        ["64:ff9b::a00:1"],
        ["2002:a00:1::"],
        ["fe80::1%2"],
        [PUBLIC, "10.0.0.1"],
        [ALSO_PUBLIC, PUBLIC, "::1"],
        [],
        ["no address"],
    ],
)
def test_a_name_with_one_address_of_ours_is_not_asked(hosts: Hosts, addresses: list[str]) -> None:
    hosts.records[HOST] = [addresses]
    with pytest.raises(UrlError) as refusal:
        get(hosts, "/good.jpg")
    assert refusal.value.code == "not-public"
    assert not hosts.dialled
    assert not any(address in str(refusal.value) for address in addresses)


def unheard_of(code: int) -> PublicWeb:
    def look_up(*_: object) -> list[str]:
        raise socket.gaierror(code, "unheard of")

    return PublicWeb(look_up)


def test_a_name_that_nobody_has_is_told_like_one_inside_our_network() -> None:
    with pytest.raises(UrlError) as refusal:
        unheard_of(socket.EAI_NONAME).picture("https://inside.example.org/")
    assert refusal.value.code == "not-public"
    with pytest.raises(UrlError) as refusal:  # those who know are not to be had
        unheard_of(socket.EAI_AGAIN).picture("https://inside.example.org/")
    assert refusal.value.code == "unreachable"


def test_a_name_that_changes_its_mind_is_resolved_once(hosts: Hosts) -> None:
    hosts.records[HOST] = [[PUBLIC], ["127.0.0.1"]]
    assert get(hosts, "/good.jpg") == picture()
    assert hosts.looked_up[HOST] == 1
    assert hosts.dialled == [(PUBLIC, 443)]


def test_a_redirect_to_a_name_that_changed_its_mind_is_refused(hosts: Hosts) -> None:
    hosts.records[HOST] = [[PUBLIC], ["127.0.0.1"]]
    with pytest.raises(UrlError) as refusal:
        get(hosts, "/moved")
    assert refusal.value.code == "not-public"
    assert hosts.dialled == [(PUBLIC, 443)]


@pytest.mark.parametrize(
    ("location", "code"),
    [
        ("https://inside.example.org/", "not-public"),
        ("https://127.0.0.1/", "not-an-url"),
        ("https://169.254.169.254/latest/meta-data/", "not-an-url"),
        ("http://pictures.example.org/good.jpg", "not-an-url"),
        ("https://pictures.example.org:8443/good.jpg", "not-an-url"),
        ("file:///etc/passwd", "not-an-url"),
        ("https://[broken", "not-an-url"),
    ],
)
def test_every_redirect_is_judged(hosts: Hosts, location: str, code: str) -> None:
    hosts.records["inside.example.org"] = [["10.0.0.1"]]
    hosts.leads["/to/elsewhere"] = location
    with pytest.raises(UrlError) as refusal:
        get(hosts, "/to/elsewhere")
    assert refusal.value.code == code
    assert len(hosts.dialled) == 1


def test_a_redirect_to_another_public_host_is_followed(hosts: Hosts) -> None:
    hosts.leads["/to/other"] = f"https://{OTHER}/good.jpg"
    assert get(hosts, "/to/other") == picture()
    assert [host for host, *_ in hosts.requests] == [HOST, OTHER]
    assert hosts.dialled == [(PUBLIC, 443), (ALSO_PUBLIC, 443)]


@pytest.mark.parametrize("path", ["/circle", "/bare"])
def test_redirects_end(hosts: Hosts, path: str) -> None:
    with pytest.raises(UrlError) as refusal:
        get(hosts, path)
    assert refusal.value.code == "not-found"
    assert len(hosts.requests) == 1 + MOST_REDIRECTS


def test_the_next_address_is_tried_where_one_is_dead(hosts: Hosts) -> None:
    hosts.records[HOST] = [[ALSO_PUBLIC, PUBLIC]]
    hosts.dead = {ALSO_PUBLIC}
    assert get(hosts, "/good.jpg") == picture()
    assert hosts.dialled == [(ALSO_PUBLIC, 443), (PUBLIC, 443)]
    hosts.dead = {ALSO_PUBLIC, PUBLIC}
    with pytest.raises(UrlError, match="cannot be reached"):
        get(hosts, "/good.jpg")


def test_not_every_one_of_many_dead_addresses_is_tried(hosts: Hosts) -> None:
    addresses = [f"8.8.8.{number}" for number in range(2 * client.MOST_ADDRESSES)]
    hosts.records[HOST] = [addresses]
    hosts.dead = set(addresses)
    with pytest.raises(UrlError, match="cannot be reached"):
        get(hosts, "/good.jpg")
    assert hosts.dialled == [(address, 443) for address in addresses[: client.MOST_ADDRESSES]]


def test_an_address_that_is_named_again_is_no_other_one(hosts: Hosts) -> None:
    hosts.records[HOST] = [[ALSO_PUBLIC] * client.MOST_ADDRESSES + [PUBLIC]]
    hosts.dead = {ALSO_PUBLIC}
    assert get(hosts, "/good.jpg") == picture()


def test_no_address_may_take_all_the_time_nor_more_than_there_is() -> None:
    limits = []

    def dial(_: tuple[str, int], limit: float) -> socket.socket:
        limits.append(limit)
        raise ConnectionRefusedError

    for patience in (0.5, 60):
        with pytest.raises(UrlError, match="cannot be reached"):
            PublicWeb(lambda *_: [PUBLIC], dial).picture(f"https://{HOST}/", patience)
    assert limits[0] <= 0.5
    assert limits[1] == client.CONNECT_LIMIT


def test_a_connection_without_authorities_to_ask_is_closed() -> None:
    ours, theirs = socket.socketpair()

    def trust() -> ssl.SSLContext:
        raise FileNotFoundError

    with theirs, pytest.raises(UrlError, match="cannot be reached"):
        PublicWeb(lambda *_: [PUBLIC], lambda *_: ours, trust).picture(f"https://{HOST}/")
    assert ours.fileno() == -1


def test_the_certificate_must_be_the_hosts(hosts: Hosts) -> None:
    with pytest.raises(UrlError, match="cannot be reached") as refusal:
        get(hosts, "/good.jpg", STRANGER)
    assert isinstance(refusal.value.__cause__, ssl.SSLCertVerificationError)
    hosts.trust = ssl.create_default_context()  # and its authority one that everybody trusts
    with pytest.raises(UrlError, match="cannot be reached"):
        get(hosts, "/good.jpg")
    assert not hosts.requests


@pytest.mark.parametrize(
    ("path", "code"),
    [
        ("/missing", "not-found"),
        ("/forbidden", "not-found"),
        ("/error", "unreachable"),
        ("/busy", "unreachable"),
        ("/cut-off", "unreachable"),
        ("/garbage", "unreachable"),
    ],
)
def test_failures_have_a_code(hosts: Hosts, path: str, code: str) -> None:
    with pytest.raises(UrlError) as refusal:
        get(hosts, path)
    assert refusal.value.code == code


@pytest.mark.parametrize("path", ["/hang", "/drip", "/drip-header", "/continue"])
def test_the_deadline_is_for_everything(hosts: Hosts, path: str) -> None:
    with pytest.raises(UrlError, match="not in time"):
        get(hosts, path, patience=1.0)  # without it the drip would last for minutes


def test_a_handshake_that_never_comes_ends_too(hosts: Hosts) -> None:
    with socket.create_server(("127.0.0.1", 0)) as silent:
        web = PublicWeb(
            lambda *_: [PUBLIC], lambda *_: socket.create_connection(silent.getsockname()[:2])
        )
        with pytest.raises(UrlError, match="not in time"):
            web.picture(f"https://{HOST}/", 0.3)


def test_no_time_means_no_question(hosts: Hosts) -> None:
    with pytest.raises(UrlError, match="not in time"):
        get(hosts, "/good.jpg", patience=0)
    assert not hosts.looked_up


def test_the_time_of_a_handshake_is_not_given_again(
    hosts: Hosts, monkeypatch: pytest.MonkeyPatch
) -> None:
    clock, passed = time.monotonic, [0.0]

    def slowly() -> ssl.SSLContext:
        passed[0] = 60.0
        return hosts.trust

    monkeypatch.setattr("time.monotonic", lambda: clock() + passed[0])
    with pytest.raises(UrlError, match="not in time"):
        PublicWeb(hosts.look_up, hosts.dial, slowly).picture(f"https://{HOST}/good.jpg", 20)


@pytest.mark.parametrize("path", ["/good.jpg", "/chunked"])
def test_a_body_may_fill_the_cap(hosts: Hosts, path: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(client, "MOST_BYTES", len(picture()))
    assert get(hosts, path) == picture()


@pytest.mark.parametrize("path", ["/endless", "/announced"])
def test_a_body_ends_at_the_cap(hosts: Hosts, path: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(client, "MOST_BYTES", 1_000_000)
    with pytest.raises(PictureError, match="larger than 15 MB"):
        get(hosts, path)


@pytest.mark.parametrize(
    ("path", "code"), [("/lies", "unknown-format"), ("/bomb.png", "too-many-pixels")]
)
def test_a_picture_is_judged_by_its_bytes(hosts: Hosts, path: str, code: str) -> None:
    assert len(huge_png()) < client.MOST_BYTES
    with pytest.raises(PictureError) as refusal:
        get(hosts, path)
    assert refusal.value.code == code


def test_many_threads_share_one(hosts: Hosts) -> None:
    web, results = hosts.web(), []

    def fetch() -> None:
        results.append(web.picture(f"https://{HOST}/good.jpg", 30))

    threads = [threading.Thread(target=fetch) for _ in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert results == [picture()] * 8


def test_by_default_the_resolver_decides_and_this_machine_is_refused(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(socket, "getaddrinfo", lambda *_, **__: [(2, 1, 6, "", ("127.0.0.1", 443))])
    with pytest.raises(UrlError) as refusal:
        PublicWeb().picture("https://localtest.example/")
    assert refusal.value.code == "not-public"
