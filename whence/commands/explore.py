"""`explore`: the pictures of a recipe's data, to be looked at before anything is trained."""

from pathlib import Path

import click

from whence.files import atomic_write


@click.command()
@click.argument("recipe", type=click.Path(path_type=Path))
@click.option("--data", type=click.Path(path_type=Path), help="Folder of the pictures.")
@click.option(
    "--to",
    type=click.Path(path_type=Path, file_okay=False),
    required=True,
    help="Folder for the pictures and their page.",
)
@click.option("--seed", default=0, show_default=True, help="Draws the works that are shown.")
def command(recipe: Path, data: Path | None, to: Path, seed: int) -> None:
    """Draw the data of RECIPE: works per label, 25 random works, sizes, sources.

    Writes a PNG file of each and index.html, one page that shows them all and needs nothing else.
    """
    from whence.learning.dataset import DataError, folder_of, items_of
    from whence.learning.dataset.others import others, told
    from whence.learning.exploring import survey
    from whence.learning.exploring_figures import figures
    from whence.learning.exploring_page import page
    from whence.learning.recipe_file import RecipeError, read_recipe

    try:
        plan = read_recipe(recipe)
        items = items_of(plan, data)
        left = told(others(plan, folder_of(plan, data)))
        found = survey(items, plan.labels, seed)
        pictures = figures(found)
        for name, png in pictures.items():
            atomic_write(to / f"{name}.png", png)
        atomic_write(to / "index.html", page(plan.name, found, pictures, left))
    except (RecipeError, DataError) as error:
        raise click.ClickException(str(error)) from None
    except OSError as error:
        raise click.ClickException(f"{to} cannot be written: {error.strerror}.") from None
    click.echo(f"{len(found.sizes):,} pictures in {to / 'index.html'}.")
    if left:
        click.echo(left)
    if found.unreadable:
        click.echo(f"{len(found.unreadable):,} files are no readable pictures; see the page.")
