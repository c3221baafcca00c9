"""How a command fails: one sentence for what somebody can mend, and for Ctrl-C how to go on."""

from collections.abc import Iterator
from contextlib import contextmanager

import click

from whence.cli import STOPPED
from whence.mistake import Mistake


@contextmanager
def told(stopped: str = "Stopped; to go on, run the same command again.") -> Iterator[None]:
    """Turn what can be mended, in the block, into click's one sentence without a traceback.

    Ctrl-C is answered with `stopped`.
    """
    try:
        yield
    except BrokenPipeError:
        raise  # a reader that has left, such as `head`: click ends the command without a word
    except Mistake as error:
        raise click.ClickException(str(error)) from error
    except OSError as error:
        said = f"{error.filename}: {error.strerror}." if error.filename else str(error)
        raise click.ClickException(said) from error
    except KeyboardInterrupt:
        click.echo(stopped, err=True)
        raise click.exceptions.Exit(STOPPED) from None
