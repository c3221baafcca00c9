"""`python -m whence predict`: what the model says of files, folders and museum addresses."""

import json
import os
from pathlib import Path
from typing import Any, Final

import click

from whence.bundle import Bundle
from whence.classifier import Classifier
from whence.commands.failure import told
from whence.commands.screen import say
from whence.mistake import Mistake
from whence.model_address import RemoteModel, model_address
from whence.model_file import open_model
from whence.museums.http import MuseumClient
from whence.pictures import MOST_BYTES
from whence.predicting import names, outcome
from whence.settings import Settings

WIDEST: Final = 40
"""Letters of a table's first column; what is longer moves its line to the right."""


def _address(written: str) -> Path | RemoteModel:
    try:
        return model_address(written)
    except ValueError as error:
        raise click.BadParameter(f"{error}.") from error


@click.command()
@click.argument("pictures", nargs=-1, required=True, metavar="FILE|FOLDER|URL…")
@click.option(
    "--model",
    type=_address,
    metavar="PATH|URL#sha256=…",
    help="Another model than WHENCE_MODEL.",
)
@click.option("--json", "as_json", is_flag=True, help="One JSON object a line instead of a table.")
@click.pass_context
@told("Stopped.")
def command(
    ctx: click.Context, pictures: tuple[str, ...], model: Path | RemoteModel | None, as_json: bool
) -> None:
    """Say where paintings come from.

    A folder means the pictures below it; an address must be at a museum on our list
    (WHENCE_MUSEUMS). Exits with 0 when all were decided, 1 when some were refused, 2 when it was
    called wrongly, 130 after Ctrl-C.
    """
    try:
        settings = Settings.load()
        bundle = open_model(model or settings.model, settings.cache)
        classifier = Classifier(bundle, threads=settings.threads)
    except Mistake as error:
        raise click.UsageError(str(error)) from error
    museums = MuseumClient(settings.museums, MOST_BYTES)
    width = _width(bundle)
    refused = decided = empty = 0
    for name in names(pictures):
        result = outcome(name, classifier, museums)
        refused += "error" in result
        decided += "error" not in result
        empty += "error" in result and os.path.isdir(name)  # noqa: PTH112, as in `names`
        say(_json(result) if as_json else _line(result, width))
    if empty == refused + decided:
        raise click.UsageError(f"There is no picture in {', '.join(pictures)}.")
    ctx.exit(1 if refused else 0)


def _json(result: dict[str, Any]) -> str:
    """Write an outcome in one line; a name that is no UTF-8 is shown with marks in its place."""
    return json.dumps(result, ensure_ascii=False).encode(errors="replace").decode()


def _width(bundle: Bundle) -> int:
    """Return how wide a table's first column is, for all that the model may say, within reason."""
    longest = max(bundle.labels, key=len)
    said = longest if bundle.task == "single-label" else ", ".join(bundle.labels)
    return min(max(len("refused"), len(said)), WIDEST)


def _line(result: dict[str, Any], width: int) -> str:
    name = "".join(letter if letter.isprintable() else "?" for letter in result["file"])
    if "error" in result:
        return f"{'refused':<{width}} {'':>5}  {'':<9} {name}: {result['error']['message']}"
    label = ", ".join(result["chosen"]) or result["label"]
    sure = _percent(result["confidence"])
    return f"{label:<{width}} {sure:>5}  {result['verdict']:<9} {name}"


def _percent(share: float) -> str:
    """Round to whole percents, but never up to a certainty that nobody has."""
    return "> 99%" if share >= 0.995 else f"{share:.0%}"
