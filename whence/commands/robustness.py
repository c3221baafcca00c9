"""The regions of docs/robustness.md about load, faults and same answers, from their results."""

from pathlib import Path
from typing import Any

from whence.documents import results, table


def robustness(root: Path) -> dict[str, str]:
    """Return the regions of docs/robustness.md that are written from results."""
    folder = root / "benchmarks"
    return {
        "soak": soak(results(folder / "soak.json")),
        "faults": faults(results(folder / "faults.json")),
        "same-answer": same_answer(results(folder / "same_answer.json")),
    }


def soak(found: dict[str, Any]) -> str:
    """Return what fifty visitors at once got, in a paragraph and a table."""
    memory = found["megabytes"]
    rows = [
        (kind, f"{each['requests']:,}", f"{each['p50']:.0f}", f"{each['p95']:.0f}")
        for kind, each in found["by_kind"].items()
    ]
    machine = found["machine"]
    paragraph = (
        f"{found['visitors']} visitors for {found['minutes']:.0f} minutes on {machine['cores']} "
        f"cores ({machine['processor']}), visitors and museum on the same machine, of which other "
        f"work took {found['busy']} % when they came: {found['requests']:,} requests, "
        f"{found['status_5xx']} answered with an error (5xx), {found['no_answer']} without an "
        f"answer, {found['wrong_pictures']} wrong pictures; {found['told_to_come_again']} times "
        "the gallery was too busy (503) and said when to come again. Memory of all processes, "
        f"shared pages counted once: {memory['start']:.0f} MB once warm, {memory['middle']:.0f} MB "
        f"in the middle, {memory['end']:.0f} MB at the end ({memory['growth']:+.1%})."
    )
    return paragraph + "\n\n" + table(("request", "number", "p50, ms", "p95, ms"), rows)


def faults(found: dict[str, Any]) -> str:
    """Return one row a fault."""
    rows = [
        (outcome["fault"], outcome["saw"], outcome["lost"])
        for part in found.values()
        for outcome in part["outcomes"]
    ]
    return table(("fault", "what visitors saw", "what was lost"), rows)


def same_answer(found: dict[str, Any]) -> str:
    """Return in a sentence how far answers differ."""
    each = [figures for ways in found["ways"].values() for figures in ways.values()]
    largest = max(figures["largest_difference"] for figures in each)
    others = sum(figures["other_labels"] + figures["other_verdicts"] for figures in each)
    return (
        f"{found['pictures']} pictures of all formats on Python {', '.join(found['ways'])}, each "
        f"decided in these ways: {'; '.join(next(iter(found['ways'].values())))}. The largest "
        f"difference of a probability is {largest:g}; {others} labels or verdicts differ."
    )
