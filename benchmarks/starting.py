"""From a start to the first answer, what is shipped, and memory after ten thousand clicks."""

import json
import time
from collections.abc import Iterator
from itertools import cycle
from pathlib import Path
from statistics import median

from benchmarks import lambda_start
from benchmarks.clicks import ours
from benchmarks.results import Bar, Found
from benchmarks.server import ROOT, Server, gallery, museum
from benchmarks.synthetic import catalogue
from benchmarks.visitors import crowd

CLICKS = 10_000
BEFORE = 5_000
"""Clicks until everything that is kept on purpose (2,048 verdicts a worker) is full."""

WORKS = 20_000
"""More than are clicked, so that each is new."""

REST = 20
"""Seconds before memory is weighed: workers give back what is free every fifteen."""

VISITORS = 8
HEADER = ("", "")


def measure(folder: Path, quick: bool) -> Found:
    """Start several times, then click and click."""
    starts = []
    for _ in range(1 if quick else 5):
        with gallery(folder, 2) as server:
            starts.append(server.seconds)
    with museum() as hall:
        works = catalogue(folder / "works.csv", WORKS, hall.url)
        with gallery(folder, 2, catalogue=works, museums=hall.url) as server:
            counts, turns = (20, 40) if quick else (BEFORE, CLICKS), cycle(range(WORKS))
            memory = [server.megabytes(), *(_clicked(server, turns, count) for count in counts)]
    if not quick:
        lambda_start.main()
    cold = json.loads(lambda_start.RESULT.read_text())
    shipped = json.loads((ROOT / "deploy" / "check.json").read_text())
    rows = [
        ("process to first answer, two workers, median of 5", f"{median(starts):.2f} s"),
        ("AWS Lambda, process to first answer", f"{cold['seconds']:.2f} s"),
        ("Lambda's package with the model", f"{_weight(cold)} MB"),
        ("Heroku slug, compressed", f"{shipped['megabytes_slug']:.0f} MB"),
        ("memory, two workers, at start", f"{memory[0]:.0f} MB"),
        (f"after {BEFORE:,} clicks, all caches full, at rest", f"{memory[1]:.0f} MB"),
        (f"after another {CLICKS:,}", f"{memory[2]:.0f} MB"),
    ]
    grown = round(100 * (memory[2] / memory[1] - 1), 1)
    bars = [
        Bar("process to first answer", round(median(starts), 2), "s", at_most=2),
        Bar(f"memory grown in {CLICKS:,} clicks", grown, "%", at_most=5),
    ]
    return Found(HEADER, rows, bars)


def _clicked(server: Server, turns: Iterator[int], count: int) -> float:
    """Return megabytes at rest after another `count` clicks on works never seen before."""
    done = 0
    while done < count:
        done += crowd(lambda: ours(server.port, turns), VISITORS, 5).count
    time.sleep(REST)
    return server.megabytes()


def _weight(cold: dict[str, dict[str, int]]) -> int:
    return cold["megabytes"]["package"] + cold["megabytes"]["model"]
