"""How long a run has taken, over all its interruptions."""

import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from whence.files import atomic_write


@contextmanager
def timed(file: Path) -> Iterator[None]:
    """Add the seconds that the block takes to those kept in `file`, even when it is stopped."""
    start = time.monotonic()
    try:
        yield
    finally:
        atomic_write(file, f"{seconds(file) + time.monotonic() - start:.1f}\n")


def seconds(file: Path) -> float:
    """Return the seconds kept in `file`, 0 where there is none."""
    try:
        return float(file.read_text())
    except (OSError, ValueError):
        return 0.0
