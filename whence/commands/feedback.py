"""`python -m whence feedback`: brings visitors' corrections out, and their database up to date."""

from pathlib import Path

import click

from whence.commands.failure import told
from whence.commands.screen import say
from whence.feedback.sheet import lines
from whence.feedback.store import NEWER, Corrections
from whence.files import atomic_write
from whence.settings import Settings


@click.group()
def command() -> None:
    """Export visitors' corrections, or prepare their database (DATABASE_URL)."""


@command.command()
@click.option(
    "--to",
    "path",
    type=click.Path(path_type=Path, dir_okay=False),
    help="CSV file to write; without it, standard output.",
)
@told()
def export(path: Path | None) -> None:
    """Write all corrections as CSV, oldest first, for the next training round."""
    corrections = Corrections.from_settings(Settings.load())
    if not corrections.there:
        raise click.ClickException(
            "No correction was kept yet, or DATABASE_URL names another file than the gallery's."
        )
    if path is None:
        for line in lines(corrections):
            say(line, nl=False)
        return
    table = list(lines(corrections))
    atomic_write(path, "".join(table))
    say(f"{len(table) - 1} corrections in {path}")


@command.command()
@told()
def migrate() -> None:
    """Make the tables or bring them up to date; doing it again does no harm."""
    ours = Corrections.from_settings(Settings.load()).migrate()
    say("The database of corrections is up to date." if ours else NEWER)
