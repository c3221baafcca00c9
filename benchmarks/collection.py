"""How many works `classify-collection` decides a second, and what that means for millions."""

import re
import subprocess
import time
from pathlib import Path

from benchmarks.museum import PICTURES
from benchmarks.results import Found
from benchmarks.server import PYTHON, ROOT
from benchmarks.synthetic import catalogue

ENGINES = ("local", "ray")
WORKERS = 2
HEADER = ("engine", "works", "seconds", "of which until the first answer", "works/s a process")


def measure(folder: Path, quick: bool) -> Found:
    """Decide pictures on disk with each engine, few and then many, so that starting is known."""
    few, many = (100, 300) if quick else (200, 4_200)
    for number in range(many):
        picture = PICTURES[number % len(PICTURES)] + str(number).encode()
        (folder / f"{number}.jpg").write_bytes(picture)
    rows, figures = [], {}
    for engine in ENGINES:
        short, long = (_seconds(folder, engine, works) for works in (few, many))
        rate = (many - few) / (long - short) / WORKERS
        start = max(0.0, short - few / rate / WORKERS)
        rows.append((engine, f"{many:,}", f"{long:.0f}", f"{start:.1f}", f"{rate:.0f}"))
        figures[engine] = round(rate, 1)
    return Found(HEADER, rows, figures=figures)


def _seconds(folder: Path, engine: str, works: int) -> float:
    hung = catalogue(folder / f"{engine}-{works}.csv", works, "")
    # Relative pictures lie beside their catalogue.
    hung.write_text(re.sub(r",/(\d+\.jpg)", r",\1", hung.read_text(encoding="utf-8")))
    to = folder / f"{engine}-{works}"
    command = [PYTHON, "-m", "whence", "classify-collection", hung, "--to", to]
    start = time.perf_counter()
    subprocess.run(
        [*command, "--engine", engine, "--workers", str(WORKERS)],
        cwd=ROOT,
        check=True,
        capture_output=True,
    )
    return time.perf_counter() - start
