"""`novelty`: teaches a served model where its knowledge ends, without training it again."""

from pathlib import Path

import click

from whence.commands.failure import told
from whence.commands.screen import say
from whence.novelty import SCORES


@click.command()
@click.argument("recipe", type=click.Path(path_type=Path))
@click.option("--data", type=click.Path(path_type=Path), help="Folder of the pictures.")
@click.option("--score", type=click.Choice(list(SCORES)), default="mahalanobis", show_default=True)
@click.option("--to", type=click.Path(path_type=Path), help="Folder of the served files.")
@click.option("--runs", type=click.Path(path_type=Path), default="runs", show_default=True)
@told()
def command(recipe: Path, data: Path | None, score: str, to: Path | None, runs: Path) -> None:
    """Fit anew what RECIPE's served model takes for unknown, and from where on for sure."""
    from whence import bundle
    from whence.learning import knowledge
    from whence.learning.experiment import prepare_experiment
    from whence.learning.recipe_file import read_recipe
    from whence.learning.run_folder import refuse_untrained
    from whence.learning.served import open_served, served_file

    plan = read_recipe(recipe)
    if plan.task != "single-label":
        raise click.ClickException("What is novel is only known where labels exclude one another.")
    run = runs / plan.name
    file = served_file(plan, run, to)
    refuse_untrained(run, file)
    experiment = prepare_experiment(plan, data, None, runs)
    made = knowledge.with_limits(open_served(experiment, file), experiment, score)
    bundle.write(made, file.parent, file.stem)
    say(f"{made.id}: sure from {made.sure_from:.2f}, unknown by {score}")
    say("run `evaluate` again: what it found of verdicts was found with the limits before")
