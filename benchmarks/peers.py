"""One picture of a visitor's own, answered by us and by what others show a model with.

Each runs as one process with the same network, ours as `make run` starts it: FastAPI and Gradio
are asked over HTTP as their documents say, Streamlit through a browser, and so is our page, since
nothing else drives it.
"""

import subprocess
from collections.abc import Callable
from pathlib import Path
from statistics import median

from benchmarks.by_hand import Page, ours, streamlits
from benchmarks.results import Bar, Found
from benchmarks.server import PYTHON, ROOT, THEIRS, Server, gallery, running
from benchmarks.uploads import gradios, posted
from benchmarks.visitors import Act, Timing, crowd, middle
from tests.browsing import chromium

FASTAPI = [THEIRS, "-m", "uvicorn", "benchmarks.frameworks.fastapi_keras:app", "--port", "{port}"]
GRADIO = [THEIRS, "-m", "benchmarks.frameworks.gradio_page"]
STREAMLIT = [THEIRS, "-m", "streamlit", "run", "benchmarks/frameworks/streamlit_page.py"]
STREAMLIT += ["--server.port", "{port}", "--server.headless", "true"]
MANY = 8
"""Visitors at once for the rate; one for p50."""

HEADER = ("one upload", "p50, ms", "p95, ms", "requests/s", "MB", "our p50 shorter")
HEADER = (*HEADER, "our requests/s more", "our memory smaller")

Measured = tuple[Timing, float, float]
"""One visitor's times, requests a second by many, megabytes."""


def measure(folder: Path, quick: bool) -> Found:
    """Measure one after the other, each alone on the machine, and all of that over again."""
    network = folder / "network.keras"
    subprocess.run([PYTHON, "-m", "benchmarks.network", network], cwd=ROOT, check=True)
    env = {"NETWORK": str(network), "TF_CPP_MIN_LOG_LEVEL": "3", "PYTHONPATH": str(ROOT)}
    env |= {"GRADIO_ANALYTICS_ENABLED": "False", "STREAMLIT_BROWSER_GATHER_USAGE_STATS": "false"}
    seconds, rounds = (1, 1) if quick else (4, 3)
    runs: dict[str, list[Measured]] = {}
    for _ in range(rounds):
        with gallery(folder, None) as mine:
            runs.setdefault("Whence", []).append(_over_http(mine, predicts, seconds))
        # Another process, as Streamlit's answers nothing but a browser either.
        with gallery(folder, None) as mine:
            runs.setdefault("Whence, in a browser", []).append(_by_hand(mine, ours, seconds))
        for name, (command, visitor) in OVER_HTTP.items():
            with running(command, env) as server:
                runs.setdefault(name, []).append(_over_http(server, visitor, seconds))
        with running(STREAMLIT, env) as server:
            found = _by_hand(server, streamlits, seconds)
            runs.setdefault("Streamlit + Keras, in a browser", []).append(found)
    return _report({name: _middle(timings) for name, timings in runs.items()})


def predicts(port: int) -> Act:
    """Return a visitor of our API."""
    return posted(port, "/api/v1/predict")


OVER_HTTP: dict[str, tuple[list[str], Callable[[int], Act]]] = {
    "FastAPI + Keras": (FASTAPI, lambda port: posted(port, "/predict")),
    "Gradio + Keras": (GRADIO, gradios),
}


def _over_http(server: Server, visitor: Callable[[int], Act], seconds: float) -> Measured:
    alone = crowd(lambda: visitor(server.port), 1, seconds)
    together = crowd(lambda: visitor(server.port), MANY, seconds)
    return alone, together.rate, server.megabytes()


def _by_hand(server: Server, page: Page, seconds: float) -> Measured:
    with chromium() as browser:
        timing = page(browser, server.url, seconds)
    return timing, timing.rate, server.megabytes()


def _middle(runs: list[Measured]) -> Measured:
    timings, rates, memories = zip(*runs, strict=True)
    return middle(list(timings)), median(rates), median(memories)


def _report(found: dict[str, Measured]) -> Found:
    rows, bars = [], []
    for name, (timing, rate, memory) in found.items():
        figures = (f"{timing.p50:.1f}", f"{timing.p95:.1f}", f"{rate:.1f}", f"{memory:.0f}")
        if name.startswith("Whence"):
            rows.append((name, *figures, "", "", ""))
            continue
        mine = found["Whence, in a browser" if name.endswith("browser") else "Whence"]
        ratios = (timing.p50 / mine[0].p50, mine[1] / rate, memory / mine[2])
        rows.append((name, *figures, *(f"{ratio:.1f} ×" for ratio in ratios)))
        for what, ratio, least in zip(
            ("p50 shorter", "requests/s more", "memory smaller"), ratios, (7, 7, 5), strict=True
        ):
            bars.append(Bar(f"{name}: {what}", round(ratio, 1), "×", at_least=least))
    return Found(HEADER, rows, bars)
