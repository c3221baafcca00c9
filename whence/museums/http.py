"""Polite downloads from museums that are on the list, within a number of bytes and seconds."""

import contextlib
import time
from collections.abc import Callable, Collection, Iterator
from typing import Final
from urllib.parse import SplitResult, urljoin, urlsplit, urlunsplit

import requests
from requests.exceptions import InvalidURL
from urllib3.exceptions import HTTPError, ReadTimeoutError

from whence.museums.breaker import Breaker
from whence.museums.errors import AtRest, Forbidden, MuseumError, NotFound, OffList, Unreachable
from whence.museums.punctual import PunctualAdapter
from whence.signals import museum_failed

USER_AGENT: Final = "Whence (a gallery of open-access paintings; asks for one picture at a time)"
HEADERS: Final = {"User-Agent": USER_AGENT, "Accept": "*/*", "Accept-Encoding": "identity"}
CONNECT_LIMIT: Final = 3.0
MOST_REDIRECTS: Final = 3
ATTEMPTS: Final = 3
FIRST_PAUSE: Final = 0.25
CHUNK: Final = 65_536
MOST_SAID: Final = 1_000
PORTS: Final = {"http": 80, "https": 443}


class _Again(Unreachable):
    """Worth another attempt, not before `pause` seconds where the museum said so."""

    def __init__(self, sentence: str, pause: float = 0.0) -> None:
        super().__init__(sentence)
        self.pause = pause


class MuseumClient:
    """Downloads from `origins` (`scheme://host[:port]`) and from nowhere else; thread-safe.

    Every redirect is judged like a first address. Proxies, `.netrc` and cookies are not used. Who
    keeps a pace of their own asks once, without a breaker, and waits in `pace` for the address that
    a redirect names.
    """

    def __init__(
        self,
        origins: Collection[str],
        most_bytes: int,
        attempts: int = ATTEMPTS,
        breaker: Callable[[], Breaker] = Breaker,
        pace: Callable[[str], None] = lambda address: None,
    ) -> None:
        self._breakers = {_origin(urlsplit(origin)): breaker() for origin in origins}
        self._most_bytes, self._attempts, self._pace = most_bytes, attempts, pace
        # Not a session, which would keep cookies, ask the environment for proxies and read the
        # whole body of a redirect; and it takes half as long again.
        self._adapter = PunctualAdapter(pool_maxsize=16)

    def get(self, url: str, deadline: float) -> bytes:
        """Return the body behind `url` within `deadline` seconds, redirects and retries included.

        Raises NotFound for what another work may do better, Unreachable when the museum is down,
        too slow, or has been given a rest after three failures in a row.
        """
        ends = time.monotonic() + deadline
        for _ in range(1 + MOST_REDIRECTS):
            address, breaker = self._admit(url)
            with _judged(breaker), _counted(address):
                body, location = self._persist(address, ends)
            if location is None:
                return body
            url = _joined(address, location)
            ends += self._paused(url)
        raise NotFound("The museum sends us from address to address.")

    def answering(self) -> dict[str, bool]:
        """Tell of each origin whether it is asked now or left in peace for a while."""
        return {"{}://{}:{}".format(*origin): b.closed for origin, b in self._breakers.items()}

    def _paused(self, url: str) -> float:
        """Keep the pace before a redirect is followed; return the seconds that took."""
        before = time.monotonic()
        self._pace(self._admit(url)[0])
        return time.monotonic() - before

    def _admit(self, url: str) -> tuple[str, Breaker]:
        """Return the address as it will be asked for; refuse what is not on the list."""
        try:
            parts = urlsplit(url)
            breaker = self._breakers.get(_origin(parts))
        except ValueError as error:
            raise NotFound("The picture's address is not a web address.") from error
        if breaker is None or "@" in parts.netloc:
            raise OffList(f"{parts.scheme}://{parts.netloc.rpartition('@')[2]}")
        return urlunsplit(parts._replace(fragment="")), breaker

    def _persist(self, address: str, ends: float) -> tuple[bytes, str | None]:
        """Ask several times, each time after a longer pause."""
        for attempt in range(self._attempts):
            try:
                return self._ask(address, ends)
            except _Again as again:
                pause = max(again.pause, FIRST_PAUSE * 2**attempt)
                if attempt + 1 == self._attempts or time.monotonic() + pause >= ends:
                    raise
                time.sleep(pause)
        raise AssertionError("unreachable")

    def _ask(self, address: str, ends: float) -> tuple[bytes, str | None]:
        """Return the body, or nothing and where to ask instead."""
        left = ends - time.monotonic()
        if left <= 0:
            raise Unreachable("The museum took too long to answer.")
        limits = (min(CONNECT_LIMIT, left), left)
        try:
            request = requests.Request("GET", address, HEADERS).prepare()
            with self._adapter.send(request, stream=True, timeout=limits) as response:
                _judge(response)
                if response.is_redirect:
                    return b"", response.headers["Location"]
                return self._body(response), None
        except (InvalidURL, UnicodeError) as error:
            raise NotFound("The picture's address is not a web address.") from error
        except (requests.Timeout, ReadTimeoutError, TimeoutError) as error:
            raise _Again("The museum took too long to answer.") from error
        except (requests.RequestException, HTTPError, OSError) as error:
            raise _Again("The museum cannot be reached.") from error

    def _body(self, response: requests.Response) -> bytes:
        body = bytearray()
        while chunk := response.raw.read1(CHUNK, decode_content=False):
            body += chunk
            if len(body) > self._most_bytes:
                raise NotFound("The museum's file is too large.")
        return bytes(body)


def _judge(response: requests.Response) -> None:
    """Raise what an answer's status means; 403 is how museums say that we ask too much."""
    status = response.status_code
    if status == 429 or status >= 500:
        after = response.headers.get("Retry-After", "")
        raise _Again("The museum is too busy.", float(after) if after.isdecimal() else 0.0)
    if status == 403:
        raise Forbidden("The museum does not let us in at the moment.")
    if status != 200 and not response.is_redirect:
        raise NotFound("The museum has no picture at this address.", _beginning(response))


def _beginning(response: requests.Response) -> bytes:
    """Return what came of an answer that is not wanted, its reason perhaps."""
    try:
        said: bytes = response.raw.read1(MOST_SAID, decode_content=False)
    except (HTTPError, OSError):
        return b""
    return said


@contextlib.contextmanager
def _judged(breaker: Breaker) -> Iterator[None]:
    if not breaker.admits():
        raise AtRest("The museum did not answer a moment ago; it is left in peace for now.")
    try:
        yield
    except Unreachable:
        breaker.failed()
        raise
    except BaseException:
        breaker.succeeded()  # it answered, though not with what we wanted
        raise
    breaker.succeeded()


@contextlib.contextmanager
def _counted(address: str) -> Iterator[None]:
    try:
        yield
    except MuseumError as error:
        kind = "unreachable" if isinstance(error, Unreachable) else "not found"
        museum_failed.send(urlsplit(address).hostname, kind=kind)
        raise


def _origin(parts: SplitResult) -> tuple[str, str, int | None]:
    return parts.scheme, parts.hostname or "", parts.port or PORTS.get(parts.scheme)


def _joined(address: str, location: str) -> str:
    # A header's bytes come as Latin-1, and are often meant as UTF-8.
    with contextlib.suppress(UnicodeError):
        location = location.encode("latin-1").decode()
    try:
        return urljoin(address, location)
    except ValueError as error:
        raise NotFound("The museum sends us to a broken address.") from error
