"""`train`: a recipe to a model, from pictures to the files the gallery serves."""

from pathlib import Path

import click


@click.command()
@click.argument("recipe", type=click.Path(path_type=Path))
@click.option("--data", type=click.Path(path_type=Path), help="Folder of the pictures.")
@click.option("--weights", help="A file of the backbone's weights, `imagenet` or `none`.")
@click.option("--to", type=click.Path(path_type=Path), default="model", show_default=True)
@click.option("--online", is_flag=True, help="Take the larger network that the recipe names.")
@click.option(
    "--no-test", is_flag=True, help="Only compare: score validation, leave test and files alone."
)
@click.option("--runs", type=click.Path(path_type=Path), default="runs", show_default=True)
def command(
    recipe: Path,
    data: Path | None,
    weights: str | None,
    online: bool,
    no_test: bool,
    to: Path,
    runs: Path,
) -> None:
    """Train RECIPE, then export and evaluate it. A run that was stopped goes on."""
    from whence.learning import steps

    with steps.told():
        experiment = steps.open_experiment(recipe, data, weights, runs, online)
        steps.train(experiment, click.echo)
        if no_test:
            steps.validate(experiment, click.echo)
            return
        steps.export(experiment, to, click.echo)
        steps.evaluate(experiment, to, click.echo)
