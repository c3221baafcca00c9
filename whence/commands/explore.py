"""`explore`: the pictures of a recipe's data, to be looked at before anything is trained."""

from pathlib import Path

import click

from whence.commands.failure import told
from whence.commands.screen import say
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
@told()
def command(recipe: Path, data: Path | None, to: Path, seed: int) -> None:
    """Draw the data of RECIPE: works per label, 25 random works, sizes, sources.

    Writes a PNG file of each and index.html, one page that shows them all and needs nothing else.
    """
    from whence.learning.dataset import folder_of, items_of
    from whence.learning.dataset.others import left_out, others
    from whence.learning.exploring import survey
    from whence.learning.exploring_figures import figures
    from whence.learning.exploring_page import page
    from whence.learning.recipe_file import read_recipe

    plan = read_recipe(recipe)
    items = items_of(plan, data)
    left = left_out(others(plan, folder_of(plan, data)))
    found = survey(items, plan.labels, seed)
    pictures = figures(found)
    for name, png in pictures.items():
        atomic_write(to / f"{name}.png", png)
    atomic_write(to / "index.html", page(plan.name, found, pictures, left))
    say(f"{len(found.sizes):,} pictures in {to / 'index.html'}.")
    if left:
        say(left)
    if found.unreadable:
        say(f"{len(found.unreadable):,} files are no readable pictures; see the page.")
