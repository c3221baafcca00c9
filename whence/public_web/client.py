"""Fetches a picture from an https address of the public web, and from nowhere else."""

import socket
import ssl
import time
from collections.abc import Callable
from contextlib import closing
from functools import cache
from http.client import HTTPException, HTTPResponse, HTTPSConnection
from typing import Final

import certifi

from whence.museums.http import USER_AGENT
from whence.museums.punctual import PunctualResponse
from whence.pictures import MOST_BYTES, PictureError, media_type
from whence.public_web.address import is_public
from whence.public_web.errors import UrlError
from whence.public_web.names import addresses_of
from whence.public_web.url import Url

PATIENCE: Final = 10.0
CONNECT_LIMIT: Final = 3.0
MOST_REDIRECTS: Final = 3
MOST_ADDRESSES: Final = 4
CHUNK: Final = 65_536
REDIRECTS: Final = frozenset({301, 302, 303, 307, 308})
HEADERS: Final = {
    "User-Agent": USER_AGENT,
    "Accept": "image/*",
    "Accept-Encoding": "identity",
    "Connection": "close",
}

Lookup = Callable[[str, float], list[str]]
Dial = Callable[[tuple[str, int], float], socket.socket]


@cache
def _everybodys_trust() -> ssl.SSLContext:
    return ssl.create_default_context(cafile=certifi.where())


class PublicWeb:
    """Asks addresses that strangers chose, so that none leads into our own network; thread-safe.

    A name is resolved once. All its addresses must be public, and the connection goes to one of
    those very addresses, while the certificate is checked against the name. Every redirect is
    judged like a first address. Proxies of the environment, cookies and passwords are not used.
    """

    def __init__(
        self,
        lookup: Lookup = addresses_of,
        dial: Dial = socket.create_connection,
        trust: Callable[[], ssl.SSLContext] = _everybodys_trust,
    ) -> None:
        self._lookup, self._dial, self._trust = lookup, dial, trust

    def picture(self, url: str, patience: float = PATIENCE) -> bytes:
        """Return the file behind `url`, a picture by its own bytes, within `patience` seconds.

        Raises UrlError where there is none to be had, PictureError where it is none we can read.
        """
        ends = time.monotonic() + patience
        asked = Url.read(url)
        for _ in range(1 + MOST_REDIRECTS):
            try:
                body, location = self._ask(asked, ends)
            except (OSError, HTTPException) as error:
                raise UrlError("unreachable") from error
            if location is None:
                media_type(body)
                return body
            asked = asked.joined(location)
        raise UrlError("not-found")

    def _ask(self, url: Url, ends: float) -> tuple[bytes, str | None]:
        """Return the body, or nothing and where to ask instead."""
        sock = self._connected(url.host, ends)
        with closing(_Connection(url.host, sock)) as connection:
            connection.request("GET", url.target, headers=HEADERS)
            sock.settimeout(_left(ends))
            with connection.getresponse() as response:
                if response.status in REDIRECTS:
                    return b"", response.getheader("Location", "")
                if response.status == 429 or response.status >= 500:
                    raise UrlError("unreachable")
                if response.status != 200:
                    raise UrlError("not-found")
                return _body(response), None

    def _connected(self, host: str, ends: float) -> ssl.SSLSocket:
        """Return a connection to `host` whose certificate is `host`'s; raises OSError, UrlError."""
        try:
            addresses = list(dict.fromkeys(self._lookup(host, _left(ends))))
        except socket.gaierror as error:
            if error.errno == socket.EAI_AGAIN:
                raise
            addresses = []  # told like a name of our own network, or one could ask which there are
        if not addresses or not all(map(is_public, addresses)):
            raise UrlError("not-public")
        failure: OSError = TimeoutError()
        for address in addresses[:MOST_ADDRESSES]:
            limit = min(CONNECT_LIMIT, _left(ends))
            try:
                sock = self._dial((address, 443), limit)
            except OSError as error:
                failure = error
                continue
            sock.settimeout(_left(ends))
            with sock:  # what was not wrapped is closed
                return self._trust().wrap_socket(sock, server_hostname=host)
        raise failure


class _Connection(HTTPSConnection):
    """HTTP on a connection that stands already, whose answer ends on time; it never dials."""

    response_class = PunctualResponse

    def __init__(self, host: str, sock: ssl.SSLSocket) -> None:
        super().__init__(host, context=sock.context)
        self.sock, self.auto_open = sock, 0


def _left(ends: float) -> float:
    left = ends - time.monotonic()
    if left <= 0:
        raise TimeoutError("there was no time left")
    return left


def _body(response: HTTPResponse) -> bytes:
    """Read the answer, never more of it than a picture may have."""
    if (response.length or 0) > MOST_BYTES:
        raise PictureError("too-large")
    body = bytearray()
    while chunk := response.read1(CHUNK):
        body += chunk
        if len(body) > MOST_BYTES:
            raise PictureError("too-large")
    if response.length:
        raise UrlError("unreachable")  # it was cut short
    return bytes(body)
