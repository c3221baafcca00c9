"""`make fuzz`: damaged files by the thousand through decode and predict, in a watched process.

Counts crashes, files that take over two seconds, answers without a picture and the most memory
that the process ever held; then the largest pictures that are admitted, each in a fresh process.
What is done is kept in .cache/fuzz.jsonl, so an interrupted run goes on where it was; the result
is written to benchmarks/fuzz.json.
"""

import argparse
import json
import platform
import queue
import subprocess
import sys
import threading
from collections import Counter
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any, Final

from tqdm import tqdm

from benchmarks.damage import SEED
from benchmarks.largest import largest
from whence.files import atomic_write
from whence.json_lines import JsonLines

ROOT: Final = Path(__file__).parent.parent
RESULTS: Final = ROOT / "benchmarks" / "fuzz.json"
PROGRESS: Final = ROOT / ".cache" / "fuzz.jsonl"
SLOW: Final = 2.0
PATIENCE: Final = 60.0
"""Seconds after which a process that does not answer is stopped: ours is not the only one here."""
ENOUGH: Final = 20_000
"""Files without which a run says too little to be kept."""

FRESH: Final = 2000
"""Files for one process; what piles up would be seen, what breaks is soon replaced."""


class Watched:
    """The process that decodes; it is started when it is needed and after each death."""

    def __init__(self, task: str) -> None:
        self._task, self._process = task, None
        self._answers: queue.Queue[str] = queue.Queue()

    def ask(self, line: str) -> dict[str, Any]:
        """Return what became of one file, or that the process died or hung."""
        process = self._process or self._start()
        assert process.stdin
        process.stdin.write(f"{line}\n")
        process.stdin.flush()
        try:
            answer = self._answers.get(timeout=PATIENCE)
        except queue.Empty:
            answer = None
        if not answer:
            self.stop()
            return {"became": "crash" if answer == "" else "hang", "seconds": PATIENCE, "peak": 0}
        return dict(json.loads(answer))

    def stop(self) -> None:
        """End the process; the next question starts another."""
        if self._process:
            self._process.kill()
            self._process.wait()
        self._process = None

    def _start(self) -> subprocess.Popen[str]:
        command = [sys.executable, "-m", "benchmarks.decoding", self._task]
        pipe, nothing = subprocess.PIPE, subprocess.DEVNULL
        self._process = subprocess.Popen(
            command, stdin=pipe, stdout=pipe, stderr=nothing, text=True, cwd=ROOT
        )
        self._answers = queue.Queue()
        threading.Thread(
            target=self._listen, args=(self._process, self._answers), daemon=True
        ).start()
        return self._process

    @staticmethod
    def _listen(process: subprocess.Popen[str], answers: "queue.Queue[str]") -> None:
        assert process.stdout
        for line in process.stdout:
            answers.put(line)
        answers.put("")


def fuzz(files: int) -> list[dict[str, Any]]:
    """Try the files that were not tried yet; return what became of all."""
    kept = JsonLines(PROGRESS, ("number", "became"))
    done = {record["number"]: record for record in kept if record["seed"] == SEED}
    watched = Watched("fuzz")
    missing = [number for number in range(files) if number not in done]
    for tried, number in enumerate(tqdm(missing, total=files, initial=files - len(missing))):
        if tried % FRESH == 0:
            watched.stop()
        done[number] = {"number": number, "seed": SEED} | watched.ask(str(number))
        kept.append(done[number])
    watched.stop()
    return [done[number] for number in range(files)]


def limits() -> list[dict[str, Any]]:
    """Return memory and seconds of the largest pictures, each in a process of its own."""
    found = []
    with TemporaryDirectory() as folder:
        file = Path(folder) / "picture"
        for kind, data, megapixels in tqdm(largest(), desc="largest pictures"):
            file.write_bytes(data)
            watched = Watched("largest")
            answer = watched.ask(str(file))
            watched.stop()
            sizes = {"megapixels": round(megapixels, 1), "megabytes": round(len(data) / 1e6, 1)}
            found.append({"kind": kind} | sizes | {k: v for k, v in answer.items() if k != "file"})
    return found


def summary(records: list[dict[str, Any]]) -> dict[str, Any]:
    """Count what became of the damaged files, by format."""
    faults = [
        record
        for record in records
        if record["became"] in ("crash", "hang") or record.get("wrong") or record["seconds"] > SLOW
    ]
    formats: dict[str, Counter[str]] = {}
    for record in records:
        name = record.get("kind", "?").partition(",")[0]
        formats.setdefault(name, Counter())[record["became"]] += 1
    return {
        "files": len(records),
        "seed": SEED,
        "crashes": sum(record["became"] == "crash" for record in records),
        "over_two_seconds": sum(record["seconds"] > SLOW for record in records),
        "answers_without_a_picture": sum(bool(record.get("wrong")) for record in records),
        "peak_bytes": max(record["peak"] for record in records),
        "slowest_seconds": max(record["seconds"] for record in records),
        "formats": {name: dict(sorted(counts.items())) for name, counts in sorted(formats.items())},
        "faults": faults,
    }


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--files", type=int, default=24_000, help=f"kept from {ENOUGH:,} on")
    parser.add_argument("--largest-only", action="store_true", help="measure the limits again")
    arguments = parser.parse_args()
    results = json.loads(RESULTS.read_text(encoding="utf-8")) if RESULTS.exists() else {}
    if not arguments.largest_only:
        results["damaged"] = summary(fuzz(arguments.files))
    results["largest"] = limits()
    results["machine"] = f"{platform.machine()}, Python {platform.python_version()}"
    text = json.dumps(results, indent=1) + "\n"
    if not arguments.largest_only and arguments.files < ENOUGH:
        print(text)
        return
    atomic_write(RESULTS, text)
    PROGRESS.unlink(missing_ok=True)


if __name__ == "__main__":
    main()
