"""`python -m whence studies`: paint the built-in pictures and write their catalogue."""

from pathlib import Path

import click
import cv2

from whence import catalogue_csv
from whence.commands.failure import told
from whence.commands.screen import say
from whence.cultures import CULTURES
from whence.files import atomic_write
from whence.painting import Painting
from whence.progress import progress
from whence.settings import ROOT
from whence.studies import TRAINING_SEEDS, Study, study

MANNERS = {
    "America": "American landscape painting",
    "China": "Chinese ink painting",
    "India": "Indian court miniatures",
    "Japan": "Japanese woodblock prints",
}


@click.command()
@click.option("--seed", default=1, show_default=True, type=click.IntRange(0), help="First seed.")
@click.option("--per-culture", default=12, show_default=True, type=click.IntRange(1, 999))
@click.option(
    "--size",
    default=480,
    show_default=True,
    type=click.IntRange(32, 2048),
    help="Longer side in pixels.",
)
@click.option("--to", "folder", default=ROOT / "data" / "studies",
              type=click.Path(file_okay=False, path_type=Path),
              help="Folder of the pictures; their catalogue lies beside it.")  # fmt: skip
@told()
def command(seed: int, per_culture: int, size: int, folder: Path) -> None:
    """Paint the built-in studies; the same options give the same files on one machine."""
    if seed + per_culture > TRAINING_SEEDS:
        click.echo(f"Note: seeds from {TRAINING_SEEDS} on are those that training uses.", err=True)
    jobs = [(culture, number) for culture in CULTURES for number in range(1, per_culture + 1)]
    works = []
    for culture, number in progress(jobs, desc="Painting", unit="study"):
        picture = study(culture, seed + number - 1, size)
        name = f"{culture.lower()}-{number:02d}"
        atomic_write(folder / f"{name}.webp", _encoded(picture))
        works.append(_work(culture, number, picture.subject, f"{folder.name}/{name}.webp"))
    atomic_write(folder.with_name(f"{folder.name}.csv"), catalogue_csv.write(works))
    say(f"{len(works)} studies in {folder}")


def _encoded(picture: Study) -> bytes:
    done, data = cv2.imencode(".webp", picture.pixels[:, :, ::-1], [cv2.IMWRITE_WEBP_QUALITY, 88])
    if not done:
        raise click.ClickException("OpenCV could not write WebP; install the pinned version.")
    return data.tobytes()


def _work(culture: str, number: int, subject: str, image: str) -> Painting:
    return Painting(
        id=f"study-{culture.lower()}-{number:02d}",
        culture=culture,
        title=f"Study after {MANNERS[culture]}, no. {number}: {subject}",
        artist="Whence (painted by code)",
        date="2026",
        medium="Code: NumPy and OpenCV",
        museum="Built-in study",
        page_url="",
        image_url=image,
        licence="MIT",
    )
