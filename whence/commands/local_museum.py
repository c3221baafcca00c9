"""`python -m whence local-museum`: serves a folder of pictures as a museum would."""

from pathlib import Path
from threading import Event

import click

from whence.commands.screen import say
from whence.museums.local import local_museum


@click.command()
@click.argument("pictures", type=click.Path(path_type=Path, exists=True, file_okay=False))
@click.option(
    "--port",
    type=click.IntRange(0, 65535),
    default=8060,
    show_default=True,
    help="Port on this machine; 0 for any free one.",
)
def command(pictures: Path, port: int) -> None:
    """Serve the files under PICTURES on 127.0.0.1 until Ctrl-C."""
    try:
        with local_museum(pictures, port) as origin:
            say(f"The local museum is open on {origin} (Ctrl-C closes it).")
            Event().wait()
    except KeyboardInterrupt:
        say("Closed.")
    except BrokenPipeError:
        raise  # whoever read what is said has left
    except OSError as error:
        raise click.ClickException(f"Port {port} cannot be used: {error.strerror}.") from error
