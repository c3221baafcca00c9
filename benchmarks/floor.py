"""Our time for a click against the least it could take.

That is the network's arithmetic at the speed of this machine's matrix products, decoding the
picture, and one callback that does nothing.
"""

import json
import subprocess
import time
from collections.abc import Callable
from pathlib import Path
from statistics import median

from benchmarks.dash_calls import DASH, JSON, VERDICT, body, choose
from benchmarks.museum import PICTURES
from benchmarks.results import Bar, Found
from benchmarks.server import PYTHON, ROOT, gallery, museum, running
from benchmarks.synthetic import catalogue
from benchmarks.visitors import Act, Line, crowd
from whence.pictures import decode

SGEMM = """
import numpy, time
a, b = numpy.random.default_rng(0).random((2, 1536, 1536), numpy.float32)
a @ b
times = []
for _ in range(12):
    start = time.perf_counter()
    a @ b
    times.append(time.perf_counter() - start)
print(2 * 1536**3 / min(times))
"""
ONE_THREAD = {"OPENBLAS_NUM_THREADS": "1", "OMP_NUM_THREADS": "1", "MKL_NUM_THREADS": "1"}
FRESH, DECIDED = 20_000, 60
HEADER = ("one visitor, median", "ms")


def measure(folder: Path, quick: bool) -> Found:
    """Measure the floor, then ourselves, in turns."""
    seconds, rounds = (1, 1) if quick else (4, 5)
    flop = _flop(folder / "network.keras")
    speeds, decoding, nothing, fresh, decided = [], [], [], [], []
    serving = [PYTHON, "-m", "gunicorn", "benchmarks.empty:server"]
    with museum() as hall, running(serving, {"WEB_CONCURRENCY": "1"}) as empty:
        many = catalogue(folder / "many.csv", FRESH, hall.url)
        few = catalogue(folder / "few.csv", DECIDED, hall.url)
        (folder / "few").mkdir()
        with (
            gallery(folder, 1, catalogue=many, museums=hall.url) as new,
            gallery(folder / "few", 1, catalogue=few, museums=hall.url) as known,
        ):
            crowd(judge(known.port), 1, 2 * seconds)
            for _ in range(rounds):
                speeds.append(_sgemm())
                decoding.append(_decoding())
                nothing.append(crowd(callback(empty.port), 1, seconds).p50)
                fresh.append(crowd(judge(new.port), 1, seconds).p50)
                decided.append(crowd(judge(known.port), 1, seconds).p50)
    return _report(flop, max(speeds), *map(median, (decoding, nothing, fresh, decided)))


def _report(
    flop: float, speed: float, decoding: float, nothing: float, fresh: float, decided: float
) -> Found:
    arithmetic = 1000 * flop / speed
    least = arithmetic + decoding + nothing
    rows = [
        (f"{flop / 1e9:.2f} GFLOP at {speed / 1e9:.0f} GFLOP/s (sgemm)", f"{arithmetic:.2f}"),
        ("decoding", f"{decoding:.2f}"),
        ("a callback that does nothing", f"{nothing:.2f}"),
        ("**least for a new picture**", f"**{least:.2f}**"),
        ("our verdict on a new picture", f"{fresh:.2f}"),
        ("our verdict on one decided before", f"{decided:.2f}"),
    ]
    above, beside = round(fresh / least, 2), round(decided / nothing, 2)
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
    times = []
    for picture in PICTURES:
        start = time.perf_counter()
        decode(picture, 224)
        times.append(time.perf_counter() - start)
    return 1000 * median(times)


def callback(port: int) -> Callable[[], Act]:
    """Return visitors of the empty callback."""
    asked = body(["verdict.children"], [("show", "n_clicks", 1)])

    def arrive() -> Act:
        line = Line(port)
        return lambda: _timed(line, asked)

    return arrive


def judge(port: int) -> Callable[[], Act]:
    """Return visitors of whose clicks only the verdict is timed, its picture being at hand."""

    def arrive() -> Act:
        line = Line(port)
        seen: list[str] = []

        def act() -> float:
            hung, seen[:] = choose(line, seen)
            return _timed(line, body(VERDICT, [("hung", "data", hung)]))

        return act

    return arrive


def _timed(line: Line, asked: bytes) -> float:
    start = time.perf_counter()
    answer = line.ask("POST", DASH, asked, JSON)
    took = time.perf_counter() - start
    assert b"verdict" in answer, answer
    return took
