import pytest
from click.testing import CliRunner

from whence.cli import LazyGroup, main


def test_a_command_whose_package_is_missing_says_how_to_get_it(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setitem(LazyGroup.modules, "train", "absent.package")
    result = CliRunner().invoke(main, ["train"])
    assert result.exit_code == 1
    assert result.stderr == (
        "Error: This command needs absent, which is not installed: run `make train-setup`.\n"
    )


def test_a_fault_of_our_own_is_not_called_a_missing_package(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setitem(LazyGroup.modules, "train", "whence.absent")
    assert isinstance(CliRunner().invoke(main, ["train"]).exception, ModuleNotFoundError)


def test_what_is_no_command_is_refused() -> None:
    result = CliRunner().invoke(main, ["trian"])
    assert result.exit_code == 2
    assert "No such command 'trian'" in result.stderr


def test_who_stops_a_command_while_it_is_loaded_is_told_so(monkeypatch: pytest.MonkeyPatch) -> None:
    def stopped(name: str) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr("whence.cli.importlib.import_module", stopped)
    result = CliRunner().invoke(main, ["predict", "a.jpg"])
    assert (result.exit_code, result.stderr) == (130, "Stopped.\n")
