"""HTTP connections whose answers end on time, however slowly a server drips them.

The read limit of requests and urllib3 starts anew with every byte that arrives. Here the limit
given with a request is the time for its whole answer, header and body.
"""

import io
import socket
import time
from http.client import HTTPResponse
from typing import Any, Final

from requests.adapters import HTTPAdapter
from urllib3 import HTTPConnectionPool, HTTPSConnectionPool, ProxyManager
from urllib3.connection import HTTPConnection, HTTPSConnection

SILENCE: Final = 8.0
"""Seconds without a single byte after which an answer is given up, whatever its limit."""


class _Clocked(io.RawIOBase):
    """A socket's bytes until a moment of the monotonic clock; TimeoutError from then on."""

    def __init__(self, raw: io.RawIOBase, sock: socket.socket, ends: float) -> None:
        self._raw, self._socket, self._ends = raw, sock, ends

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: Any) -> int | None:
        left = self._ends - time.monotonic()
        if left <= 0:
            raise TimeoutError("the answer was not complete in time")
        self._socket.settimeout(min(SILENCE, left))
        return self._raw.readinto(buffer)

    def close(self) -> None:
        self._raw.close()
        super().close()


class PunctualResponse(HTTPResponse):
    """Takes the limit that urllib3 has just set on the socket as the time for everything."""

    def __init__(self, sock: socket.socket, *args: Any, **kwargs: Any) -> None:
        super().__init__(sock, *args, **kwargs)
        limit = sock.gettimeout()
        if limit is not None:
            clocked = _Clocked(self.fp.detach(), sock, time.monotonic() + limit)
            self.fp = io.BufferedReader(clocked)


class _Connection(HTTPConnection):
    response_class = PunctualResponse


class _SecureConnection(HTTPSConnection):
    response_class = PunctualResponse


class _Pool(HTTPConnectionPool):
    ConnectionCls = _Connection


class _SecurePool(HTTPSConnectionPool):
    ConnectionCls = _SecureConnection


POOLS: Final = {"http": _Pool, "https": _SecurePool}


class PunctualAdapter(HTTPAdapter):
    """Sends a request of requests': its read limit becomes the limit of the whole answer."""

    def init_poolmanager(self, *args: Any, **kwargs: Any) -> None:
        """Build the pools on punctual connections."""
        super().init_poolmanager(*args, **kwargs)
        self.poolmanager.pool_classes_by_scheme = POOLS

    def proxy_manager_for(self, *args: Any, **kwargs: Any) -> ProxyManager:
        """Build the pools behind a proxy on punctual connections, too."""
        manager: ProxyManager = super().proxy_manager_for(*args, **kwargs)
        manager.pool_classes_by_scheme = POOLS
        return manager
