"""What a host's name resolves to: asked once, within a time, a few at once."""

import socket
import time
from threading import BoundedSemaphore
from typing import Final

from whence.threads import begun

MOST_LOOKUPS: Final = 16
"""Names that may be looked up at once; a resolver may keep a thread for half a minute."""

_room: Final = BoundedSemaphore(MOST_LOOKUPS)


def addresses_of(host: str, patience: float) -> list[str]:
    """Return the IP addresses of `host`, best first, as the resolver writes them.

    Raises OSError (TimeoutError after `patience` seconds).
    """
    ends = time.monotonic() + max(0, patience)
    if not _room.acquire(timeout=max(0, patience)):
        raise TimeoutError("too many names are being looked up")
    try:  # looking up a name can hang
        found = begun(lambda: _look_up(host))
    except OSError:
        _room.release()
        raise
    return found.result(timeout=max(0, ends - time.monotonic()))


def _look_up(host: str) -> list[str]:
    try:
        # The dot keeps the resolver from trying the name inside a search domain of ours.
        answers = socket.getaddrinfo(f"{host}.", 443, type=socket.SOCK_STREAM)
        return [str(address[0]) for *_, address in answers]
    finally:
        _room.release()
