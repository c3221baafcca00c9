"""Our time for a click against the least it could take.

That is the network's arithmetic at the speed of this machine's matrix products, decoding the
picture, and one callback that does nothing. Ours is a press of the button by which a painting is
hung, labelled and judged. All of it is processor time, which others who are busy on the machine
cannot lengthen as they do waiting.
"""

import json
import subprocess
import time
from collections.abc import Sequence
from pathlib import Path
from statistics import median

from benchmarks.dash_calls import DASH, JSON, body, press
from benchmarks.line import Line
from benchmarks.museum import PICTURES
from benchmarks.results import Bar, Found
from benchmarks.server import OURS, PYTHON, ROOT, Server, gallery, museum, running
from benchmarks.synthetic import catalogue
from whence.pictures import decode

SGEMM = """
import numpy, time
a, b = numpy.random.default_rng(0).random((2, 1536, 1536), numpy.float32)
a @ b
times = []
for _ in range(12):
    start = time.process_time()
    a @ b
    times.append(time.process_time() - start)
print(2 * 1536**3 / sorted(times)[6])
"""
ONE_THREAD = {"OPENBLAS_NUM_THREADS": "1", "OMP_NUM_THREADS": "1", "MKL_NUM_THREADS": "1"}
WORKS = 20_000
HEADER = ("a press, median of the rounds", "processor, ms", "asked to answered, ms")

Times = tuple[float, float]
"""Milliseconds of the server's processor, and those that the visitor waited."""


def measure(folder: Path, quick: bool) -> Found:
    """Measure the floor, then ourselves, in turns."""
    rounds, clicks = (1, 50) if quick else (7, 200)
    flop = _flop(folder / "network.keras")
    speeds, decoding, nothing, fresh, decided = [], [], [], [], []
    serving = [OURS, "-m", "gunicorn", "benchmarks.empty:server"]
    asked = [body(["verdict.children"], [("show", "n_clicks", 1)])]
    with museum() as hall, running(serving, {"WEB_CONCURRENCY": "1"}) as empty:
        works = catalogue(folder / "works.csv", WORKS, hall.url)
        with gallery(folder, 1, catalogue=works, museums=hall.url) as ours:
            for turn in range(rounds):
                speeds.append(_sgemm())
                decoding.append(_decoding())
                nothing.append(_asked(empty, asked * clicks))
                pressed = _pressed(ours, range(turn * clicks, (turn + 1) * clicks))
                fresh.append(_asked(ours, pressed))
                decided.append(_asked(ours, pressed))
    return _report(flop, median(speeds), median(decoding), *map(_middle, (nothing, fresh, decided)))


def _report(
    flop: float, speed: float, decoding: float, nothing: Times, fresh: Times, decided: Times
) -> Found:
    arithmetic = 1000 * flop / speed
    least = arithmetic + decoding + nothing[0]
    rows = [
        (f"{flop / 1e9:.2f} GFLOP at {speed / 1e9:.0f} GFLOP/s (sgemm)", f"{arithmetic:.2f}", ""),
        ("decoding", f"{decoding:.2f}", ""),
        ("a callback that does nothing", *(f"{value:.2f}" for value in nothing)),
        ("**least for a new picture**", f"**{least:.2f}**", ""),
        ("ours on a new picture", *(f"{value:.2f}" for value in fresh)),
        ("ours on one decided before", *(f"{value:.2f}" for value in decided)),
    ]
    above, beside = round(fresh[0] / least, 2), round(decided[0] / nothing[0], 2)
    bars = [
        Bar("new picture over the least", above, "×", at_most=1.6),
        Bar("decided picture over a callback that does nothing", beside, "×", at_most=1.5),
    ]
    return Found(HEADER, rows, bars)


def _flop(path: Path) -> float:
    command = [PYTHON, "-m", "benchmarks.network", path]
    done = subprocess.run(command, cwd=ROOT, check=True, capture_output=True, text=True)
    return float(json.loads(done.stdout.splitlines()[-1])["flop"])


def _sgemm() -> float:
    """Return single-precision operations a second of one thread at matrix products."""
    command = [PYTHON, "-c", SGEMM]
    done = subprocess.run(command, env=ONE_THREAD, check=True, capture_output=True, text=True)
    return float(done.stdout)


def _decoding() -> float:
    start = time.process_time()
    for picture in PICTURES:
        decode(picture, 224)
    return 1000 * (time.process_time() - start) / len(PICTURES)


def _pressed(server: Server, works: range) -> list[bytes]:
    """Have these works fetched from the museum; return the presses that hang them."""
    line = Line(server.port)
    for work in works:
        line.ask("GET", f"/pictures/work-{work}")
    return [press(ready=f"work-{work}") for work in works]


def _asked(server: Server, bodies: Sequence[bytes]) -> Times:
    """Ask one after the other."""
    line, waited = Line(server.port), []
    before = server.processor()
    for asked in bodies:
        start = time.perf_counter()
        answer = line.ask("POST", DASH, asked, JSON)
        waited.append(time.perf_counter() - start)
        assert b"verdict" in answer, answer
    used = server.processor() - before
    return 1000 * used / len(bodies), 1000 * median(waited)


def _middle(rounds: Sequence[Times]) -> Times:
    processor, waited = zip(*rounds, strict=True)
    return median(processor), median(waited)
