"""`make soak`: fifty visitors at once for ten minutes, doing everything that can be done.

On 127.0.0.1 only, against gunicorn with two workers and a museum on this machine, whose pictures
leave the small cache and come again. It stops by itself; the result is written to
benchmarks/soak.json. A 503 of the bounded queues says when to come again and visitors do so; it is
counted apart from other failures.
"""

import argparse
import json
import statistics
import time
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any, Final

from tqdm import tqdm

from benchmarks.audience import Crowd
from benchmarks.deployment import Deployment, deployed
from benchmarks.machine import machine, now
from benchmarks.server import ROOT, museum
from whence.files import atomic_write

RESULTS: Final = ROOT / "benchmarks" / "soak.json"
VISITORS: Final = 50
PAUSE: Final = 1.0
"""Seconds, on average, that a visitor looks before the next act."""

WORKS: Final = 200
CACHE: Final = 10
"""Megabytes; the pictures of all works have more."""

WARM: Final = 0.2
"""Share of the time after which everything that is kept in memory is there."""

EVERY: Final = 5.0
"""Seconds between two looks at the memory."""


def soak(folder: Path, seconds: float) -> dict[str, Any]:
    """Let the crowd in for `seconds` and return what came of it."""
    before = now()
    with (
        museum() as pictures,
        deployed(folder, pictures.url, WORKS, WHENCE_CACHE_MEGABYTES=str(CACHE)) as gallery,
    ):
        crowd = Crowd(gallery.port, VISITORS, pause=PAUSE)
        time.sleep(EVERY)  # one worker may answer before the other is there
        workers = [worker.pid for worker in gallery.workers()]
        memory = _weighed(gallery, seconds)
        notes = crowd.leave()
        same = workers == [worker.pid for worker in gallery.workers()]
    return before | {
        "machine": machine(),
        "visitors": VISITORS,
        "minutes": round(seconds / 60, 1),
        "pause_seconds": PAUSE,
        **notes.facts(),
        "by_kind": notes.by_kind(),
        "seen": dict(notes.seen),
        "workers_replaced": not same,
        "megabytes": _three(memory),
    }


def _weighed(gallery: Deployment, seconds: float) -> list[float]:
    """Wait `seconds`; return the memory of all processes, in megabytes, every few of them."""
    ends, found = time.monotonic() + seconds, []
    with tqdm(total=round(seconds), unit="s") as progress:
        while (left := ends - time.monotonic()) > 0:
            time.sleep(min(EVERY, left))
            found.append(gallery.megabytes())
            progress.update(round(min(EVERY, left)))
            progress.set_postfix(MB=round(found[-1]))
    return found


def _three(memory: list[float]) -> dict[str, float]:
    """Return the median memory after warming up, in the middle and at the end."""
    warm = memory[int(WARM * len(memory)) :]
    part = max(1, len(warm) // 8)
    middle = len(warm) // 2
    parts = {
        "start": warm[:part],
        "middle": warm[middle - part // 2 :][:part],
        "end": warm[-part:],
    }
    figures = {name: round(statistics.median(values), 1) for name, values in parts.items()}
    return figures | {"growth": round(figures["end"] / figures["start"] - 1, 4)}


def borne(found: dict[str, Any]) -> bool:
    """Tell whether nothing went wrong: visitors saw works hang, and no other thing is counted."""
    bad = found["failures"] + found["wrong_pictures"] + found["workers_replaced"]
    grown = abs(found["megabytes"]["growth"]) > 0.05
    return not bad and not grown and set(found["seen"]) == {"works hung"}


def main() -> None:
    parser = argparse.ArgumentParser(prog="python -m benchmarks.soak", description=__doc__)
    parser.add_argument("--minutes", type=float, default=10.0, help="at most 60; kept from 10 on")
    minutes = min(60.0, parser.parse_args().minutes)
    with TemporaryDirectory(prefix="whence-soak-") as folder:
        found = soak(Path(folder), 60 * minutes)
    text = json.dumps(found, indent=1, ensure_ascii=False) + "\n"
    print(text)
    if minutes >= 10:
        atomic_write(RESULTS, text)
    raise SystemExit(0 if borne(found) else 1)


if __name__ == "__main__":
    main()
