import click
import pytest

from whence.interruption import EXIT_CODE, stopped


def test_who_stops_a_command_is_told_how_to_go_on(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(click.exceptions.Exit) as ended:
        stopped()
    assert ended.value.exit_code == EXIT_CODE == 128 + 2  # as shells count a SIGINT
    assert capsys.readouterr().err == "Stopped; to go on, run the same command again.\n"
