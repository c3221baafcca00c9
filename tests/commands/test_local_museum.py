import os
import signal
import subprocess
import sys
from pathlib import Path

import pytest
import requests
from click.testing import CliRunner

from tests.conftest import ROOT
from whence.cli import main
from whence.museums.local import local_museum


@pytest.mark.usefixtures("interruptible")
def test_it_is_open_until_ctrl_c(tmp_path: Path) -> None:
    (tmp_path / "wave.jpg").write_bytes(b"picture")
    command = [sys.executable, "-m", "whence", "local-museum", str(tmp_path), "--port", "0"]
    with subprocess.Popen(command, cwd=ROOT, stdout=subprocess.PIPE, text=True) as run:
        try:
            assert run.stdout
            origin = run.stdout.readline().split()[6]
            assert requests.get(f"{origin}/wave.jpg", timeout=20).content == b"picture"
            run.send_signal(signal.SIGINT)
            assert run.communicate(timeout=20)[0] == "Closed.\n"
            assert run.returncode == 0
        finally:
            run.kill()


def test_a_taken_port_is_one_sentence(tmp_path: Path) -> None:
    with local_museum(tmp_path) as origin:
        port = origin.rpartition(":")[2]
        result = CliRunner().invoke(main, ["local-museum", str(tmp_path), "--port", port])
    assert result.exit_code == 1
    assert result.output == f"Error: Port {port} cannot be used: Address already in use.\n"


@pytest.mark.parametrize("port", ["-1", "70000"])
def test_a_port_that_no_machine_has_is_refused(tmp_path: Path, port: str) -> None:
    result = CliRunner().invoke(main, ["local-museum", str(tmp_path), "--port", port])
    assert result.exit_code == 2
    assert f"{port} is not in the range 0<=x<=65535" in result.output


def test_a_missing_folder_is_one_sentence(tmp_path: Path) -> None:
    result = CliRunner().invoke(main, ["local-museum", str(tmp_path / "none")])
    assert result.exit_code == 2
    assert "does not exist" in result.output


@pytest.mark.parametrize(
    "command",
    [
        ["local-museum", ".", "--port", "0"],
        ["local-gallery", ".", "--museum-port", "0"],
    ],
)
def test_a_reader_that_has_left_is_not_called_a_port_in_use(
    tmp_path: Path, command: list[str]
) -> None:
    (tmp_path / "paintings.csv").write_text(
        "file,culture,artist,title,date,style,source,licence\na.jpg,Japan,,,,,w,\n"
    )
    ours, theirs = os.pipe()
    os.close(ours)
    done = subprocess.run(
        [sys.executable, "-m", "whence", *command],
        cwd=tmp_path,
        env=os.environ | {"PYTHONPATH": str(ROOT)},
        stdout=theirs,
        stderr=subprocess.PIPE,
        text=True,
        timeout=60,
        check=False,
    )
    os.close(theirs)
    assert done.returncode == 1
    assert done.stderr == ""
