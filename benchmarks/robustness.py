"""Writes the figures of docs/robustness.md from the results that are kept beside this file."""

import json
from collections import Counter
from pathlib import Path
from typing import Any

from whence.documents import fill, table


def write(root: Path) -> None:
    """Fill the regions of docs/robustness.md under `root`."""
    fuzz, found = (
        json.loads((root / "benchmarks" / name).read_text(encoding="utf-8"))
        for name in ("fuzz.json", "mutants.json")
    )
    fill(
        root / "docs" / "robustness.md",
        damaged=damaged(fuzz["damaged"]),
        largest=largest(fuzz["largest"]),
        mutants=mutants(found),
    )


def damaged(found: dict[str, Any]) -> str:
    """Return what became of the damaged files, in a sentence and a table."""
    rows = []
    for name, counts in found["formats"].items():
        total, decoded = sum(counts.values()), counts.get("decoded", 0)
        rows.append((name, f"{total:,}", f"{decoded:,}", f"{total - decoded:,}"))
    return (
        f"{found['files']:,} damaged files (seed {found['seed']}): {found['crashes']} crashes, "
        f"{found['over_two_seconds']} over two seconds of processor time (the slowest took "
        f"{found['slowest_seconds']:.1f}), {found['answers_without_a_picture']} answers without a "
        f"picture, at most {found['peak_bytes'] / 1e6:.0f} MB in the process.\n\n"
        + table(("made of", "files", "decoded all the same", "refused"), rows)
    )


def largest(found: list[dict[str, Any]]) -> str:
    """Return one row a kind of picture: how large it may be and what that takes."""
    rows = [
        (
            each["kind"],
            f"{each['megapixels']:.1f}",
            f"{each['megabytes']:.1f}",
            f"{each['peak'] / 1e6:.0f}",
            f"{each['seconds']:.1f}",
        )
        for each in found
    ]
    return table(("kind", "megapixels", "file, MB", "process, MB", "processor, s"), rows)


def mutants(found: dict[str, Any]) -> str:
    """Return how many changes were noticed, by module, and why the others need not be."""
    rows = []
    for name, counts in found["modules"].items():
        made, noticed = counts["mutants"], counts["noticed"]
        rows.append((f"`{name}.py`", f"{made:,}", f"{noticed:,}", f"{noticed / made:.1%}"))
    reasons = Counter(each["why"] or "not explained" for each in found["survivors"])
    left = [(why, f"{count:,}") for why, count in reasons.most_common()]
    return (
        table(("module", "changes", "noticed", "share"), rows)
        + "\n\n"
        + table(("why the others live", "changes"), left)
    )


if __name__ == "__main__":
    write(Path(__file__).parent.parent)
