"""Pictures that a model must not claim to know: photographs, noise, pages, other labels."""

from collections import Counter
from collections.abc import Callable
from pathlib import Path
from typing import Final

import cv2
import numpy as np
import numpy.typing as npt

from whence.files import atomic_write
from whence.learning.dataset import DataError, Item, items_of, picture_of
from whence.learning.dataset.folders import pictures_below
from whence.learning.dataset.others import others
from whence.learning.experiment import Experiment
from whence.learning.recipe_data import CatalogueData

Picture = npt.NDArray[np.uint8]
SIDE: Final = 224


def found(folder: Path, without: Path, each: int = 300) -> list[Item]:
    """List at most `each` pictures of every folder in `folder`; that folder's name is the kind.

    Folders that hold the pictures `without`, or lie among them, are left out: a model's own data
    are no strangers. Raises DataError where nothing is left, a folder is called like what is told
    besides, or a picture is none.
    """
    items, own = [], without.resolve()
    for kind in sorted(path.resolve() for path in folder.iterdir() if path.is_dir()):
        if own.is_relative_to(kind) or kind.is_relative_to(own):
            continue
        if kind.name in ("all", *DRAWN):
            raise DataError(f"Call {kind} otherwise: `{kind.name}` is another row of the report.")
        files = pictures_below(kind)
        rng = np.random.default_rng(0)
        for index in sorted(rng.permutation(len(files))[:each]):
            name = files[index].relative_to(kind.parent).as_posix()
            items.append(Item(name, files[index], (), source=kind.name))
    if not items:
        raise DataError(
            f"{folder} holds no strangers: put pictures into it, each kind into a folder of its "
            "own, and none that the recipe learns from."
        )
    for item in items:
        picture_of(item, SIDE)
    return items


def drawn(folder: Path, each: int = 100) -> list[Item]:
    """Draw `each` pictures of noise, flat colour and text into `folder`, once, and list them."""
    items = []
    for kind, draw in DRAWN.items():
        for seed in range(each):
            file = f"{kind}/{seed}.png"
            if not (folder / file).is_file():
                _, data = cv2.imencode(".png", draw(np.random.default_rng(seed)))
                atomic_write(folder / file, data.tobytes())
            items.append(Item(f"drawn/{file}", folder / file, (), source=kind))
    return items


def near(experiment: Experiment) -> list[Item]:
    """List the pictures of the same catalogue whose label the recipe does not know.

    Nobody promised that they are sound: what is no picture or has two labels is left out.
    """
    recipe, folder = experiment.recipe, experiment.folder
    if not isinstance(recipe.data, CatalogueData):
        return []
    unknown = sorted(others(recipe, folder).keys() - {""})
    items = [
        item
        for label in unknown
        for item in items_of(recipe.model_copy(update={"labels": (label,)}), folder)
    ]
    times = Counter(item.file for item in items)
    return [item for item in items if times[item.file] == 1 and _is_sound(item)]


def _is_sound(item: Item) -> bool:
    try:
        picture_of(item, SIDE)
    except DataError:
        return False
    return True


def noise(rng: np.random.Generator) -> Picture:
    """Draw noise of a random grain and strength."""
    side = int(rng.choice([7, 14, 28, 56, 112, SIDE]))
    spots = rng.normal(rng.uniform(60, 200), rng.uniform(15, 90), (side, side, 3))
    grain = np.asarray(np.clip(spots, 0, 255), np.uint8)
    return np.asarray(cv2.resize(grain, (SIDE, SIDE), interpolation=cv2.INTER_LINEAR), np.uint8)


def flat(rng: np.random.Generator) -> Picture:
    """Draw one colour all over."""
    return np.full((SIDE, SIDE, 3), rng.integers(0, 256, 3), np.uint8)


def text(rng: np.random.Generator) -> Picture:
    """Draw a page of lines of letters, dark on light or light on dark."""
    dark, light = rng.integers(0, 70), rng.integers(190, 256)
    ink, paper = (dark, light) if rng.random() < 0.8 else (light, dark)
    page = np.full((2 * SIDE, 2 * SIDE, 3), paper, np.uint8)
    scale, font = rng.uniform(0.35, 1.1), int(rng.choice([0, 1, 2, 3, 4, 5]))
    for y in range(round(40 * scale), 2 * SIDE, max(12, round(36 * scale))):
        words = ["".join(rng.choice(list("etaoinshrdlu"), rng.integers(2, 9))) for _ in range(12)]
        place, colour = (int(rng.integers(8, 30)), y), (int(ink),) * 3
        cv2.putText(page, " ".join(words).capitalize(), place, font, scale, colour, 1, cv2.LINE_AA)
    return page


DRAWN: Final[dict[str, Callable[[np.random.Generator], Picture]]] = {
    "noise": noise,
    "flat": flat,
    "text": text,
}
