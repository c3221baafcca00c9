"""`split`: which pictures are learnt from and which are kept for the test."""

from pathlib import Path

import click

from whence.commands.failure import told
from whence.commands.screen import say


@click.command()
@click.argument("recipe", type=click.Path(path_type=Path))
@click.option("--data", type=click.Path(path_type=Path), help="Folder of the pictures.")
@click.option("--weights", help="The backbone's weights, where crops of one work are looked for.")
@click.option("--runs", type=click.Path(path_type=Path), default="runs", show_default=True)
@click.option("--anew", is_flag=True, help="Divide anew, even where a division is kept.")
@told()
def command(recipe: Path, data: Path | None, weights: str | None, runs: Path, anew: bool) -> None:
    """Divide the pictures of RECIPE and print how many of each label fall where.

    An artist's works and near-duplicates stay together; one seed gives one division. A label
    without a picture in train, valid or test is refused.
    """
    from whence.learning.experiment import prepare_experiment
    from whence.learning.recipe_file import read_recipe
    from whence.learning.split_report import split_lines

    experiment = prepare_experiment(read_recipe(recipe), data, weights, runs, anew)
    for line in split_lines(experiment):
        say(line)
