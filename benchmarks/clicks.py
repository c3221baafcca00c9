"""Click to verdict: our gallery against the tutorial's pipeline, same network, same museum.

A click is what the browser asks for until picture, label and verdict are all there: two requests
of our page, four of the tutorial's, three of them side by side. Runs alternate; medians are kept.
The tutorial reads its catalogue at each click, so it has one as long as ours really is.
"""

import json
import subprocess
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, ExitStack
from itertools import cycle
from pathlib import Path
from typing import Any, NamedTuple

from benchmarks.dash_calls import DASH, JSON, body, call, press
from benchmarks.line import Line
from benchmarks.results import Bar, Found
from benchmarks.server import PYTHON, ROOT, THEIRS, Server, gallery, museum, running
from benchmarks.synthetic import catalogue
from benchmarks.visitors import Act, Timing, crowd, middle
from whence.catalogue import Catalogue

FRESH = 20_000
"""Works that hang in turn: so many that none comes twice."""

DECIDED = 60
"""Works that hang in turn where all were seen before."""

OURS_REALLY = ROOT / "data" / "paintings.csv"

WORKERS = 2
TUTORIAL = [THEIRS, "-m", "gunicorn", "app:server", "--workers", str(WORKERS), "--threads", "8"]
# As long as ours: by itself it closes a connection that a slow click left idle for two seconds.
TUTORIAL += ["--keep-alive", "95"]
TUTORIAL += ["--no-control-socket", "--timeout", "120", "--bind", "127.0.0.1:{port}"]
CROWDS = (1, 8, 32)
SLOW = 80
"""Milliseconds that the slow museum takes for a picture."""

CASES = {"fresh": (0, FRESH), f"fresh, museum {SLOW} ms": (SLOW, FRESH), "decided": (0, DECIDED)}

HEADER = ("painting", "visitors", "ours: p50, p95 ms", "clicks/s", "tutorial: p50, p95 ms")
HEADER = (*HEADER, "clicks/s", "p50 shorter", "clicks/s more")


def ours(port: int, works: Iterator[int]) -> Act:
    """Return a visitor of our gallery: label and verdict in one answer, then the picture.

    All visitors take the next of the same `works` to hang.
    """
    line = Line(port)
    seen: list[str] = []

    def click() -> None:
        pressed = press(seen, f"work-{next(works)}")
        answer = json.loads(line.ask("POST", DASH, pressed, JSON))["response"]
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
    theirs = len(Catalogue.load(OURS_REALLY))
    for case, (delay, works) in CASES.items():
        place = folder / f"{works}-{delay}"
        place.mkdir()
        with museum(delay) as hall, ExitStack() as both:
            servers = (
                both.enter_context(_gallery(place, works, hall.url)),
                both.enter_context(_tutorial(place, theirs, hall.url, network)),
            )
            sides = _case(servers, works, seconds, rounds)
        rows += [_row(case, visitors, *sides.timings[visitors]) for visitors in CROWDS]
        rows.append(_pair(f"{case}: processor, ms a click", sides.processor))
        rows.append(_pair(f"{case}: megabytes a worker", sides.megabytes))
        bars += _bars(case, sides)
    return Found(HEADER, rows, bars)


def _gallery(folder: Path, works: int, origin: str) -> AbstractContextManager[Server]:
    hung = catalogue(folder / "works.csv", works, origin)
    return gallery(folder, WORKERS, catalogue=hung, museums=origin)


def _tutorial(
    folder: Path, works: int, origin: str, network: Path
) -> AbstractContextManager[Server]:
    hung = catalogue(folder / "theirs.csv", works, origin)
    env = {"CATALOGUE": str(hung), "NETWORK": str(network), "TF_CPP_MIN_LOG_LEVEL": "3"}
    return running(TUTORIAL, env, cwd=ROOT / "benchmarks" / "tutorial")


class Sides(NamedTuple):
    """We and the tutorial: timings by number of visitors, megabytes a worker, ms a click.

    The milliseconds are the servers' processor time, without that of visitors and museum.
    """

    timings: dict[int, tuple[Timing, Timing]]
    megabytes: tuple[float, ...]
    processor: tuple[float, ...]


def _case(servers: tuple[Server, Server], works: int, seconds: float, rounds: int) -> Sides:
    found: dict[int, list[list[Timing]]] = {visitors: [[], []] for visitors in CROWDS}
    turns, spent = cycle(range(works)), [0.0, 0.0]
    sides: tuple[Callable[[], Act], ...] = (
        lambda: ours(servers[0].port, turns),
        lambda: tutorials(servers[1].port),
    )
    # Every work is decided by both workers before the decided ones are timed.
    crowd(sides[0], 8, 2 * seconds)
    for _ in range(rounds):
        for visitors in CROWDS:
            for side, arrive in enumerate(sides):
                before = servers[side].processor()
                found[visitors][side].append(crowd(arrive, visitors, seconds))
                spent[side] += servers[side].processor() - before
    memory = tuple(server.megabytes() / WORKERS for server in servers)
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


def _bars(case: str, sides: Sides) -> list[Bar]:
    if case not in ("fresh", "decided"):
        return []
    quicker, more = (50, 50) if case == "decided" else (7, 10)
    mine, theirs = sides.timings[1]
    shorter = round(theirs.p50 / mine.p50, 1)
    bars = [Bar(f"{case}: p50 shorter, 1 visitor", shorter, "×", at_least=quicker)]
    for visitors in CROWDS[1:]:
        mine, theirs = sides.timings[visitors]
        ratio = round(mine.rate / theirs.rate, 1)
        bars.append(Bar(f"{case}: clicks/s more, {visitors} visitors", ratio, "×", at_least=more))
    least = sides.megabytes[1] / sides.megabytes[0]
    return [*bars, Bar(f"{case}: memory smaller", round(least, 1), "×", at_least=4)]
