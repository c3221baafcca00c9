"""`novelty`: teaches a served model where its knowledge ends, without training it again."""

from pathlib import Path

import click

from whence.novelty import SCORES


@click.command()
@click.argument("recipe", type=click.Path(path_type=Path))
@click.option("--data", type=click.Path(path_type=Path), help="Folder of the pictures.")
@click.option("--score", type=click.Choice(list(SCORES)), default="mahalanobis", show_default=True)
@click.option("--to", type=click.Path(path_type=Path), help="Folder of the served files.")
@click.option("--runs", type=click.Path(path_type=Path), default="runs", show_default=True)
def command(recipe: Path, data: Path | None, score: str, to: Path | None, runs: Path) -> None:
    """Fit the novelty statistics and the surest confidence of RECIPE's served model anew."""
    from whence import bundle
    from whence.learning import knowledge, steps
    from whence.learning.recipe_file import read_recipe

    with steps.told():
        plan = read_recipe(recipe)
        if plan.task != "single-label":
            raise click.ClickException("What is novel is only known where labels exclude another.")
        run = runs / plan.name
        steps.refuse_untrained(run, steps.served_file(plan, run, to))
        experiment = steps.open_experiment(recipe, data, None, runs)
        folder, name = steps.folder_for(experiment, to), steps.served_name(plan)
        made = knowledge.with_limits(bundle.read(folder / f"{name}.pkl"), experiment, score)
        bundle.write(made, folder, name)
    click.echo(f"{made.id}: sure from {made.sure_from:.2f}, unknown by {score}")
