"""What a larger catalogue costs: start, memory, a click, filters, search, similar works."""

import random
import time
from collections.abc import Callable
from itertools import cycle
from pathlib import Path
from statistics import median
from urllib.parse import quote

import numpy as np

from benchmarks.clicks import ours
from benchmarks.line import Line
from benchmarks.results import Bar, Found
from benchmarks.server import gallery, museum
from benchmarks.synthetic import CULTURES, WORDS, catalogue
from benchmarks.visitors import Act, crowd
from whence.similar import LENGTH, Neighbours, shortened

SIZES = (1_000, 10_000, 100_000, 500_000)
HEADER = ("works", "start, s", "MB, two workers", "click, ms", "filter, ms", "search, ms")
HEADER = (*HEADER, "search p95, ms", "similar works, ms")


def measure(folder: Path, quick: bool) -> Found:
    """Measure each size, the smallest first."""
    seconds = 1 if quick else 5
    rows, found = [], {}
    with museum() as hall:
        for works in SIZES:
            place = folder / str(works)
            place.mkdir()
            hung = catalogue(place / "works.csv", works, hall.url)
            with gallery(place, 2, catalogue=hung, museums=hall.url) as server:
                turns = cycle(range(works))
                click = crowd(lambda port=server.port, turns=turns: ours(port, turns), 1, seconds)
                filtering = crowd(asking(server.port, by_filter), 1, seconds)
                searching = crowd(asking(server.port, by_words), 1, seconds)
                found[works] = (server.seconds, click.p50, searching.p95)
                rows.append(
                    (
                        f"{works:,}",
                        f"{server.seconds:.1f}",
                        f"{server.megabytes():.0f}",
                        f"{click.p50:.1f}",
                        f"{filtering.p50:.1f}",
                        f"{searching.p50:.1f}",
                        f"{searching.p95:.1f}",
                        f"{similar(place / 'works.npz', works):.2f}",
                    )
                )
    return Found(HEADER, rows, _bars(found))


def _bars(found: dict[int, tuple[float, float, float]]) -> list[Bar]:
    smallest, large, largest = found[SIZES[0]], found[100_000], found[SIZES[-1]]
    same = round(largest[1] / smallest[1], 2)
    return [
        Bar("click at 500,000 works over one at 1,000", same, "×", at_most=1.2),
        Bar("search p95 at 100,000 works", round(large[2], 1), "ms", at_most=50),
        Bar("start at 500,000 works", round(largest[0], 1), "s", at_most=5),
    ]


def by_filter(rng: random.Random) -> str:
    """Draw a culture and a museum to ask for."""
    return f"culture={rng.choice(CULTURES)}&museum=Museum%20{rng.randrange(12)}"


def by_words(rng: random.Random) -> str:
    """Draw words to ask for, some found often, some hardly ever."""
    words = f"{rng.choice(WORDS)} {rng.choice([*WORDS, str(rng.randrange(1000))])}"
    return f"words={quote(words)}"


def asking(port: int, draw: Callable[[random.Random], str]) -> Callable[[], Act]:
    """Return visitors who ask the API for the first works that fit."""

    def arrive() -> Act:
        line, rng = Line(port), random.Random(1)  # noqa: S311

        def ask() -> None:
            assert b"items" in line.ask("GET", f"/api/v1/paintings?limit=24&{draw(rng)}")

        return ask

    return arrive


def similar(path: Path, works: int) -> float:
    """Return the milliseconds that the works most like one are found in, among `works`."""
    rng = np.random.default_rng(1)
    # One by one, as `embed` does it, half a million would take minutes.
    vectors = rng.integers(-40, 41, (works, LENGTH), np.int8)
    ids = np.array([f"work-{number}" for number in range(works)])
    np.savez(path, model=np.array("any"), ids=ids, vectors=vectors)
    neighbours = Neighbours("any")
    assert neighbours.load(path, set(ids))
    path.unlink()
    times = []
    for _ in range(20):
        embedding = shortened(rng.standard_normal(1280, np.float32))
        start = time.perf_counter()
        neighbours.nearest(embedding, 4)
        times.append(time.perf_counter() - start)
    return 1000 * median(times)
