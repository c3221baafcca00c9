"""`python -m whence feedback`: brings visitors' corrections out, and their database up to date."""

import sys
from pathlib import Path

import click

from whence.commands.screen import printing
from whence.feedback import FeedbackError
from whence.feedback.sheet import lines
from whence.feedback.store import Corrections
from whence.files import atomic_write
from whence.settings import Settings, SettingsError


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
def export(path: Path | None) -> None:
    """Write all corrections as CSV, oldest first, for the next training round."""
    corrections = _corrections()
    if not corrections.there:
        raise click.ClickException(
            "No correction was kept yet, or DATABASE_URL names another file than the gallery's."
        )
    try:
        rows = lines(corrections)
        if path is None:
            with printing():
                sys.stdout.writelines(rows)
            return
        table = list(rows)
    except FeedbackError as error:
        raise click.ClickException(str(error)) from error
    try:
        atomic_write(path, "".join(table))
    except OSError as error:
        raise click.ClickException(f"{path} cannot be written: {error.strerror}.") from error
    click.echo(f"{len(table) - 1} corrections in {path}")


@command.command()
def migrate() -> None:
    """Make the tables or bring them up to date; doing it again does no harm."""
    try:
        _corrections().migrate()
    except FeedbackError as error:
        raise click.ClickException(str(error)) from error
    click.echo("The database of corrections is up to date.")


def _corrections() -> Corrections:
    try:
        return Corrections.from_settings(Settings.load())
    except SettingsError as error:
        raise click.ClickException(str(error)) from error
