"""A rehearsal that fails leaves no process behind."""

import sys
import time
from pathlib import Path

import psutil
import pytest
import requests

from deploy.serving import free_port, serve

PROGRAM = """
import http.server, pathlib, subprocess, sys
child = subprocess.Popen([sys.executable, "-c", "import time; time.sleep(60)"])
pathlib.Path("child").write_text(str(child.pid))
http.server.test(http.server.SimpleHTTPRequestHandler, port=int(sys.argv[1]), bind="127.0.0.1")
"""


def test_what_fails_is_ended_with_all_that_it_started(tmp_path: Path) -> None:
    port = free_port()
    with pytest.raises(requests.HTTPError):  # it knows no button that could be pressed
        serve([sys.executable, "-c", PROGRAM, str(port)], tmp_path, {}, port)
    child = int((tmp_path / "child").read_text())
    for _ in range(200):  # what was killed may take a moment to go
        if ended(child):
            return
        time.sleep(0.05)
    raise AssertionError("what it started still runs")


def ended(number: int) -> bool:
    try:
        return psutil.Process(number).status() == psutil.STATUS_ZOMBIE
    except psutil.NoSuchProcess:
        return True
