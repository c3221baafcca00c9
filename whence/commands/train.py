"""`train`: a recipe to a model, from pictures to the files the gallery serves."""

from pathlib import Path

import click

from whence.commands.failure import told
from whence.commands.screen import say


@click.command()
@click.argument("recipe", type=click.Path(path_type=Path))
@click.option("--data", type=click.Path(path_type=Path), help="Folder of the pictures.")
@click.option("--weights", help="A file of the backbone's weights, `imagenet` or `none`.")
@click.option("--to", type=click.Path(path_type=Path), help="Folder of the served files.")
@click.option("--online", is_flag=True, help="Take the larger network that the recipe names.")
@click.option(
    "--no-test", is_flag=True, help="Only compare: score validation, leave test and files alone."
)
@click.option("--runs", type=click.Path(path_type=Path), default="runs", show_default=True)
@told()
def command(
    recipe: Path,
    data: Path | None,
    weights: str | None,
    online: bool,
    no_test: bool,
    to: Path | None,
    runs: Path,
) -> None:
    """Train RECIPE, then export and evaluate it. A run that was stopped goes on.

    What another recipe, other data or other weights have left in RUNS/NAME is trained anew; with
    --no-test that is refused, so that nothing is lost.

    Runs of one seed agree (tested to 1e-5 in every weight), also one that was stopped, which goes
    on after its last whole epoch.

    The files that are served go to model/ for the gallery's recipe, to RUNS/NAME/model for others.
    """
    from whence.learning.experiment import open_experiment
    from whence.learning.run_folder import refuse_loss
    from whence.learning.served import folder_for

    experiment = open_experiment(recipe, data, weights, runs, online)
    if no_test:
        refuse_loss(experiment)
    folder = None if no_test else folder_for(experiment, to)
    # Loads TensorFlow, for which mistakes in recipe and data shall not wait.
    from whence.learning import steps

    steps.train(experiment, say)
    if folder is None:
        steps.validate(experiment, say)
        return
    steps.export(experiment, folder, say)
    steps.evaluate(experiment, folder, say)
