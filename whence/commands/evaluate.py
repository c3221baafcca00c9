"""`evaluate`: the served model on the pictures that training never saw."""

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Final

import click

from whence.commands.failure import told
from whence.commands.screen import say

if TYPE_CHECKING:
    from whence.learning.dataset import Item
    from whence.learning.experiment import Experiment

SINGLE_ONLY: Final = (
    "--strangers, --cross-source and --figures are for recipes whose labels exclude one another; "
    "leave them out."
)


@click.command()
@click.argument("recipe", type=click.Path(path_type=Path))
@click.option("--data", type=click.Path(path_type=Path), help="Folder of the pictures.")
@click.option("--weights", help="The backbone's weights, where something must be trained anew.")
@click.option("--to", type=click.Path(path_type=Path), help="Folder of the served files.")
@click.option("--runs", type=click.Path(path_type=Path), default="runs", show_default=True)
@click.option(
    "--strangers",
    type=click.Path(path_type=Path, exists=True, file_okay=False),
    help="Folder whose folders are kinds of pictures that the model must not know.",
)
@click.option(
    "--cross-source", is_flag=True, help="Also train without the sources kept for test. Slow."
)
@click.option(
    "--figures",
    type=click.Path(path_type=Path, file_okay=False),
    help="Folder for PNG figures (not for labels that may hold together).",
)
@told()
def command(
    recipe: Path,
    data: Path | None,
    weights: str | None,
    to: Path | None,
    runs: Path,
    strangers: Path | None,
    cross_source: bool,
    figures: Path | None,
) -> None:
    """Measure the model of RECIPE on its test split and write evaluation.json.

    It is looked for in model/ for the gallery's recipe, in RUNS/NAME/model for others. What was
    measured besides (across sources, of strangers) is kept while the model is the same.
    """
    from whence.learning.experiment import prepare_experiment
    from whence.learning.kept_sources import without_sources
    from whence.learning.recipe_file import read_recipe
    from whence.learning.run_folder import refuse_untrained
    from whence.learning.served import folder_for, served_file
    from whence.learning.strangers import found

    plan = read_recipe(recipe)
    if plan.task != "single-label" and (strangers or cross_source or figures):
        raise click.UsageError(SINGLE_ONLY)
    run = runs / plan.name
    refuse_untrained(run, served_file(plan, run, to))
    if figures is not None:
        figures.mkdir(parents=True, exist_ok=True)  # what cannot be shall not be told at last
    experiment = prepare_experiment(plan, data, weights, runs)
    # Nothing is measured where it holds none, or one that is no picture.
    others = [] if strangers is None else found(strangers, experiment.folder)
    if cross_source:
        without_sources(experiment)  # nor where the recipe keeps none for it
    _measure(experiment, folder_for(experiment, to), others, cross_source, figures)


def _measure(
    experiment: "Experiment",
    folder: Path,
    others: Sequence["Item"],
    cross_source: bool,
    figures: Path | None,
) -> None:
    # Loads TensorFlow, for which mistakes in recipe and data shall not wait.
    from whence.learning import cross_source as across
    from whence.learning import figures as drawing
    from whence.learning import steps, thorough
    from whence.learning.served import served_name

    report = steps.evaluate(experiment, folder, say)
    if experiment.recipe.task != "single-label":
        return
    thorough.add(report, experiment, others, folder, served_name(experiment.recipe))
    steps.keep(report, folder)
    if cross_source:
        report["cross_source"] = across.measure(experiment, say)
        steps.keep(report, folder)
    if figures is not None:
        drawing.draw(report, figures)
