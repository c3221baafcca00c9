"""Ctrl-C: what a command says that goes on where it was stopped."""

from typing import Final, NoReturn

import click

EXIT_CODE: Final = 130


def stopped() -> NoReturn:
    """Say how to go on, and end the command; raises click's Exit."""
    click.echo("Stopped; to go on, run the same command again.", err=True)
    raise click.exceptions.Exit(EXIT_CODE)
