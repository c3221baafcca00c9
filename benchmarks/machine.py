"""The machine that a measurement ran on, and how busy it was with other things."""

import os
import platform
import re
import time
from datetime import date
from importlib.metadata import version
from pathlib import Path

import psutil

QUIET = 10
"""Percent of the processor."""

NAMED = ("ai-edge-litert", "dash", "fastapi", "gunicorn", "keras", "numpy", "tensorflow-cpu")


def machine() -> dict[str, object]:
    """Return the processor, its cores, memory, Python and the packages that matter for speed."""
    memory = re.search(r"MemTotal: +(\d+)", Path("/proc/meminfo").read_text())
    return {
        "processor": processor(),
        "cores": os.cpu_count(),
        "gigabytes": round(int(memory[1]) * 1024 / 1e9) if memory else None,
        "python": platform.python_version(),
        "packages": {name: version(name) for name in NAMED},
    }


def processor() -> str:
    """Return what the processor calls itself."""
    cpu = re.search(r"model name\s*: (.*)", Path("/proc/cpuinfo").read_text())
    return cpu[1] if cpu else platform.machine()


def now() -> dict[str, object]:
    """Return day, processor, and the share of it, in percent, that others use just now."""
    busy = round(psutil.cpu_percent(5))
    return {"date": date.today().isoformat(), "processor": processor(), "busy": busy}


def wait_for_quiet(seconds: float) -> None:
    """Wait until the processor is hardly used, but no longer than `seconds`."""
    end = time.monotonic() + seconds
    while time.monotonic() < end and psutil.cpu_percent(5) > QUIET:
        pass
