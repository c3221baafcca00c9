"""Where the files that are served of a recipe lie, and what they are called."""

import json
from pathlib import Path
from typing import Any, Final

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
    recipe shall overwrite what the gallery shows. Raises DataError where what was measured of
    another recipe lies there, which this one's evaluation would replace.
    """
    folder = served_file(experiment.recipe, experiment.run, to).parent
    folder.mkdir(parents=True, exist_ok=True)
    measured = folder / "evaluation.json"
    theirs = kept_evaluation(measured).get("recipe", experiment.recipe.name)
    if theirs != experiment.recipe.name:
        raise DataError(
            f"{measured} has what was measured of `{theirs}`; name another folder with --to, or "
            "move that file away."
        )
    return folder


def kept_evaluation(file: Path) -> dict[str, Any]:
    """Return what an evaluation.json says, nothing where there is none that can be read."""
    try:
        found = json.loads(file.read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return {}
    return found if isinstance(found, dict) else {}


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
    pictures, _, division = experiment.fingerprint.partition("-")
    learnt_from, _, divided = served.data_fingerprint.partition("-")  # once it named no division
    if (served.labels, learnt_from) != (recipe.labels, pictures):
        raise DataError(
            f"{file} was trained with other labels or on other pictures than the recipe's are "
            "now; run `train`, or name other files with --to."
        )
    if run_folder.network_file(experiment).is_file():
        run_folder.refuse_other(experiment)
    if divided not in ("", division):
        raise DataError(
            f"{file} was trained on another division of these pictures, so some that it learnt "
            "from are for its test now; bring that division (split.csv) back, or run `train`."
        )
    return served


def served_name(recipe: Recipe) -> str:
    """Name the files of a recipe's model."""
    return recipe.saves_as or recipe.name
