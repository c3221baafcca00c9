"""The engine of this machine: one process a worker."""

from collections.abc import Iterable, Iterator
from concurrent.futures import FIRST_COMPLETED, Future, ProcessPoolExecutor, wait
from functools import cache
from itertools import islice
from multiprocessing import get_context

from whence.engines.chunks import Chunk, Decider, Rows
from whence.settings import Settings


def decide(chunks: Iterable[Chunk], settings: Settings, workers: int) -> Iterator[tuple[int, Rows]]:
    """Yield number and rows of each chunk as it is decided; two a worker are in memory at most."""
    waiting = iter(chunks)
    # A process that was forked with threads inside may never wake; a fresh one always does.
    with ProcessPoolExecutor(workers, mp_context=get_context("spawn")) as pool:
        running: set[Future[tuple[int, Rows]]] = set()
        while True:
            for chunk in islice(waiting, 2 * workers - len(running)):
                running.add(pool.submit(_decide, chunk, settings))
            if not running:
                return
            done, running = wait(running, return_when=FIRST_COMPLETED)
            for future in done:
                yield future.result()


def _decide(chunk: Chunk, settings: Settings) -> tuple[int, Rows]:
    return chunk.number, _decider(settings)(chunk)


@cache
def _decider(settings: Settings) -> Decider:
    return Decider(settings)
