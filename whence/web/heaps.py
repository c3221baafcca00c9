"""How much memory that was freed a process holds on to: little, also with many threads."""

import ctypes
from contextlib import suppress
from typing import Final

M_ARENA_MAX: Final = -8
"""The option's number in glibc's malloc.h."""

HEAPS: Final = 2


def few_heaps() -> None:
    """Let all threads share `HEAPS` heaps; glibc would give eight to a core.

    Each keeps as much as its largest picture took, which is 10 MB a thread. Other C libraries
    have no such option and are left alone.
    """
    with suppress(AttributeError, OSError, TypeError):
        ctypes.CDLL(None).mallopt(M_ARENA_MAX, HEAPS)
