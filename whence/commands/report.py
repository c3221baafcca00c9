"""`report`: one table of all recipes, the tutorials' own figures beside ours."""

import json
from pathlib import Path
from typing import Any

import click

from whence.commands.failure import told
from whence.commands.screen import say
from whence.files import atomic_write
from whence.mistake import Mistake
from whence.settings import ROOT


class EvaluationError(Mistake):
    """Figures that cannot be put into the table; the message says what to do."""


@click.command()
@click.argument("evaluations", nargs=-1, type=click.Path(path_type=Path, exists=True))
@click.option(
    "--root",
    type=click.Path(path_type=Path, exists=True, file_okay=False),
    default=ROOT,
    help="The project's folder.",
)
@told()
def command(evaluations: tuple[Path, ...], root: Path) -> None:
    """Write docs/recipes.md from model/evaluations/*.json.

    Each of EVALUATIONS, an evaluation.json that `train` or `evaluate` has written, is condensed
    into that folder first; so is the gallery's own model/evaluation.json.
    """
    from whence.learning.recipe_file import read_recipe
    from whence.learning.summary import condense

    own = root / "model" / "evaluation.json"
    known = {read_recipe(file).name for file in (root / "recipes").glob("*.yaml")}
    for file in (*([own] if own.is_file() else []), *evaluations):
        try:
            made = condense(json.loads(file.read_text(encoding="utf-8")))
        except (OSError, ValueError, KeyError, TypeError):
            raise click.ClickException(f"{file} is no evaluation.json of this program.") from None
        kept = root / "model" / "evaluations" / f"{made['recipe']}.json"
        atomic_write(kept, json.dumps(made, indent=2) + "\n")
        if made["recipe"] not in known:
            say(
                f"{kept} is not in the table: put its recipe into {root / 'recipes'} as "
                f"{made['recipe']}.yaml."
            )
    atomic_write(root / "docs" / "recipes.md", written(root))
    say(f"Wrote {root / 'docs' / 'recipes.md'}.")


def written(root: Path) -> str:
    """Return the page of the recipes and figures that lie below `root`.

    Raises RecipeError, and EvaluationError for figures that `report` has not written so.
    """
    from whence.learning.recipe_file import read_recipe
    from whence.learning.recipes_page import page

    files = (root / "model" / "evaluations").glob("*.json")
    figures = {file.stem: _condensed(file) for file in files}
    known = {file.name: read_recipe(file) for file in (root / "recipes").glob("*.yaml")}
    ordered = sorted(known, key=lambda file: _order(known[file].name))
    return page({file: known[file] for file in ordered}, figures)


def _condensed(file: Path) -> dict[str, Any]:
    try:
        found: dict[str, Any] = json.loads(file.read_text(encoding="utf-8"))
        return found
    except (OSError, ValueError):
        raise EvaluationError(
            f"{file} cannot be read; delete it and run `report` with its evaluation.json."
        ) from None


def _order(name: str) -> tuple[bool, bool, str]:
    """Put the gallery's recipe first and its baseline second."""
    return name != "paintings", name != "tutorial", name
