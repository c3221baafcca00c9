"""Threads share a few heaps, so that what each once needed is not kept for each of them."""

import platform
import subprocess
import sys

import pytest

from whence.web.heaps import HEAPS

COUNTED = """
import ctypes, sys, threading
from whence.web.heaps import few_heaps

libc = ctypes.CDLL(None)
libc.malloc.restype = ctypes.c_void_p
if sys.argv[1] == "few":
    few_heaps()
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
def test_eight_threads_share_few_heaps() -> None:
    heaps = {}
    for how in ("few", "many"):
        command = [sys.executable, "-c", COUNTED, how]
        said = subprocess.run(command, check=True, capture_output=True, text=True, timeout=60)
        heaps[how] = said.stdout.count("<heap nr=")
    assert 1 <= heaps["few"] <= HEAPS < heaps["many"], heaps
