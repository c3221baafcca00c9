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
    cpu = re.search(r"model name\s*: (.*)", Path("/proc/cpuinfo").read_text())
    memory = re.search(r"MemTotal: +(\d+)", Path("/proc/meminfo").read_text())
    return {
        "processor": cpu[1] if cpu else platform.machine(),
        "cores": os.cpu_count(),
        "gigabytes": round(int(memory[1]) * 1024 / 1e9) if memory else None,
        "python": platform.python_version(),
        "packages": {name: version(name) for name in NAMED},
    }


def now() -> dict[str, object]:
    """Return the day, and the share of the processor, in percent, that others use just now."""
    return {"date": date.today().isoformat(), "busy": round(psutil.cpu_percent(5))}


def wait_for_quiet(seconds: float) -> None:
    """Wait until the processor is hardly used, but no longer than `seconds`."""
    end = time.monotonic() + seconds
    while time.monotonic() < end and psutil.cpu_percent(5) > QUIET:
        pass
