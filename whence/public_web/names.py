"""What a host's name resolves to: asked once, within a time, a few at once."""

import socket
from concurrent.futures import Future
from threading import BoundedSemaphore, Thread
from typing import Final

MOST_LOOKUPS: Final = 16
"""Names that may be looked up at once; a resolver may keep a thread for half a minute."""

_room: Final = BoundedSemaphore(MOST_LOOKUPS)


def addresses_of(host: str, patience: float) -> list[str]:
    """Return the IP addresses of `host`, best first, as the resolver writes them.

    Raises OSError (TimeoutError after `patience` seconds).
    """
    if not _room.acquire(timeout=max(0, patience)):
        raise TimeoutError("too many names are being looked up")
    found: Future[list[str]] = Future()
    try:
        # Not a pool: looking up a name can hang, and must not keep the process from ending.
        Thread(target=_look_up, args=(host, found), daemon=True).start()
    except RuntimeError as error:
        _room.release()
        raise OSError("this machine has no thread left") from error
    return found.result(timeout=max(0, patience))


def _look_up(host: str, found: Future[list[str]]) -> None:
    try:
        # The dot keeps the resolver from trying the name inside a search domain of ours.
        answers = socket.getaddrinfo(f"{host}.", 443, type=socket.SOCK_STREAM)
        found.set_result([str(address[0]) for *_, address in answers])
    except BaseException as error:
        found.set_exception(error)
    finally:
        _room.release()
