import errno

import click
import pytest
from click.testing import CliRunner, Result

from whence.commands.failure import STOPPED, told
from whence.mistake import Mistake


def failing(fault: BaseException) -> Result:
    @click.command()
    @told()
    def command() -> None:
        raise fault

    return CliRunner().invoke(command)


@pytest.mark.parametrize(
    ("fault", "sentence"),
    [
        (Mistake("Do it otherwise."), "Do it otherwise."),
        (OSError(errno.ENOSPC, "No space left", "a/b.csv"), "a/b.csv: No space left."),
        (OSError("unable to open file (truncated)"), "unable to open file (truncated)"),
    ],
)
def test_what_can_be_mended_is_one_sentence(fault: Exception, sentence: str) -> None:
    done = failing(fault)
    assert done.exit_code == 1
    assert done.output == f"Error: {sentence}\n"


def test_who_stops_a_command_is_told_how_to_go_on() -> None:
    done = failing(KeyboardInterrupt())
    assert done.exit_code == STOPPED == 128 + 2  # as shells count a SIGINT
    assert done.stderr == "Stopped; to go on, run the same command again.\n"


def test_a_reader_that_has_left_is_not_told_anything() -> None:
    done = failing(BrokenPipeError(errno.EPIPE, "Broken pipe"))
    assert (done.exit_code, done.output) == (1, "")


def test_our_own_faults_keep_their_traceback() -> None:
    assert isinstance(failing(LookupError("a bug")).exception, LookupError)
