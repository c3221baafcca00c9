"""Standard output, which may be a full disk: what commands print there by the line."""

import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager

import click


@contextmanager
def printing() -> Iterator[None]:
    """Send on what the block prints; raise ClickException where that cannot be written.

    A reader that has left, such as `head`, is no error: click ends the command without a word.
    """
    try:
        yield
        if sys.stdout is not None:  # closed by who called, who wants nothing of it
            sys.stdout.flush()
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
