"""`python -m whence classify-collection`: what the model says of every work of a catalogue."""

import hashlib
from collections.abc import Iterator
from concurrent.futures import BrokenExecutor
from pathlib import Path

import click

from whence.catalogue import Catalogue
from whence.commands.failure import told
from whence.commands.screen import say
from whence.cultures import CULTURES
from whence.engines import local
from whence.engines.chunks import Chunk, Rows, cut
from whence.engines.parts import Parts
from whence.model_file import open_model
from whence.progress import progress
from whence.settings import Settings

Decided = Iterator[tuple[int, Rows]]


@click.command()
@click.argument("catalogue", type=click.Path(path_type=Path, exists=True, dir_okay=False))
@click.option("--to", "folder", type=click.Path(path_type=Path, file_okay=False), required=True)
@click.option("--engine", type=click.Choice(["local", "ray"]), default="local", show_default=True)
@click.option("--workers", type=click.IntRange(1), default=2, show_default=True)
@click.option("--chunk", "size", type=click.IntRange(1), default=100, show_default=True)
@click.option("--address", help="A running Ray cluster; without it Ray starts on this machine.")
@told()
def command(
    catalogue: Path, folder: Path, engine: str, workers: int, size: int, address: str | None
) -> None:
    """Decide every work of CATALOGUE into a folder of Parquet files.

    An interrupted run goes on where it stopped; works that could not be reached are asked for
    again by the next run. `pandas.read_parquet(FOLDER)` reads the result as one table. The
    catalogue's `culture` may be empty here: it is not asked for.
    """
    if address and engine != "ray":
        raise click.UsageError("--address is for --engine ray.")
    try:
        settings = Settings.load()
        works = Catalogue.load(catalogue, cultures=(*CULTURES, ""))
        about = {
            "model": open_model(settings.model, settings.cache).version,
            "catalogue": hashlib.sha256(catalogue.read_bytes()).hexdigest(),
            "chunk": size,
        }
        parts = Parts(folder, about)
        chunks = [chunk for chunk in cut(works, size) if parts.missing(chunk)]
        waiting = sum(len(chunk.works) for chunk in chunks)
        with progress(total=len(works), initial=len(works) - waiting, unit="work") as bar:
            for number, rows in _decided(engine, chunks, settings, workers, address):
                parts.keep(number, rows)
                bar.update(len(rows))
    except BrokenExecutor:
        raise click.ClickException(
            "A worker was killed, perhaps for want of memory; run it again, with fewer --workers."
        ) from None
    say(f"{folder}: {len(works):,} works; {parts.refused:,} could not be decided.")
    if parts.refused == len(works):
        raise click.ClickException("The column error_message of the table says why not.")


def _decided(
    engine: str, chunks: list[Chunk], settings: Settings, workers: int, address: str | None
) -> Decided:
    if not chunks:
        return iter(())
    if engine == "local":
        return local.decide(chunks, settings, workers)
    try:
        from whence.engines import cluster
    except ImportError as error:
        raise click.ClickException(
            "Ray is not installed: `pip install -r requirements-cluster.txt`."
        ) from error
    return cluster.decide(chunks, settings, workers, address)
