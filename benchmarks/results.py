"""What a measurement hands in, a table and the bars it was held against, and where it is kept."""

import json
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import Any

from whence.files import atomic_write

RESULTS = Path(__file__).resolve().parent / "results.json"


@dataclass(frozen=True)
class Bar:
    """A figure that had to reach something: `at_least` or `at_most` is what it had to."""

    what: str
    value: float
    unit: str = ""
    at_least: float | None = None
    at_most: float | None = None

    @property
    def met(self) -> bool:
        """Tell whether it did."""
        enough = self.at_least is None or self.value >= self.at_least
        return enough and (self.at_most is None or self.value <= self.at_most)


@dataclass(frozen=True)
class Found:
    """What one part measured: a table as it is shown, its bars, and figures for other uses."""

    header: tuple[str, ...]
    rows: list[tuple[str, ...]]
    bars: list[Bar] = field(default_factory=list)
    figures: dict[str, Any] = field(default_factory=dict)

    def as_json(self) -> dict[str, Any]:
        """Return it as it is kept."""
        bars = [asdict(bar) | {"met": bar.met} for bar in self.bars]
        return asdict(self) | {"bars": bars}


def keep(name: str, found: dict[str, Any], path: Path = RESULTS) -> None:
    """Write one part's result beside those of the others, which stay as they are."""
    results = read(path)
    results[name] = found
    atomic_write(path, json.dumps(results, indent=1, ensure_ascii=False) + "\n")


def read(path: Path = RESULTS) -> dict[str, Any]:
    """Return all that was kept, by part; nothing where nothing was measured."""
    if not path.exists():
        return {}
    results: dict[str, Any] = json.loads(path.read_text(encoding="utf-8"))
    return results
