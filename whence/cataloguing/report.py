"""What a catalogue was built from: how many rows were read, left out and why, and kept."""

import json
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any

from whence.painting import Painting


@dataclass
class Report:
    """Counts that fill up while a catalogue is built.

    `read` counts rows a source, `dropped` and `mended` count rows a reason.
    """

    read: Counter[str] = field(default_factory=Counter)
    dropped: dict[str, Counter[str]] = field(default_factory=dict)
    mended: Counter[str] = field(default_factory=Counter)
    kept: dict[str, int] = field(default_factory=dict)

    def drop(self, source: str, why: str) -> None:
        """Count one row of `source` as left out, because of `why`."""
        self.dropped.setdefault(source, Counter())[why] += 1

    def keep(self, paintings: Iterable[Painting]) -> None:
        """Count what is in the finished catalogue, beside where it came from."""
        works = list(paintings)
        for source, rows in self.read.items():
            self.kept[f"from {source}"] = rows - sum(self.dropped.get(source, {}).values())
        self.kept["paintings"] = len(works)
        for culture, count in sorted(Counter(work.culture for work in works).items()):
            self.kept[culture] = count
        self.kept["with a title"] = sum(bool(work.title) for work in works)
        for licence, count in sorted(Counter(work.licence for work in works).items()):
            self.kept[f"licence {licence}"] = count

    def to_json(self) -> str:
        """Return the counts as JSON text, always in the same order."""
        content: dict[str, Any] = {
            "read": self.read,
            "dropped": self.dropped,
            "mended": dict(sorted(self.mended.items())),
            "kept": self.kept,
        }
        return json.dumps(content, indent=2, ensure_ascii=False) + "\n"

    def table(self) -> str:
        """Return the counts as a Markdown table for people."""
        lines = ["| what | rows |", "|---|---:|"]
        for source, count in self.read.items():
            lines.append(f"| **{source}**: read | {count:,} |")
            for why, rows in sorted(self.dropped.get(source, {}).items()):
                lines.append(f"| left out: {why} | {rows:,} |")
        lines.append(f"| **catalogue**: paintings | {self.kept['paintings']:,} |")
        names = [name for name in self.kept if name != "paintings"]
        lines += [f"| {name} | {self.kept[name]:,} |" for name in names]
        lines += [f"| mended: {what} | {rows:,} |" for what, rows in sorted(self.mended.items())]
        return "\n".join(lines)
