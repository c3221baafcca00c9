"""`python -m whence embed`: lets every work of the catalogues be found by likeness."""

import time
from pathlib import Path

import click

from whence.catalogue import Catalogue
from whence.commands.failure import told
from whence.commands.screen import say
from whence.cultures import are_cultures
from whence.gallery import Gallery
from whence.museums.errors import MuseumError
from whence.pictures import PictureError
from whence.progress import progress
from whence.settings import Settings
from whence.similar import Neighbours, embeddings_path

EVERY = 60.0
"""Seconds between two savings, each of which writes all."""


@click.command()
@told()
def command() -> None:
    """Embed every work of the catalogues (WHENCE_CATALOGUE) and the built-in studies.

    The embeddings are kept beside each catalogue and made anew when the model has changed. An
    interrupted run goes on where it stopped; works that cannot be had are left for the next run.
    For a model of other labels than the gallery's cultures the studies stay as they are.
    """
    settings = Settings.load()
    gallery = Gallery.open(settings)
    files = dict.fromkeys(settings.catalogue)
    if are_cultures(gallery.classifier.bundle.labels):
        files[settings.studies] = None
    for file in files:
        missing = _embed(gallery, file)
        say(f"{embeddings_path(file)}: done, {missing:,} works could not be had.")


def _embed(gallery: Gallery, file: Path) -> int:
    """Decide the works of one catalogue that are not embedded yet; return how many were missing."""
    path = embeddings_path(file)
    works = Catalogue.load(file)
    known = Neighbours(gallery.neighbours.model)
    known.load(path, works)
    missing = 0
    waiting = [painting for painting in works if painting.id not in known]
    saved = time.monotonic()
    for painting in progress(waiting, unit="work", desc=file.stem):
        try:
            known.add(painting.id, gallery.predict(painting).embedding)
        except (PictureError, MuseumError):
            missing += 1
        if time.monotonic() - saved >= EVERY:
            known.save(path)
            saved = time.monotonic()
    known.save(path)
    return missing
