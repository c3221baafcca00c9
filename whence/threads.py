"""Work that may hang: in a thread of its own, which nobody need wait for."""

from collections.abc import Callable
from concurrent.futures import Future
from threading import Thread
from typing import TypeVar

T = TypeVar("T")


def begun(work: Callable[[], T]) -> Future[T]:
    """Start `work`; the future holds what it returns or raises.

    Not a pool's: work that hangs keeps nothing from ending, not even the process. Raises OSError
    where the machine has no thread left.
    """
    answer: Future[T] = Future()

    def run(answer: Future[T]) -> None:
        try:
            answer.set_result(work())
        except BaseException as error:  # raised again where the answer is asked for
            answer.set_exception(error)
        finally:
            del answer  # or it would hold itself by the traceback, and all that was at hand

    try:
        Thread(target=run, args=(answer,), daemon=True).start()
    except RuntimeError as error:
        raise OSError("this machine has no thread left") from error
    return answer
