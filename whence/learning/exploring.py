"""What a data set holds before anything is learnt: labels, sizes, sources, a few works."""

import random
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

import numpy as np
import numpy.typing as npt
from tqdm import tqdm

from whence.headers import read_header
from whence.learning.dataset import DataError, Item, picture_of
from whence.pictures import PictureError, decode

WORKS: Final = 25
NO_LABEL: Final = "(no label)"
_SIDE: Final = 160
_GLANCE: Final = 32


@dataclass(frozen=True, eq=False)
class Survey:
    """What was found. `sizes` (N, 2) are width and height in pixels of the readable pictures.

    `labels` and `sources` count works (`sources` by source and label), `works` are a few of them
    with their pixels, uint8 RGB (H, W, 3), and `unreadable` names the files that are no pictures
    or broken ones: training would stop at each.
    """

    labels: dict[str, int]
    sources: dict[str, dict[str, int]]
    sizes: npt.NDArray[np.int64]
    works: list[tuple[Item, npt.NDArray[np.uint8]]]
    unreadable: list[str]


def survey(items: Sequence[Item], labels: Sequence[str], seed: int = 0) -> Survey:
    """Look at every item's label, source and size, and at 25 of the works, drawn by `seed`.

    Raises DataError where not one picture can be read.
    """
    shown = tqdm(items, desc="looking", unit="picture", leave=False, disable=None)
    found = [(item, size_of(item)) for item in shown]
    unreadable = [item.file for item, size in found if size is None]
    works = _drawn([item for item, size in found if size], seed)
    if not works:
        raise DataError(
            f"Not one of the {len(items):,} pictures can be read, {items[0].path} for one; "
            "collect them again, or name their folder with --data."
        )
    sizes = np.array([size for _, size in found if size], np.int64)
    return Survey(_by_label(items, labels), _by_source(items), sizes, works, unreadable)


def size_of(item: Item) -> tuple[int, int] | None:
    """Return width and height in pixels, None where it is no picture that can be decoded.

    They are the file header's: no turn that EXIF asks for is applied.
    """
    try:
        data = item.path.read_bytes()
        decode(data, _GLANCE)
    except (OSError, ValueError, PictureError):
        return None
    header = read_header(data)
    return None if header is None else (header.width, header.height)


def _drawn(items: Sequence[Item], seed: int) -> list[tuple[Item, npt.NDArray[np.uint8]]]:
    drawn = random.Random(seed).sample(items, min(WORKS, len(items)))  # noqa: S311 - no secret
    return [(item, picture_of(item, _SIDE)) for item in drawn]


def _by_label(items: Sequence[Item], labels: Sequence[str]) -> dict[str, int]:
    counts = Counter(label for item in items for label in item.labels or (NO_LABEL,))
    return {label: counts[label] for label in (*labels, NO_LABEL) if label in counts}


def _by_source(items: Sequence[Item]) -> dict[str, dict[str, int]]:
    """Count works by source and label, largest source first; works of no source are left out."""
    sources: dict[str, Counter[str]] = {}
    for item in items:
        if item.source:
            sources.setdefault(item.source, Counter()).update(item.labels or (NO_LABEL,))
    ordered = sorted(sources.items(), key=lambda pair: (-pair[1].total(), pair[0]))
    return {source: dict(counts) for source, counts in ordered}
