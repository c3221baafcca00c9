"""`export`: a trained run to the files that are served."""

from pathlib import Path

import click

from whence.commands.failure import told
from whence.commands.screen import say


@click.command()
@click.argument("recipe", type=click.Path(path_type=Path))
@click.option("--data", type=click.Path(path_type=Path), help="Folder of the pictures.")
@click.option("--weights", help="The backbone's weights that it was trained from.")
@click.option("--to", type=click.Path(path_type=Path), help="Folder of the served files.")
@click.option("--runs", type=click.Path(path_type=Path), default="runs", show_default=True)
@told()
def command(
    recipe: Path, data: Path | None, weights: str | None, to: Path | None, runs: Path
) -> None:
    """Write the .pkl, .tflite and manifest of the network that RECIPE last trained."""
    from whence.learning.experiment import prepare_experiment
    from whence.learning.recipe_file import read_recipe
    from whence.learning.run_folder import refuse_untrained
    from whence.learning.served import folder_for

    plan = read_recipe(recipe)
    refuse_untrained(runs / plan.name)
    experiment = prepare_experiment(plan, data, weights, runs)
    folder = folder_for(experiment, to)
    from whence.learning import steps  # loads TensorFlow: after all mistakes

    steps.export(experiment, folder, say)
