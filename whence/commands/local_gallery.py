"""`python -m whence local-gallery`: the gallery with a folder's pictures, museum and all."""

import os
import signal
import subprocess
import sys
import tempfile
from collections import Counter
from pathlib import Path

import click

from whence import catalogue_csv
from whence.catalogue import Catalogue
from whence.cataloguing import folder
from whence.commands.failure import told
from whence.commands.screen import say
from whence.files import atomic_write
from whence.museums.local import local_museum
from whence.settings import ROOT


@click.command()
@click.argument("pictures", type=click.Path(path_type=Path, exists=True, file_okay=False))
@click.option(
    "--museum-port",
    type=click.IntRange(0, 65535),
    default=8060,
    show_default=True,
    help="Port of the local museum; 0 for any free one.",
)
@told()
def command(pictures: Path, museum_port: int) -> None:
    """Open the gallery on PICTURES, downloaded from a local museum as from a real one.

    PICTURES holds paintings.csv; the environment's PORT is the gallery's, as with app.py.
    """
    try:
        with (
            tempfile.TemporaryDirectory() as temporary,
            local_museum(pictures, museum_port) as origin,
        ):
            catalogue = Path(temporary) / "paintings.csv"
            others = Counter[str]()
            atomic_write(catalogue, catalogue_csv.write(folder.read(pictures, origin, others)))
            if others:
                say(f"{folder.left_out(others)}.")
            say(f"Paintings from {origin}: {len(Catalogue.load(catalogue)):,}")
            sys.exit(_gallery(catalogue, origin))
    except BrokenPipeError:
        raise  # whoever read what is said has left
    except OSError as error:
        raise click.ClickException(
            f"The local gallery cannot open: {error.strerror}. Is port {museum_port} free?"
        ) from error


def _gallery(catalogue: Path, origin: str) -> int:
    """Run app.py on that catalogue and museum until it ends or we are told to; return its code."""
    knobs = {"WHENCE_CATALOGUE": str(catalogue), "WHENCE_MUSEUMS": origin}
    before = signal.signal(signal.SIGTERM, lambda *_: sys.exit(0))
    program = [sys.executable, str(ROOT / "app.py")]
    app = subprocess.Popen(program, env=os.environ | knobs)  # noqa: S603 - our own program
    try:
        return app.wait()
    except KeyboardInterrupt:
        return 0
    finally:
        app.terminate()
        app.wait()
        signal.signal(signal.SIGTERM, before)
