import socket
import threading
import time
from collections.abc import Iterator

import pytest
import requests

from tests.museums.trouble import HTML, Trouble, huge_png, picture
from whence.museums import http, punctual
from whence.museums.errors import MuseumError, NotFound, OffList, Unreachable
from whence.museums.http import MuseumClient
from whence.signals import museum_failed

MOST_BYTES = 1_000_000


@pytest.fixture
def museum() -> Iterator[Trouble]:
    with Trouble() as museum:
        yield museum


@pytest.fixture(autouse=True)
def short_pauses(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(http, "FIRST_PAUSE", 0.01)


def client(*origins: str) -> MuseumClient:
    return MuseumClient(origins, MOST_BYTES)


def get(museum: Trouble, path: str, deadline: float = 5.0) -> bytes:
    return client(museum.origin).get(museum.url(path), deadline)


@pytest.mark.parametrize(
    "path", ["/good/1.jpg", "/plain", "/moved", "/moved/endless", "/good/1.jpg?a=b c#d"]
)
def test_gives_the_bytes(museum: Trouble, path: str) -> None:
    assert get(museum, path) == picture(1)


@pytest.mark.parametrize("path", ["/busy-once", "/busy-until-once", "/error-once", "/reset-once"])
def test_asks_again_after_a_passing_failure(museum: Trouble, path: str) -> None:
    assert get(museum, path) == picture(1)
    assert museum.asked[path] == 2


@pytest.mark.parametrize("path", ["/error", "/reset", "/cut-off"])
def test_gives_up_after_three_attempts(museum: Trouble, path: str) -> None:
    with pytest.raises(Unreachable):
        get(museum, path)
    assert museum.asked[path] == 3


def test_waits_twice_as_long_before_each_further_attempt(
    museum: Trouble, monkeypatch: pytest.MonkeyPatch
) -> None:
    naps: list[float] = []
    monkeypatch.setattr(http.time, "sleep", naps.append)
    with pytest.raises(Unreachable):
        MuseumClient([museum.origin], MOST_BYTES, 5).get(museum.url("/error"), 20)
    assert naps == [http.FIRST_PAUSE * times for times in (1, 2, 4, 8)]


def test_a_redirect_has_the_time_that_was_left_and_that_of_the_pace(museum: Trouble) -> None:
    start = time.monotonic()
    slow = MuseumClient([museum.origin], MOST_BYTES, pace=lambda address: time.sleep(1))
    assert slow.get(museum.url("/moved"), 0.9) == picture(1)
    with pytest.raises(Unreachable, match="too long"):
        slow.get(museum.url("/moved/hang"), 0.9)
    assert time.monotonic() - start < 7


@pytest.mark.parametrize("path", ["/forbidden", "/busy"])
def test_does_not_insist_where_it_is_not_wanted(museum: Trouble, path: str) -> None:
    start = time.monotonic()
    with pytest.raises(Unreachable):
        get(museum, path)
    assert museum.asked[path] == 1
    assert time.monotonic() - start < 5, "it waited for longer than there was time"


@pytest.mark.parametrize("path", ["/missing", "/missing-cut-off", "/in-part"])
def test_a_missing_picture_is_not_a_missing_museum(museum: Trouble, path: str) -> None:
    with pytest.raises(NotFound, match="no picture"):
        get(museum, path)
    assert museum.asked[path] == 1


def test_a_museum_of_an_impossible_name_has_no_picture() -> None:
    with pytest.raises(NotFound, match="not a web address"):
        client("https://*.example").get("https://*.example/1.jpg", 5)


@pytest.mark.parametrize("path", ["/hang", "/drip", "/drip-header"])
def test_the_deadline_is_for_the_whole_answer(museum: Trouble, path: str) -> None:
    start = time.monotonic()
    with pytest.raises(Unreachable, match="too long"):
        get(museum, path, deadline=1.2)  # without it the drip would last for minutes
    assert time.monotonic() - start < 5


def test_silence_ends_long_before_the_deadline(
    museum: Trouble, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(punctual, "SILENCE", 0.2)
    start = time.monotonic()
    with pytest.raises(Unreachable, match="too long"):
        get(museum, "/hang", deadline=30)
    assert time.monotonic() - start < 10


@pytest.mark.parametrize("path", ["/hang", "/drip"])
def test_the_deadline_holds_behind_a_proxy(museum: Trouble, path: str) -> None:
    start = time.monotonic()
    with requests.Session() as session:
        session.mount("http://", punctual.PunctualAdapter())
        session.proxies = {"http": museum.url("")}
        with pytest.raises(requests.RequestException):
            session.get(f"http://museum.example{path}", timeout=(1, 1.2))
    assert time.monotonic() - start < 5
    assert museum.asked.total() == 1


def test_connecting_may_not_take_all_the_time_nor_more_than_there_is(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    limits: list[float] = []

    def dial(_: tuple[str, int], limit: float, **__: object) -> socket.socket:
        limits.append(limit)
        raise ConnectionRefusedError

    monkeypatch.setattr("urllib3.util.connection.create_connection", dial)
    for deadline in (0.5, 60.0):
        with pytest.raises(Unreachable, match="cannot be reached"):
            client("https://museum.example").get("https://museum.example/1.jpg", deadline)
    assert limits[0] <= 0.5
    assert limits[-1] == http.CONNECT_LIMIT


def test_no_time_means_no_request(museum: Trouble) -> None:
    with pytest.raises(Unreachable):
        get(museum, "/good/1.jpg", deadline=0)
    assert not museum.asked


@pytest.mark.parametrize(
    "path",
    ["other-port", "private", "metadata", "file", "nonsense"],
)
def test_refuses_to_be_sent_elsewhere(museum: Trouble, path: str) -> None:
    with pytest.raises(NotFound, match="address"):
        get(museum, f"/moved/to-{path}")
    assert not museum.strayed


def test_follows_to_another_museum_on_the_list(museum: Trouble) -> None:
    both = client(museum.origin, museum.elsewhere)
    assert both.get(museum.url("/moved/to-other-port"), 5) == picture(1)
    assert museum.strayed["/good/1.jpg"] == 1


def test_a_redirect_to_letters_is_read_as_it_is_meant(museum: Trouble) -> None:
    assert get(museum, "/moved/to-letters") == picture(1)


def test_redirects_end(museum: Trouble) -> None:
    with pytest.raises(NotFound, match="address to address"):
        get(museum, "/moved/in-circles")
    assert museum.asked["/moved/in-circles"] == 1 + http.MOST_REDIRECTS


def test_an_endless_body_ends_at_the_cap(museum: Trouble) -> None:
    with pytest.raises(NotFound, match="too large"):
        get(museum, "/endless")


def test_a_body_may_fill_the_cap(museum: Trouble) -> None:
    size = len(picture(1))
    assert MuseumClient([museum.origin], size).get(museum.url("/good/1.jpg"), 5) == picture(1)
    with pytest.raises(NotFound, match="too large"):
        MuseumClient([museum.origin], size - 1).get(museum.url("/good/1.jpg"), 5)


def test_content_is_not_judged_here(museum: Trouble) -> None:
    assert get(museum, "/html") == HTML
    assert get(museum, "/huge.png") == huge_png()


@pytest.mark.parametrize(
    "url",
    [
        "",
        "paintings/1.jpg",
        "file:///etc/passwd",
        "ftp://museum.example/1.jpg",
        "http://museum.example/1.jpg",
        "https://museum.example:444/1.jpg",
        "https://museum.example.evil.example/1.jpg",
        "https://museum.example@evil.example/1.jpg",
        "https://user:secret@museum.example/1.jpg",
        "https://evil.example\\@museum.example/1.jpg",
        "https://museum.example:port/1.jpg",
        "https://[broken/1.jpg",
    ],
)
def test_asks_only_museums_on_the_list(url: str) -> None:
    with pytest.raises(NotFound, match="address"):
        client("https://museum.example").get(url, 1)


def test_an_origin_that_is_not_on_the_list_is_told_without_its_password() -> None:
    with pytest.raises(OffList) as told:
        client("https://museum.example").get("https://user:secret@other.example:444/1.jpg", 1)
    assert told.value.origin == "https://other.example:444"


def test_the_list_does_not_care_about_case_and_default_port(
    museum: Trouble, monkeypatch: pytest.MonkeyPatch
) -> None:
    port = museum.origin.rpartition(":")[2]
    assert client(f"HTTP://LocalHost:{port}").get(f"http://LOCALHOST:{port}/good/2", 5)
    monkeypatch.setitem(http.PORTS, "http", int(port))  # 80 is not ours to listen at
    assert client("http://127.0.0.1").get(museum.url("/good/2"), 5)


def test_says_who_it_is_and_keeps_no_cookies(
    museum: Trouble, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("http_proxy", "http://127.0.0.1:1")
    one = client(museum.origin)
    first, second = (one.get(museum.url("/cookie"), 5).decode() for _ in range(2))
    assert "Whence" in first
    assert "Accept-Encoding: identity" in first  # a body is kept as it comes
    assert "Cookie:" not in second


def test_a_dead_museum_is_left_in_peace(museum: Trouble) -> None:
    one = client(museum.origin)
    for _ in range(3):
        with pytest.raises(Unreachable):
            one.get(museum.url("/forbidden"), 5)
    with pytest.raises(Unreachable, match="left in peace"):
        one.get(museum.url("/good/1.jpg"), 5)
    assert not museum.asked["/good/1.jpg"]


def test_missing_pictures_do_not_close_the_museum(museum: Trouble) -> None:
    one = client(museum.origin)
    for _ in range(5):
        with pytest.raises(MuseumError):
            one.get(museum.url("/missing"), 5)
    assert one.get(museum.url("/good/1.jpg"), 5)


def test_an_answer_of_any_kind_ends_a_row_of_failures(museum: Trouble) -> None:
    one = client(museum.origin)
    for path in ("/forbidden", "/forbidden", "/missing", "/forbidden"):
        with pytest.raises(MuseumError):
            one.get(museum.url(path), 5)
    assert one.get(museum.url("/good/1.jpg"), 5)


@pytest.mark.parametrize(
    ("path", "kind"), [("/forbidden", "unreachable"), ("/missing", "not found")]
)
def test_a_failure_is_told_with_its_kind(museum: Trouble, path: str, kind: str) -> None:
    told: list[tuple[str, str]] = []

    def listen(host: str, *, kind: str) -> None:
        told.append((host, kind))

    with museum_failed.connected_to(listen), pytest.raises(MuseumError):
        get(museum, path)
    assert told == [("127.0.0.1", kind)]


def test_many_threads_share_a_client(museum: Trouble) -> None:
    one, results = client(museum.origin), {}

    def fetch(number: int) -> None:
        results[number] = one.get(museum.url(f"/good/{number}.jpg"), 10)

    threads = [threading.Thread(target=fetch, args=(number,)) for number in range(12)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert results == {number: picture(number) for number in range(12)}
