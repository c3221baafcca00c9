"""The tables of docs/performance.md and docs/collections.md, from what `make bench` measured."""

from collections.abc import Sequence
from pathlib import Path
from typing import Any

from whence.documents import results, table

RESULTS = "benchmarks/results.json"
PARTS = ("clicks", "peers", "floor", "growth", "starting", "page")
SIZES = (500_000, 5_000_000)
"""Works of the collections whose cost is told."""

PROCESSES = (2, 16, 128)


def performance(root: Path) -> dict[str, str]:
    """Return the regions of docs/performance.md."""
    found = results(root / RESULTS)
    regions = {name: measured(found[name]) for name in PARTS if name in found}
    return {"machine": machine(found["machine"])} | regions


def collections(root: Path) -> dict[str, str]:
    """Return the regions of docs/collections.md."""
    found = results(root / RESULTS).get("collection")
    if found is None:
        return {}
    return {"speed": measured(found), "arithmetic": arithmetic(found["figures"]["local"])}


def machine(found: dict[str, Any]) -> str:
    """Return a sentence about the machine; its processor stands with each part."""
    packages = ", ".join(f"{name} {version}" for name, version in found["packages"].items())
    return (
        f"{found['cores']} cores, {found['gigabytes']} GB, "
        f"Python {found['python']}; {packages}. The gallery runs in {found['gallery']}."
    )


def measured(found: dict[str, Any]) -> str:
    """Return one part's table, its bars, and when, on and beside what it was measured."""
    rows = [tuple(row) for row in found["rows"]]
    parts = [table(tuple(found["header"]), rows)]
    if found["bars"]:
        header = ("bar", "wanted", "reached", "")
        parts.append(table(header, [_bar(bar) for bar in found["bars"]]))
    where = f", {found['processor']}" if "processor" in found else ""
    parts.append(
        f"Measured on {found['date']}{where}; other programs used {found['busy']} % of the "
        "processor when it began."
    )
    return "\n\n".join(parts)


def _bar(bar: dict[str, Any]) -> tuple[str, ...]:
    if bar["at_least"] is not None:
        wanted = f"at least {bar['at_least']:g}"
    else:
        wanted = f"at most {bar['at_most']:g}"
    unit = f" {bar['unit']}" if bar["unit"] else ""
    return bar["what"], wanted + unit, f"{bar['value']:g}{unit}", "met" if bar["met"] else "missed"


def arithmetic(rate: float, sizes: Sequence[int] = SIZES) -> str:
    """Return how long collections take at `rate` works a second and process."""
    rows = [
        (f"{works:,}", *(_duration(works / rate / processes) for processes in PROCESSES))
        for works in sizes
    ]
    return table(("works", *(f"{count} processes" for count in PROCESSES)), rows)


def _duration(seconds: float) -> str:
    if seconds < 5400:
        return f"{seconds / 60:.0f} min"
    return f"{seconds / 3600:.1f} h" if seconds < 48 * 3600 else f"{seconds / 86400:.1f} days"
