"""Standard output, which may be a full disk: what commands print there."""

import os
import sys

import click


def say(text: str, nl: bool = True) -> None:
    """Print `text` and, with `nl`, the end of a line; raise ClickException where that fails.

    A reader that has left, such as `head`, is no error: click ends the command without a word.
    """
    try:
        click.echo(text, nl=nl)
    except BrokenPipeError:
        raise
    except OSError as error:
        _give_up()
        raise click.ClickException(
            f"Standard output cannot be written: {error.strerror}."
        ) from error


def _give_up() -> None:
    """Let what is still to be sent go nowhere, or Python would fail once more while it ends."""
    nowhere = os.open(os.devnull, os.O_WRONLY)
    os.dup2(nowhere, sys.stdout.fileno())
    os.close(nowhere)
