"""Where the files that are served of a recipe lie, and what they are called."""

from pathlib import Path
from typing import Final

from whence.learning.experiment import Experiment
from whence.learning.recipe import Recipe

GALLERYS: Final = "culture"
"""What the gallery's model is saved as."""


def folder_for(experiment: Experiment, to: Path | None) -> Path:
    """Return where the files that are served go, made if need be; raises OSError.

    `to`, or the gallery's own folder for the recipe of its model, or that of the run: no other
    recipe shall overwrite what the gallery shows.
    """
    folder = served_file(experiment.recipe, experiment.run, to).parent
    folder.mkdir(parents=True, exist_ok=True)
    return folder


def served_file(recipe: Recipe, run: Path, to: Path | None) -> Path:
    """Return the model that is or will be in the folder that `folder_for` makes."""
    folder = to or (Path("model") if recipe.saves_as == GALLERYS else run / "model")
    return folder / f"{served_name(recipe)}.pkl"


def served_name(recipe: Recipe) -> str:
    """Name the files of a recipe's model."""
    return recipe.saves_as or recipe.name
