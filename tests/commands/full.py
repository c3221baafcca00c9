"""A program whose standard output is a disk without room."""

import os
import subprocess
import sys
from pathlib import Path

from tests.conftest import ROOT

FULL = "Error: Standard output cannot be written: No space left on device.\n"


def on_a_full_disk(*arguments: str) -> str:
    """Run Python, its output buffered as usual, and return the one thing that it says."""
    env = {name: value for name, value in os.environ.items() if name != "PYTHONUNBUFFERED"}
    command = [sys.executable, *arguments]
    with Path("/dev/full").open("w") as full:
        run = subprocess.run(
            command, cwd=ROOT, env=env, stdout=full, stderr=subprocess.PIPE, text=True
        )
    assert run.returncode == 1
    return run.stderr
