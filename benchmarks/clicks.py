"""Click to verdict: our gallery against the tutorial's pipeline, same network, same museum.

A click is what the browser asks for until picture, label and verdict are all there: two requests
of our page, four of the tutorial's, three of them side by side. Runs alternate; medians are kept.
"""

import json
import subprocess
from collections.abc import Callable
from pathlib import Path
from typing import Any, NamedTuple

from benchmarks.dash_calls import DASH, JSON, body, call, press
from benchmarks.results import Bar, Found
from benchmarks.server import PYTHON, ROOT, THEIRS, gallery, museum, running
from benchmarks.synthetic import catalogue
from benchmarks.visitors import Act, Line, Timing, crowd, middle

FRESH = 20_000
"""Works: so many that a random one was hardly ever seen before."""

DECIDED = 60
"""Works: so few that all were seen before."""

WORKERS = 2
TUTORIAL = [THEIRS, "-m", "gunicorn", "app:server", "--workers", str(WORKERS), "--threads", "8"]
TUTORIAL += ["--no-control-socket", "--timeout", "120", "--bind", "127.0.0.1:{port}"]
CROWDS = (1, 8, 32)
SLOW = 80
"""Milliseconds that the slow museum takes for a picture."""

CASES = {"fresh": (0, FRESH), f"fresh, museum {SLOW} ms": (SLOW, FRESH), "decided": (0, DECIDED)}

HEADER = ("painting", "visitors", "ours: p50, p95 ms", "clicks/s", "tutorial: p50, p95 ms")
HEADER = (*HEADER, "clicks/s", "p50 shorter", "clicks/s more")


def ours(port: int) -> Act:
    """Return a visitor of our gallery: label and verdict in one answer, then the picture."""
    line = Line(port)
    seen: list[str] = []

    def click() -> None:
        answer = json.loads(line.ask("POST", DASH, press(seen), JSON))["response"]
        seen[:] = answer["seen"]["data"]
        line.ask("GET", f"/pictures/{answer['hung']['data']}")
        if not answer["bars"]["children"]:
            raise RuntimeError("no verdict")

    return click


def tutorials(port: int) -> Act:
    """Return a visitor of the tutorial's page: choose, then its three callbacks side by side."""
    first, *rest = (Line(port) for _ in range(4))

    def click() -> None:
        row = call(first, ["row.data"], [("show", "n_clicks", 1)])["row"]["data"]
        pressed = ("show", "n_clicks", 1)
        wanted = (("picture", []), ("culture", []), ("guess", [pressed]))
        for line, (output, state) in zip(rest, wanted, strict=True):
            line.send(
                "POST", DASH, body([f"{output}.children"], [("row", "data", row)], state), JSON
            )
        for line in rest:
            line.receive()

    return click


def measure(folder: Path, quick: bool) -> Found:
    """Measure every case; `quick` shows only that it works."""
    network = folder / "network.keras"
    subprocess.run([PYTHON, "-m", "benchmarks.network", network], cwd=ROOT, check=True)
    seconds, rounds = (1, 1) if quick else (5, 3)
    rows: list[tuple[str, ...]] = []
    bars: list[Bar] = []
    for case, (delay, works) in CASES.items():
        with museum(delay) as hall:
            hung = catalogue(folder / f"{works}.csv", works, hall.url)
            sides = _case(folder / case, hung, hall.url, network, seconds, rounds)
        rows += [_row(case, visitors, *sides.timings[visitors]) for visitors in CROWDS]
        rows.append(_pair(f"{case}: processor, ms a click", sides.processor))
        bars += _bars(case, sides.timings)
    rows.append(_pair("megabytes a worker", sides.megabytes))
    least = sides.megabytes[1] / sides.megabytes[0]
    bars.append(Bar("memory smaller", round(least, 1), "×", at_least=4))
    return Found(HEADER, rows, bars)


class Sides(NamedTuple):
    """We and the tutorial: timings by number of visitors, megabytes a worker, ms a click.

    The milliseconds are the servers' processor time, without that of visitors and museum.
    """

    timings: dict[int, tuple[Timing, Timing]]
    megabytes: tuple[float, float]
    processor: tuple[float, ...]


def _case(
    folder: Path, works: Path, origin: str, network: Path, seconds: float, rounds: int
) -> Sides:
    folder.mkdir()
    env = {"CATALOGUE": str(works), "NETWORK": str(network), "TF_CPP_MIN_LOG_LEVEL": "3"}
    home = ROOT / "benchmarks" / "tutorial"
    found: dict[int, list[list[Timing]]] = {visitors: [[], []] for visitors in CROWDS}
    with (
        gallery(folder, WORKERS, catalogue=works, museums=origin) as a,
        running(TUTORIAL, env, cwd=home) as b,
    ):
        sides: tuple[Callable[[], Act], ...] = (lambda: ours(a.port), lambda: tutorials(b.port))
        servers, spent = (a, b), [0.0, 0.0]
        # Every work is decided by both workers before the decided ones are timed.
        crowd(sides[0], 8, 2 * seconds)
        for _ in range(rounds):
            for visitors in CROWDS:
                for side, arrive in enumerate(sides):
                    before = servers[side].processor()
                    found[visitors][side].append(crowd(arrive, visitors, seconds))
                    spent[side] += servers[side].processor() - before
        memory = (a.megabytes() / WORKERS, b.megabytes() / WORKERS)
    processor = tuple(1000 * spent[side] / _clicks(found, side) for side in (0, 1))
    timings = {n: (middle(mine), middle(theirs)) for n, (mine, theirs) in found.items()}
    return Sides(timings, memory, processor)


def _pair(what: str, figures: tuple[float, ...]) -> tuple[str, ...]:
    mine, theirs = figures
    return (what, "", f"{mine:.0f}", "", f"{theirs:.0f}", "", f"{theirs / mine:.1f} × less", "")


def _clicks(found: dict[int, list[list[Timing]]], side: int) -> int:
    """Count all clicks of a side, each visitor's first, which is in no timing, too."""
    return sum(run.count + visitors for visitors in CROWDS for run in found[visitors][side])


def _row(case: str, visitors: int, mine: Timing, theirs: Timing) -> tuple[str, ...]:
    figures: list[Any] = []
    for timing in (mine, theirs):
        figures += [f"{timing.p50:.1f}, {timing.p95:.1f}", f"{timing.rate:.0f}"]
    ratios = (f"{theirs.p50 / mine.p50:.1f} ×", f"{mine.rate / theirs.rate:.1f} ×")
    return (case, str(visitors), *figures, *ratios)


def _bars(case: str, found: dict[int, tuple[Timing, Timing]]) -> list[Bar]:
    if case not in ("fresh", "decided"):
        return []
    quicker, more = (50, 50) if case == "decided" else (7, 10)
    mine, theirs = found[1]
    shorter = round(theirs.p50 / mine.p50, 1)
    bars = [Bar(f"{case}: p50 shorter, 1 visitor", shorter, "×", at_least=quicker)]
    for visitors in CROWDS[1:]:
        mine, theirs = found[visitors]
        ratio = round(mine.rate / theirs.rate, 1)
        bars.append(Bar(f"{case}: clicks/s more, {visitors} visitors", ratio, "×", at_least=more))
    return bars
