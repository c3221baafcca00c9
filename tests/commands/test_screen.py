import subprocess
import sys
from pathlib import Path

import pytest

from tests.commands.full import FULL, on_a_full_disk
from tests.conftest import ROOT

PRINTS = """
import click
from whence.commands.failure import told
from whence.commands.screen import say

@click.command()
@told()
def command():
    say("a line", nl=False)

command()
"""


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="needs a device that is always full")
def test_a_full_disk_is_told_once() -> None:
    assert on_a_full_disk("-c", PRINTS) == FULL


def test_a_reader_that_has_left_is_not_told_anything() -> None:
    command = [sys.executable, "-c", f"import time; time.sleep(0.5)\n{PRINTS}"]
    with subprocess.Popen(
        command, cwd=ROOT, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True
    ) as run:
        assert run.stdout is not None
        assert run.stderr is not None
        run.stdout.close()
        assert run.stderr.read() == ""
    assert run.returncode == 1
