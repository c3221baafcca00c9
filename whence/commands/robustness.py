"""The regions of docs/robustness.md: what the last runs of its commands found."""

from collections import Counter
from pathlib import Path
from typing import Any

from whence.documents import results, table


def robustness(root: Path) -> dict[str, str]:
    """Return the regions of docs/robustness.md that are written from results."""
    folder = root / "benchmarks"
    fuzz = results(folder / "fuzz.json")
    return {
        "damaged": damaged(fuzz["damaged"]),
        "largest": largest(fuzz["largest"]),
        "mutants": mutants(results(folder / "mutants.json")),
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
        (outcome["fault"], outcome["saw"], outcome["lost"], "yes" if outcome["held"] else "**no**")
        for part in found.values()
        for outcome in part["outcomes"]
    ]
    return table(("fault", "what visitors saw", "what was lost", "borne"), rows)


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
