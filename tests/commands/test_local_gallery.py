import os
import re
import subprocess
import sys
import time
from contextlib import ExitStack, suppress
from pathlib import Path

import psutil
import pytest
from click.testing import CliRunner

from whence.cli import main
from whence.commands import local_gallery
from whence.museums.local import local_museum

# Stands in for the gallery: loads its catalogue from the environment and fetches one picture.
APP = """
import os, pathlib, sys, urllib.request
from whence.catalogue import Catalogue
(work,) = Catalogue.load(pathlib.Path(os.environ["WHENCE_CATALOGUE"]))
assert work.image_url.startswith(os.environ["WHENCE_MUSEUMS"] + "/")
data = urllib.request.urlopen(work.image_url).read()
pathlib.Path(__file__).with_name("seen").write_bytes(data)
sys.exit(7)
"""


@pytest.fixture
def pictures(tmp_path: Path) -> Path:
    (tmp_path / "a b.jpg").write_bytes(b"picture")
    (tmp_path / "paintings.csv").write_text(
        "file,culture,artist,title,date,style,source,licence\na b.jpg,Japan,,,,,w,\n"
    )
    return tmp_path


def test_the_gallery_downloads_from_the_local_museum(
    pictures: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (pictures / "app.py").write_text(APP)
    monkeypatch.setenv("PYTHONPATH", os.pathsep.join((str(local_gallery.ROOT), "")))
    monkeypatch.setattr(local_gallery, "ROOT", pictures)
    result = CliRunner().invoke(main, ["local-gallery", str(pictures), "--museum-port", "0"])
    assert result.exit_code == 7, result.output
    assert (pictures / "seen").read_bytes() == b"picture"
    assert re.search(r"Paintings from http://127.0.0.1:\d+: 1\n", result.output)


# Stands in for a gallery that is open.
OPEN = """
import os, pathlib, time, urllib.request
urllib.request.urlopen(os.environ["WHENCE_MUSEUMS"] + "/a%20b.jpg").read()
pathlib.Path(__file__).with_name("open").touch()
time.sleep(60)
"""
COMMAND = """
import pathlib, sys
from whence.cli import main
from whence.commands import local_gallery
local_gallery.ROOT = pathlib.Path(sys.argv[1])
main(["local-gallery", sys.argv[1], "--museum-port", "0"])
"""


def test_told_to_end_it_ends_its_gallery(pictures: Path) -> None:
    (pictures / "app.py").write_text(OPEN)
    with ExitStack() as ends:
        run = ends.enter_context(
            subprocess.Popen([sys.executable, "-c", COMMAND, str(pictures)], cwd=local_gallery.ROOT)
        )
        ends.callback(run.kill)
        while not (pictures / "open").exists():
            assert run.poll() is None
            time.sleep(0.02)
        (app,) = psutil.Process(run.pid).children()
        ends.enter_context(suppress(psutil.NoSuchProcess))
        ends.callback(app.kill)
        run.terminate()
        assert run.wait(20) == 0
        assert psutil.wait_procs([app], timeout=0)[1] == []


def test_a_taken_port_and_a_missing_list_are_one_sentence(pictures: Path, tmp_path: Path) -> None:
    with local_museum(pictures) as origin:
        port = origin.rpartition(":")[2]
        taken = CliRunner().invoke(main, ["local-gallery", str(pictures), "--museum-port", port])
    assert taken.output.endswith(f"Is port {port} free?\n")
    (tmp_path / "empty").mkdir()
    given = ["local-gallery", str(tmp_path / "empty"), "--museum-port", "0"]
    assert CliRunner().invoke(main, given).output.startswith("Error: Cannot read ")


def test_a_port_that_no_machine_has_is_refused(pictures: Path) -> None:
    given = ["local-gallery", str(pictures), "--museum-port", "70000"]
    result = CliRunner().invoke(main, given)
    assert result.exit_code == 2
    assert "70000 is not in the range 0<=x<=65535" in result.output
