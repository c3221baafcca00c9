"""The engine of this machine: one process a worker."""

import signal
from collections.abc import Iterable, Iterator
from concurrent.futures import FIRST_COMPLETED, Future, ProcessPoolExecutor, wait
from contextlib import contextmanager
from functools import cache
from itertools import islice
from multiprocessing import active_children, get_context

from whence.engines.chunks import Chunk, Decider, Rows
from whence.settings import Settings


def decide(chunks: Iterable[Chunk], settings: Settings, workers: int) -> Iterator[tuple[int, Rows]]:
    """Yield number and rows of each chunk as it is decided; two a worker are in memory at most."""
    waiting = iter(chunks)
    with _processes(workers) as pool:
        running: set[Future[tuple[int, Rows]]] = set()
        while True:
            for chunk in islice(waiting, 2 * workers - len(running)):
                running.add(pool.submit(_decide, chunk, settings))
            if not running:
                return
            done, running = wait(running, return_when=FIRST_COMPLETED)
            for future in done:
                yield future.result()


@contextmanager
def _processes(workers: int) -> Iterator[ProcessPoolExecutor]:
    """Give processes that end at once where the block is left before all is done."""
    # A process that was forked with threads inside may never wake; a fresh one always does. Ctrl-C
    # reaches all of them, but only the first one knows what to do.
    ignoring = signal.signal, (signal.SIGINT, signal.SIG_IGN)
    pool = ProcessPoolExecutor(workers, get_context("spawn"), *ignoring)
    try:
        yield pool
    except BaseException:
        pool.shutdown(wait=False, cancel_futures=True)
        for process in active_children():
            process.terminate()
        raise
    pool.shutdown()


def _decide(chunk: Chunk, settings: Settings) -> tuple[int, Rows]:
    return chunk.number, _decider(settings)(chunk)


@cache
def _decider(settings: Settings) -> Decider:
    return Decider(settings)
