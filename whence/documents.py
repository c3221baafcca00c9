"""Regions of Markdown files that commands write, so that no figure is ever typed by hand."""

import json
import re
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from whence.files import atomic_write


class RegionMissingError(Exception):
    """A document without the markers of the region that should be written into it."""


def filled(text: str, region: str, content: str) -> str:
    """Return `text` with what stands between the two markers of `region` replaced by `content`.

    The markers are `<!-- region:begin -->` and `<!-- region:end -->`, each on a line of its own.
    Raises RegionMissingError where they are not there.
    """
    begin, end = f"<!-- {region}:begin -->", f"<!-- {region}:end -->"
    pattern = re.compile(
        rf"(?<={re.escape(begin)}\n).*?(?=^{re.escape(end)}$)", re.DOTALL | re.MULTILINE
    )
    result, found = pattern.subn(lambda _: f"{content.rstrip()}\n" if content else "", text)
    if found != 1:
        raise RegionMissingError(f"There is no region “{region}” ({begin} … {end}).")
    return result


def results(path: Path) -> dict[str, Any]:
    """Return what a command measured and keeps as a JSON object; raises OSError, ValueError."""
    found: dict[str, Any] = json.loads(path.read_text(encoding="utf-8"))
    return found


def fill(path: Path, **regions: str) -> None:
    """Write each region's content into the document at `path`; raises RegionMissingError."""
    text = path.read_text(encoding="utf-8")
    for region, content in regions.items():
        text = filled(text, region, content)
    atomic_write(path, text)


def table(header: tuple[str, ...], rows: Sequence[tuple[str, ...]]) -> str:
    """Return a Markdown table."""
    lines = [header, tuple("---" for _ in header), *rows]
    return "\n".join(f"| {' | '.join(line)} |" for line in lines)


def percent(share: float | None) -> str:
    """Return a share as per cent with one decimal, a dash where there is none."""
    return "–" if share is None else f"{100 * share:.1f} %"
