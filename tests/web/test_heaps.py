"""Freed memory goes back: threads share a few heaps, and large pictures leave no holes in them."""

import platform
import subprocess
import sys

import pytest

from whence.web.heaps import HEAPS

pytestmark = pytest.mark.skipif(
    platform.libc_ver()[0] != "glibc", reason="only Linux with glibc has these options"
)

BEGIN = """
import ctypes, sys, threading, time
from whence.web.heaps import give_back, keep_giving_back, lean_heaps

libc = ctypes.CDLL(None)
libc.malloc.restype = ctypes.c_void_p

def megabytes():
    with open("/proc/self/statm") as file:
        return int(file.read().split()[1]) * 4096 / 1e6

def picture(size):
    block = ctypes.c_void_p(libc.malloc(size))
    ctypes.memset(block, 1, size)
    return block

if sys.argv[1] == "lean":
    lean_heaps()
"""


def said(script: str, how: str) -> str:
    command = [sys.executable, "-c", BEGIN + script, how]
    return subprocess.run(command, check=True, capture_output=True, text=True, timeout=60).stdout


COUNTED = """
together = threading.Barrier(8)

def work():
    libc.malloc(50_000)
    together.wait(60)

threads = [threading.Thread(target=work) for _ in range(8)]
for thread in threads:
    thread.start()
for thread in threads:
    thread.join()
libc.malloc_info(0, ctypes.c_void_p.in_dll(libc, "stdout"))
libc.fflush(None)
"""


def test_eight_threads_share_lean_heaps() -> None:
    few, many = (said(COUNTED, how).count("<heap nr=") for how in ("lean", "usual"))
    assert 1 <= few <= HEAPS < many


HOLES = """
libc.free(picture(30_000_000))  # from now on glibc takes such blocks from the heap
before = megabytes()
for _ in range(5):
    block = picture(12_000_000)
    libc.malloc(200)  # somebody keeps a little just behind the picture
    libc.free(block)
    picture(100_000)  # which somebody else keeps where the picture was
print(megabytes() - before)
"""


def test_a_large_picture_leaves_no_hole() -> None:
    lean, usual = (float(said(HOLES, how)) for how in ("lean", "usual"))
    assert lean < 3 < 10 < usual


PAGES = """
import subprocess

def show(status):
    print(*(line for line in status.splitlines() if line.startswith("THP_enabled")))

with open("/proc/self/status") as file:
    show(file.read())
show(subprocess.run(["cat", "/proc/self/status"], capture_output=True, text=True).stdout)
"""


def test_a_process_and_its_children_get_no_huge_pages() -> None:
    assert said(PAGES, "lean").split() == ["THP_enabled:", "0"] * 2
    assert said(PAGES, "usual").split() == ["THP_enabled:", "1"] * 2


AMID = """
how = sys.argv[1]
if how == "regularly":
    keep_giving_back(every=0.05)
    time.sleep(0.2)  # so that what it gives back at once is not what is freed below
before = megabytes()
blocks = [picture(100_000) for _ in range(400)]
for block in blocks[:-1]:  # the last one keeps the heap from shrinking at its end
    libc.free(block)
if how == "once":
    give_back()
if how == "now":
    keep_giving_back(every=3600)
deadline = time.monotonic() + 30
while how in ("regularly", "now") and megabytes() - before > 10 and time.monotonic() < deadline:
    time.sleep(0.05)
print(megabytes() - before)
"""


def test_what_lies_free_amid_a_heap_is_given_back() -> None:
    once, again, now, never = (
        float(said(AMID, how)) for how in ("once", "regularly", "now", "never")
    )
    assert max(once, again, now) < 10 < 30 < never
