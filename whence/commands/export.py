"""`export`: a trained run to the files that are served."""

from pathlib import Path

import click


@click.command()
@click.argument("recipe", type=click.Path(path_type=Path))
@click.option("--data", type=click.Path(path_type=Path), help="Folder of the pictures.")
@click.option("--weights", help="The backbone's weights that it was trained from.")
@click.option("--to", type=click.Path(path_type=Path), help="Folder of the served files.")
@click.option("--runs", type=click.Path(path_type=Path), default="runs", show_default=True)
def command(
    recipe: Path, data: Path | None, weights: str | None, to: Path | None, runs: Path
) -> None:
    """Write the .pkl, .tflite and manifest of the network that RECIPE last trained."""
    from whence.learning import steps
    from whence.learning.recipe_file import read_recipe

    with steps.told():
        steps.refuse_untrained(runs / read_recipe(recipe).name)
        experiment = steps.open_experiment(recipe, data, weights, runs)
        steps.export(experiment, steps.folder_for(experiment, to), click.echo)
