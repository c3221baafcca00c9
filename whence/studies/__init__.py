"""Small pictures in the manner of four cultures, painted by code from a seed.

Seeds below `TRAINING_SEEDS` hang in the gallery; training uses that one and those above it.
"""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Final

from whence.studies import america, china, india, japan
from whence.studies.canvas import Pixels

TRAINING_SEEDS: Final = 1000
_PAINTERS: Final[dict[str, Callable[[int, int], tuple[Pixels, str]]]] = {
    "America": america.paint,
    "China": china.paint,
    "India": india.paint,
    "Japan": japan.paint,
}


@dataclass(frozen=True, slots=True)
class Study:
    """One painted picture, uint8 RGB (H, W, 3), and its subject in a few words."""

    pixels: Pixels
    subject: str


def study(culture: str, seed: int, size: int = 480) -> Study:
    """Paint the study of `culture` that belongs to `seed`, `size` pixels on its longer side.

    The same arguments give the same pixels. Raises ValueError for a culture nobody here paints,
    a negative seed, or a size outside 32 to 2048.
    """
    if culture not in _PAINTERS:
        raise ValueError(f"No painter for {culture!r}; choose one of {', '.join(_PAINTERS)}.")
    if seed < 0 or not 32 <= size <= 2048:
        raise ValueError("A study needs a seed of 0 or more and a size from 32 to 2048 pixels.")
    return Study(*_PAINTERS[culture](seed, size))


def paint(culture: str, seed: int, size: int = 480) -> Pixels:
    """Paint only the pixels of `study`: uint8 RGB (H, W, 3)."""
    return study(culture, seed, size).pixels
