from pathlib import Path

import pytest
from click.testing import CliRunner

from whence.cli import main
from whence.museums.local import local_museum


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
