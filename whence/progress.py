"""The progress bar of work that takes minutes or days, watched or not."""

import sys
from typing import Any, Final

from tqdm import tqdm

UNWATCHED: Final = 60.0
"""Seconds between two states of a bar that no terminal shows, so that a log stays short."""


def progress(*things: Any, **options: Any) -> Any:
    """Return tqdm's bar, which tells how much is done and how long the rest will take."""
    if sys.stderr is not None and sys.stderr.isatty():
        return tqdm(*things, dynamic_ncols=True, **options)
    return tqdm(*things, mininterval=UNWATCHED, maxinterval=UNWATCHED, **options)
