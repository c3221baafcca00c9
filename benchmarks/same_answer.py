"""`make same-answer`: the same pictures on every Python, with one and two threads, again, at once.

Each way is a process of its own; Pythons are those whose environment lies beside this one, as
`make test-all` leaves them. Probabilities must agree to 1e-5, labels and verdicts altogether; the
result is written to benchmarks/same_answer.json.
"""

import json
import subprocess
import sys
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any, Final

import cv2
from tqdm import tqdm

from benchmarks.answers import AT_ONCE
from benchmarks.machine import machine, now
from benchmarks.server import ROOT
from whence.files import atomic_write

RESULTS: Final = ROOT / "benchmarks" / "same_answer.json"
TOLERANCE: Final = 1e-5
FORMATS: Final = (".jpg", ".png", ".webp", ".avif", ".gif", ".bmp", ".tiff")
VERSIONS: Final = ("3.11", "3.12", "3.13")
WAYS: Final = {
    "one thread": (1, 1),
    "after a restart": (1, 1),
    "two threads": (2, 1),
    f"{AT_ONCE} at once": (1, AT_ONCE),
    f"two threads, {AT_ONCE} at once": (2, AT_ONCE),
}
"""LiteRT's threads, and how many pictures are decided at the same time."""


def pictures(folder: Path) -> Path:
    """Write every built-in study in one of the formats that we read, each in a size of its own."""
    for number, path in enumerate(sorted((ROOT / "data" / "studies").glob("*.webp"))):
        suffix = FORMATS[number % len(FORMATS)]
        pixels = cv2.resize(cv2.imread(str(path)), (300 + number, 240))
        (folder / f"{path.stem}{suffix}").write_bytes(cv2.imencode(suffix, pixels)[1].tobytes())
    return folder


def environments() -> dict[str, Path]:
    """Return the Python of each environment beside this project's, by its version."""
    found = {".".join(map(str, sys.version_info[:2])): Path(sys.executable)}
    for version in VERSIONS:
        python = ROOT / f".venv-{version}" / "bin" / "python"
        if version not in found and python.exists():
            found[version] = python
    return dict(sorted(found.items()))


def asked(python: Path, folder: Path, threads: int, at_once: int) -> dict[str, Any]:
    """Return all answers of a fresh process."""
    command = [python, "-m", "benchmarks.answers", folder]
    command += ["--threads", str(threads), "--at-once", str(at_once)]
    done = subprocess.run(command, cwd=ROOT, check=True, stdout=subprocess.PIPE, timeout=300)
    answers: dict[str, Any] = json.loads(done.stdout)
    return answers


def differences(answers: dict[str, Any], expected: dict[str, Any]) -> dict[str, Any]:
    """Return the largest difference of a probability, and how many labels or verdicts differ."""
    assert answers.keys() == expected.keys()
    pairs = [(answers[name], expected[name]) for name in expected]
    return {
        "largest_difference": max(
            abs(one - other)
            for a, b in pairs
            for one, other in zip(a["probabilities"], b["probabilities"], strict=True)
        ),
        "other_labels": sum(a["label"] != b["label"] for a, b in pairs),
        "other_verdicts": sum(a["verdict"] != b["verdict"] for a, b in pairs),
    }


def main() -> None:
    pythons = environments()
    if missing := ", ".join(set(VERSIONS) - set(pythons)):
        raise SystemExit(f"There is no environment for Python {missing}: run `make test-all`.")
    found: dict[str, dict[str, Any]] = {}
    expected: dict[str, Any] | None = None
    with TemporaryDirectory(prefix="whence-same-") as temporary:
        folder = pictures(Path(temporary))
        for version, python in pythons.items():
            found[version] = {}
            for way, how in tqdm(WAYS.items(), desc=f"Python {version}"):
                answers = asked(python, folder, *how)
                expected = expected or answers
                found[version][way] = differences(answers, expected)
    result = now() | {"machine": machine(), "pictures": len(expected or {}), "ways": found}
    atomic_write(RESULTS, json.dumps(result, indent=1, ensure_ascii=False) + "\n")
    print(json.dumps(found, indent=1))
    each = [figures for ways in found.values() for figures in ways.values()]
    same = all(
        figures["largest_difference"] <= TOLERANCE
        and not figures["other_labels"] + figures["other_verdicts"]
        for figures in each
    )
    raise SystemExit(0 if same else "Not every answer is the same.")


if __name__ == "__main__":
    main()
