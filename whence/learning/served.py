"""Where the files that are served of a recipe lie, and what they are called."""

from pathlib import Path
from typing import Final

from whence import bundle
from whence.bundle import Bundle
from whence.learning import run_folder
from whence.learning.dataset import DataError
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


def open_served(experiment: Experiment, file: Path) -> Bundle:
    """Read the served model; raise DataError unless it learnt from this data and these labels.

    Otherwise what it learnt from might stand among what it is asked about. Raises BundleError.
    """
    served = bundle.read(file)
    recipe = experiment.recipe
    if (served.labels, served.data_fingerprint) != (recipe.labels, experiment.fingerprint):
        raise DataError(
            f"{file} was trained with other labels or on other pictures than the recipe's are "
            "now; run `train`, or name other files with --to."
        )
    if run_folder.network_file(experiment).is_file():
        run_folder.refuse_other(experiment)
    return served


def served_name(recipe: Recipe) -> str:
    """Name the files of a recipe's model."""
    return recipe.saves_as or recipe.name
