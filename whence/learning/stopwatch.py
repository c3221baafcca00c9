"""How long a run has taken, over all its interruptions."""

import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Final

from whence.files import atomic_write

FILE: Final = "seconds.txt"


@contextmanager
def timed(folder: Path) -> Iterator[None]:
    """Add the seconds that the block takes to those kept in `folder`, even when it is stopped."""
    start = time.monotonic()
    try:
        yield
    finally:
        atomic_write(folder / FILE, f"{_read(folder / FILE) + time.monotonic() - start:.1f}\n")


def seconds(*folders: Path) -> float:
    """Return the seconds kept in `folders` and in what lies right below, 0 where there are none."""
    return sum(_read(file) for each in folders for file in (each / FILE, *each.glob(f"*/{FILE}")))


def _read(file: Path) -> float:
    try:
        return float(file.read_text())
    except (OSError, ValueError):
        return 0.0
