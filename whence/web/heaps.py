"""How much memory that was freed a process holds on to: little, also with many threads."""

import ctypes
import time
from contextlib import suppress
from threading import Thread
from typing import Final

M_TRIM_THRESHOLD: Final = -1
M_MMAP_THRESHOLD: Final = -3
M_ARENA_MAX: Final = -8
"""The options' numbers in glibc's malloc.h."""

PR_SET_THP_DISABLE: Final = 41
"""The option's number in Linux' prctl.h."""

HEAPS: Final = 1
LARGE: Final = 8 << 20
"""Bytes of a block that is given back as soon as it is freed."""

SPARE: Final = 8 << 20
"""Bytes that a heap may keep free at its end: what deciding a picture takes and gives back."""

EVERY: Final = 15.0
"""Seconds after which free pages amid the heaps are given back again."""


def lean_heaps() -> None:
    """Let all threads share `HEAPS` heaps, and let these stay small.

    glibc would give eight heaps to a core, and each keeps as much as its largest picture took. It
    would also raise `LARGE` to 32 MB and `SPARE` to 64 as soon as pictures of that size are freed.
    NumPy asks for pages of 2 MB under its large arrays, and the heap keeps such pages when these
    are gone: a small block then holds 2 MB. So this process and its children get small ones only.
    Other systems have no such options and are left alone.
    """
    with suppress(AttributeError, OSError, TypeError):
        libc = ctypes.CDLL(None)
        libc.prctl(PR_SET_THP_DISABLE, 1, 0, 0, 0)
        set_option = libc.mallopt
        set_option(M_ARENA_MAX, HEAPS)
        set_option(M_MMAP_THRESHOLD, LARGE)
        set_option(M_TRIM_THRESHOLD, SPARE)


def give_back() -> None:
    """Give back what lies free amid this process's heaps; by itself glibc gives back their ends."""
    with suppress(AttributeError, OSError, TypeError):
        ctypes.CDLL(None).malloc_trim(0)


def keep_giving_back(every: float = EVERY) -> None:
    """Let a thread do so now and every so many seconds; a fork ends it: ask in each worker."""
    Thread(target=_again, args=(every,), name="heaps", daemon=True).start()


def _again(every: float) -> None:
    while True:
        give_back()
        time.sleep(every)
