"""`python -m whence catalogue`: builds catalogues out of museums' facts or a folder."""

from collections import Counter
from pathlib import Path

import click

from whence import catalogue_csv
from whence.catalogue import Catalogue
from whence.catalogue_csv import CatalogueError
from whence.cataloguing import folder, met
from whence.cataloguing.build import build
from whence.commands.failure import told
from whence.commands.screen import say
from whence.files import atomic_write, replacing
from whence.painting import Painting

_FILE = click.Path(path_type=Path, dir_okay=False)
_FOLDER = click.Path(path_type=Path, exists=True, file_okay=False)


@click.group()
def command() -> None:
    """Build catalogues of paintings."""


@command.command("build")
@click.option("--gallery", type=_FILE, required=True, help="The tutorial's list: gallery_urls.csv.")
@click.option("--objects", type=_FILE, required=True, help="The Met's objects: objects.csv.")
@click.option("--to", type=_FILE, required=True, help="The catalogue to write.")
@told()
def build_command(gallery: Path, objects: Path, to: Path) -> None:
    """Build the gallery's catalogue from facts about the Metropolitan Museum's paintings.

    Beside the catalogue goes a report (`.report.json`) of what was left out and why.
    """
    known = met.read_objects(objects)
    listed = met.joined(met.read_gallery(gallery), known)
    sources = {gallery.name: listed, objects.name: known}
    paintings, report = build(sources, "met", "The Metropolitan Museum of Art")
    _write(to, paintings)
    atomic_write(to.with_suffix(".report.json"), report.to_json())
    say(report.table())
    say(f"\n{to} holds {len(paintings):,} paintings.")


@command.command("local")
@click.argument("pictures", type=_FOLDER)
@click.option(
    "--port",
    type=click.IntRange(1, 65535),
    default=8060,
    show_default=True,
    help="Port of the local museum.",
)
@click.option("--to", type=_FILE, required=True, help="The catalogue to write.")
@told()
def local_command(pictures: Path, port: int, to: Path) -> None:
    """Turn PICTURES/paintings.csv into a catalogue whose pictures `local-museum` serves."""
    others = Counter[str]()
    paintings = folder.read(pictures, f"http://127.0.0.1:{port}", others)
    _write(to, paintings)
    if others:
        say(f"{folder.left_out(others)}.")
    say(f"{to} holds {len(paintings):,} paintings.")


def _write(to: Path, paintings: list[Painting]) -> None:
    """Write a catalogue and make sure that the gallery will take it."""
    with replacing(to) as part:
        part.write_bytes(catalogue_csv.write(paintings).encode())
        if not part.is_file():  # nothing can be read back from a pipe
            return
        try:
            Catalogue.load(part)
        except CatalogueError as error:
            raise CatalogueError(str(error).replace(part.name, to.name)) from error
