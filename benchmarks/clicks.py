"""Click to verdict: our gallery against the tutorial's pipeline, same network, same museum.

A click is what the browser asks for until picture, label and verdict are all there; the requests
that a page sends side by side are sent side by side here. Runs alternate; medians are kept.
"""

import csv
import json
import random
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

from benchmarks.server import ROOT, Server, running
from benchmarks.visitors import Line, Timing, Visitor, crowd, middle
from whence.painting import COLUMNS

WORKS = 20_000
"""So many that a random one was hardly ever seen before."""

DECIDED = 60
"""So few that all were seen before."""

WORKERS = "2"
CROWDS = (1, 8, 32)
DASH = "/_dash-update-component"
JSON = "application/json"


def catalogue(path: Path, museum: str, works: int) -> Path:
    """Write a catalogue of `works` works whose pictures hang at `museum`."""
    cultures = ("America", "China", "India", "Japan")
    with path.open("w", newline="") as file:
        table = csv.DictWriter(file, COLUMNS, restval="")
        table.writeheader()
        for number in range(works):
            table.writerow(
                {
                    "id": f"work-{number}",
                    "culture": cultures[number % 4],
                    "title": f"Work {number}",
                    "image_url": f"{museum}/{number}.jpg",
                }
            )
    return path


def ours(port: int) -> Visitor:
    """Return a visitor of our gallery: choose, then picture, plaque and verdict side by side."""
    first, *rest = (Line(port) for _ in range(4))
    seen: list[str] = []

    def click() -> None:
        state = [("next", "data", None), ("seen", "data", seen)]
        chosen = _call(first, ["hung.data", "seen.data", "notice.children"], ("show", 1), state)
        hung = chosen["hung"]["data"]
        seen[:] = chosen["seen"]["data"]
        wanted = (["wall.children"], ["plaque.children"], ["verdict.children", "bars.children"])
        for line, outputs in zip(rest, wanted, strict=True):
            line.send("POST", DASH, _body(outputs, ("hung", hung), []), JSON)
        first.ask("GET", f"/pictures/{hung}")
        answers = [line.receive() for line in rest]
        if b"verdict" not in answers[-1]:
            raise RuntimeError("no verdict")

    return click


def tutorials(port: int) -> Visitor:
    """Return a visitor of the tutorial's page: choose, then its three callbacks side by side."""
    first, *rest = (Line(port) for _ in range(4))

    def click() -> None:
        row = _call(first, ["row.data"], ("show", 1), [])["row"]["data"]
        wanted = (("picture", []), ("culture", []), ("guess", [("show", "n_clicks", 1)]))
        for line, (output, state) in zip(rest, wanted, strict=True):
            line.send("POST", DASH, _body([f"{output}.children"], ("row", row), state), JSON)
        for line in rest:
            line.receive()

    return click


def _call(line: Line, outputs: list[str], trigger: tuple[str, Any], state: list[Any]) -> Any:
    return json.loads(line.ask("POST", DASH, _body(outputs, trigger, state), JSON))["response"]


def _body(outputs: list[str], trigger: tuple[str, Any], state: list[Any]) -> bytes:
    named = [dict(zip(("id", "property"), name.split("."), strict=True)) for name in outputs]
    name, value = trigger
    kind = "n_clicks" if name == "show" else "data"
    call = {
        "output": outputs[0] if len(outputs) == 1 else f"..{'...'.join(outputs)}..",
        "outputs": named[0] if len(named) == 1 else named,
        "inputs": [{"id": name, "property": kind, "value": value}],
        "state": [{"id": i, "property": p, "value": v} for i, p, v in state],
        "changedPropIds": [f"{name}.{kind}"],
    }
    return json.dumps(call).encode()


def gunicorn(*words: str) -> list[str]:
    """Return the command that serves with the same number of workers for both."""
    python = str(Path(sys.executable))
    return [python, "-m", "gunicorn", "--workers", WORKERS, "--bind", "127.0.0.1:{port}", *words]


def measure(folder: Path, seconds: float, rounds: int) -> dict[str, Any]:
    """Return all figures: {case: {who: {visitors: timing}}} and megabytes a gallery."""
    network = folder / "network.keras"
    _make(network)
    results: dict[str, Any] = {}
    for case, delay, works in (
        ("fresh", "0", WORKS),
        ("slow museum", "80", WORKS),
        ("decided", "0", DECIDED),
    ):
        museum_command = [sys.executable, "-m", "uvicorn", "benchmarks.museum:app"]
        museum_command += ["--port", "{port}", "--log-level", "critical"]
        with running(museum_command, {"DELAY": delay}, "/1.jpg") as museum:
            works_csv = catalogue(folder / f"{works}.csv", museum.url, works)
            results[case] = _case(case, folder, works_csv, network, museum, seconds, rounds)
    return results


def _case(
    case: str,
    folder: Path,
    works: Path,
    network: Path,
    museum: Server,
    seconds: float,
    rounds: int,
) -> dict[str, Any]:
    cache = folder / f"cache-{case}-{random.randrange(10**9)}"  # noqa: S311
    our_env = {
        "WHENCE_CATALOGUE": str(works),
        "WHENCE_MUSEUMS": museum.url,
        "WHENCE_CACHE": str(cache),
        "DATABASE_URL": f"sqlite:///{folder / 'feedback.db'}",
        "WEB_CONCURRENCY": WORKERS,
    }
    their_env = {"CATALOGUE": str(works), "NETWORK": str(network), "TF_CPP_MIN_LOG_LEVEL": "3"}
    theirs = gunicorn("--threads", "8", "--timeout", "120", "benchmarks.tutorial.app:server")
    found: dict[str, dict[str, list[Timing]]] = {"ours": {}, "tutorial": {}}
    with running(gunicorn("app:server"), our_env) as a, running(theirs, their_env) as b:
        sides: tuple[tuple[str, Callable[[], Visitor]], ...] = (
            ("ours", lambda: ours(a.port)),
            ("tutorial", lambda: tutorials(b.port)),
        )
        if case == "decided":
            crowd(sides[0][1], 8, seconds)
        for _ in range(rounds):
            for visitors in CROWDS:
                for name, arrive in sides:
                    timing = crowd(arrive, visitors, seconds)
                    found[name].setdefault(str(visitors), []).append(timing)
        megabytes = {"ours": a.megabytes(), "tutorial": b.megabytes()}
    return {
        name: {
            "megabytes": megabytes[name],
            "visitors": {count: middle(runs)._asdict() for count, runs in timings.items()},
        }
        for name, timings in found.items()
    }


def _make(network: Path) -> None:
    import subprocess

    subprocess.run([sys.executable, "-m", "benchmarks.network", network], cwd=ROOT, check=True)
