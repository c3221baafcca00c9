"""What the commands do, one function each: open, train, export, evaluate."""

import json
import logging
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any, Final

import click
import keras

from whence import bundle
from whence.bundle import BundleError
from whence.classifier import probabilities
from whence.files import atomic_write, replacing
from whence.interruption import stopped
from whence.learning import evaluation, multi_label, multi_label_report, run_folder, training
from whence.learning.calibration import at_bound, fit_temperature, loss
from whence.learning.dataset import DataError
from whence.learning.evaluation_report import evaluation_lines
from whence.learning.experiment import Experiment, prepare_experiment
from whence.learning.export import keras_logits, to_bundle
from whence.learning.network import NetworkError
from whence.learning.recipe import Recipe
from whence.learning.recipe_file import RecipeError, read_recipe
from whence.learning.run_facts import add_run_facts
from whence.learning.split_report import split_lines
from whence.pictures import PictureError

Say = Callable[[str], None]
# One command builds several networks, each with functions of its own: no mistake to warn of.
logging.getLogger("tensorflow").addFilter(lambda record: "retracing" not in record.getMessage())
GALLERYS: Final = "culture"
"""What the gallery's model is saved as."""


@contextmanager
def told() -> Iterator[None]:
    """Turn the errors a user can mend into one sentence without a traceback."""
    try:
        yield
    except (RecipeError, DataError, NetworkError, BundleError, PictureError) as error:
        raise click.ClickException(str(error)) from None
    except OSError as error:
        said = f"{error.filename}: {error.strerror}." if error.filename else str(error)
        raise click.ClickException(said) from None
    except KeyboardInterrupt:
        stopped()


def open_experiment(
    recipe: Path, data: Path | None, weights: str | None, runs: Path, online: bool = False
) -> Experiment:
    """Read a recipe and divide its data; `online` takes the network that it names for that."""
    plan = read_recipe(recipe)
    if online and plan.online is None:
        raise RecipeError(f"{recipe} names no `online` network; leave out --online.")
    return prepare_experiment(plan.taken_online() if online else plan, data, weights, runs)


def refuse_untrained(run: Path, served: Path | None = None) -> None:
    """Raise DataError where no network is trained in `run`, unless the file `served` is there.

    Asked before data are divided, so that nobody fetches weights for nothing.
    """
    if not (run / run_folder.NETWORK).is_file() and not (served and served.is_file()):
        raise DataError(f"Nothing is trained in {run}; run `train` first.")


def split(
    recipe: Path, data: Path | None, weights: str | None, runs: Path, anew: bool, say: Say
) -> None:
    """Divide a recipe's data and say how; `anew` replaces a division that is kept."""
    plan = read_recipe(recipe)
    for line in split_lines(prepare_experiment(plan, data, weights, runs, anew)):
        say(line)


def train(experiment: Experiment, say: Say) -> None:
    """Train and keep the network in the run folder."""
    for line in split_lines(experiment):
        say(line)
    model = training.train(experiment, say)
    with replacing(run_folder.network_file(experiment)) as part:
        model.save(part)
    run_folder.finish(experiment)


def validate(experiment: Experiment, say: Say) -> None:
    """Say how good the trained network is on validation, by which recipes are compared."""
    labels, task = experiment.recipe.labels, experiment.recipe.task
    targets, groups = experiment.targets(experiment.part("valid")), experiment.groups_of("valid")
    logits = keras_logits(_trained(experiment), experiment, "valid")
    said = probabilities(logits, task, 1.0)
    if task == "multi-label":
        least = multi_label.thresholds(targets, said)
        found = multi_label.figures(labels, targets, said, least, groups)
    else:
        found = evaluation.figures(labels, targets, said, groups)
    say(f"on {len(targets)} pictures of validation:")
    for line in evaluation_lines({"test": found}):
        say(line)
    best = fit_temperature(logits, targets, task)
    say(f"loss {loss(logits, targets, task, best):.3f} at temperature {best:.2f}")


def export(experiment: Experiment, to: Path, say: Say) -> None:
    """Write the trained network as the files that are served."""
    made = to_bundle(_trained(experiment), experiment)
    bundle.write(made, to, served_name(experiment.recipe))
    far = ", as far as it goes: do not rely on its confidence" if at_bound(made.temperature) else ""
    say(f"{made.id}: {len(made.tflite) / 1e6:.1f} MB, temperature {made.temperature:.2f}{far}")
    say(f"kept in {to / served_name(experiment.recipe)}.pkl, which `predict --model` takes")


def evaluate(experiment: Experiment, to: Path, say: Say) -> dict[str, Any]:
    """Measure the model served from the folder `to` on the test part; keep that and return it."""
    file = to / f"{served_name(experiment.recipe)}.pkl"
    served = bundle.read(file)
    if served.labels != experiment.recipe.labels:
        raise DataError(f"{file} has other labels than the recipe; run `train`.")
    has_network = run_folder.network_file(experiment).is_file()
    model = _trained(experiment) if has_network else None
    if served.task == "multi-label":
        report = multi_label_report.evaluate(served, experiment)
    else:
        logits = keras_logits(model, experiment, "test") if model else None
        report = evaluation.evaluate(served, experiment, logits)
    add_run_facts(report, experiment, model.count_params() if model else None)
    keep(report, to)
    for line in evaluation_lines(report):
        say(line)
    return report


def keep(report: dict[str, Any], to: Path) -> None:
    """Write evaluation.json.

    What takes hours, the figure across sources, stays in it while recipe and data have the same
    name and fingerprint.
    """
    file = to / "evaluation.json"
    before = _read(file)
    if all(before.get(name) == report[name] for name in ("recipe", "data_fingerprint")):
        report.setdefault("cross_source", before.get("cross_source"))
    report["items"] = report.pop("items")
    atomic_write(file, json.dumps(report) + "\n")


def _read(file: Path) -> dict[str, Any]:
    try:
        found = json.loads(file.read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return {}
    return found if isinstance(found, dict) else {}


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


def _trained(experiment: Experiment) -> Any:
    refuse_untrained(experiment.run)
    if not run_folder.is_trained(experiment):
        raise DataError(
            f"What is trained in {experiment.run} is not of this recipe, data and division; run "
            "`train`, or name another folder with --runs."
        )
    return keras.models.load_model(run_folder.network_file(experiment), compile=False)
