"""A correction to keep, and a program that keeps many.

`python -m tests.feedback.sample DATABASE BEFORE WORKERS MOST`: keeps BEFORE corrections, then
forks WORKERS processes (0: goes on by itself) that keep MOST each.
"""

import os
import sys
from datetime import UTC, datetime, timedelta
from itertools import count

from whence.feedback import Correction
from whence.feedback.store import Corrections

NOON = datetime(2026, 5, 4, 12, tzinfo=UTC)


def correction(note: str = "", number: int = 0) -> Correction:
    return Correction(
        painting=f"met-{number}",
        label="China",
        verdict="confident",
        confidence=0.875,
        model="culture-1a2b",
        kind="I disagree",
        time=NOON + timedelta(seconds=number),
        note=note,
    )


def write(store: Corrections, name: str, most: int) -> None:
    """Keep `most` corrections (0: for ever), printing the number of each once it is kept."""
    for number in range(most) if most else count():
        store.add(correction(name, number))
        print(number, flush=True)  # noqa: T201


def fork(store: Corrections, workers: int, most: int) -> int:
    """Let `workers` processes write at once, as gunicorn's do; return how many failed."""
    children = []
    for worker in range(workers):
        child = os.fork()
        if child == 0:
            write(store, str(worker), most)
            store.close()
            os._exit(0)
        children.append(child)
    return sum(os.waitpid(child, 0)[1] != 0 for child in children)


if __name__ == "__main__":
    url, before, workers, most = sys.argv[1], *map(int, sys.argv[2:])
    store = Corrections(url)
    if before:
        write(store, "before", before)
    if workers:
        sys.exit(fork(store, workers, most))
    write(store, "alone", most)
