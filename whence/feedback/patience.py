"""A limit on how long a caller waits, whatever the work is waiting for."""

from collections.abc import Callable
from concurrent.futures import Future
from threading import Thread
from typing import TypeVar

T = TypeVar("T")


def within(seconds: float, work: Callable[[], T]) -> T:
    """Return what `work` returns; raise what it raises, or TimeoutError after `seconds`.

    Raises OSError where the system has no thread left.
    Work that is too slow goes on by itself in a thread that holds nobody up, not even the end of
    the process.
    """
    answer: Future[T] = Future()

    def run() -> None:
        try:
            answer.set_result(work())
        except BaseException as error:  # raised again in the caller's thread
            answer.set_exception(error)

    try:
        Thread(target=run, name="patience", daemon=True).start()
    except RuntimeError as error:
        raise OSError("this machine has no thread left") from error
    return answer.result(timeout=seconds)
