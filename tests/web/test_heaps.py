"""Freed memory goes back: threads share a few heaps, and large pictures leave no holes in them."""

import platform
import subprocess
import sys

import pytest

from whence.web.heaps import HEAPS

COUNTED = """
import ctypes, sys, threading
from whence.web.heaps import lean_heaps

libc = ctypes.CDLL(None)
libc.malloc.restype = ctypes.c_void_p
if sys.argv[1] == "few":
    lean_heaps()
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


@pytest.mark.skipif(platform.libc_ver()[0] != "glibc", reason="only glibc has a heap a thread")
def test_eight_threads_share_lean_heaps() -> None:
    heaps = {}
    for how in ("few", "many"):
        command = [sys.executable, "-c", COUNTED, how]
        said = subprocess.run(command, check=True, capture_output=True, text=True, timeout=60)
        heaps[how] = said.stdout.count("<heap nr=")
    assert 1 <= heaps["few"] <= HEAPS < heaps["many"], heaps


HOLES = """
import ctypes, sys
from whence.web.heaps import lean_heaps

libc = ctypes.CDLL(None)
libc.malloc.restype = ctypes.c_void_p
if sys.argv[1] == "lean":
    lean_heaps()

def megabytes():
    with open("/proc/self/statm") as file:
        return int(file.read().split()[1]) * 4096 / 1e6

def picture(size):
    block = ctypes.c_void_p(libc.malloc(size))
    ctypes.memset(block, 1, size)
    return block

libc.free(picture(30_000_000))  # from now on glibc takes such blocks from the heap
before = megabytes()
for _ in range(5):
    block = picture(12_000_000)
    libc.malloc(200)  # somebody keeps a little just behind the picture
    libc.free(block)
    picture(100_000)  # which somebody else keeps where the picture was
print(megabytes() - before)
"""


@pytest.mark.skipif(platform.libc_ver()[0] != "glibc", reason="only glibc has these options")
def test_a_large_picture_leaves_no_hole() -> None:
    kept = {}
    for how in ("lean", "usual"):
        command = [sys.executable, "-c", HOLES, how]
        said = subprocess.run(command, check=True, capture_output=True, text=True, timeout=60)
        kept[how] = float(said.stdout)
    assert kept["lean"] < 3 < 10 < kept["usual"], kept


AMID = """
import ctypes, sys, time
from whence.web.heaps import give_back

libc = ctypes.CDLL(None)
libc.malloc.restype = ctypes.c_void_p

def megabytes():
    with open("/proc/self/statm") as file:
        return int(file.read().split()[1]) * 4096 / 1e6

before = megabytes()
blocks = [ctypes.c_void_p(libc.malloc(100_000)) for _ in range(400)]
for block in blocks:
    ctypes.memset(block, 1, 100_000)
for block in blocks[:-1]:  # the last one keeps the heap from shrinking at its end
    libc.free(block)
if sys.argv[1] == "regularly":
    give_back(every=0.05)
    deadline = time.monotonic() + 30
    while megabytes() - before > 10 and time.monotonic() < deadline:
        time.sleep(0.05)
print(megabytes() - before)
"""


@pytest.mark.skipif(platform.libc_ver()[0] != "glibc", reason="only glibc gives pages back")
def test_what_lies_free_amid_a_heap_is_given_back() -> None:
    kept = {}
    for how in ("regularly", "never"):
        command = [sys.executable, "-c", AMID, how]
        said = subprocess.run(command, check=True, capture_output=True, text=True, timeout=60)
        kept[how] = float(said.stdout)
    assert kept["regularly"] < 10 < 30 < kept["never"], kept
