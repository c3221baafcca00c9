"""Pictures painted by code as more sources of training, never of a test."""

import hashlib
from collections.abc import Callable, Sequence
from pathlib import Path

import cv2
from tqdm import tqdm

from whence import sketches, studies
from whence.cultures import CULTURES
from whence.files import atomic_write
from whence.learning.dataset import Item
from whence.learning.recipe import Recipe
from whence.learning.recipe_data import CatalogueData
from whence.sketches import SKETCHED, sketch
from whence.studies import TRAINING_SEEDS, paint
from whence.studies.canvas import Pixels

STUDIES, SKETCHES = "studies", "sketches"
"""What the sources of painted pictures are called."""

SIDE = 256
"""Pixels of the longer side."""

Painter = Callable[[str, int, int], Pixels]


def painted_items(recipe: Recipe, folder: Path) -> list[Item]:
    """Paint what the recipe asks for into `folder`, once a painter, and list it as items.

    Labels that nobody here paints have none.
    The gallery's own studies have smaller seeds, so none that hangs there was learnt.
    """
    data = recipe.data
    if not isinstance(data, CatalogueData):
        return []
    place = folder / painters(recipe)
    wanted = (
        (STUDIES, paint, CULTURES, data.studies),
        (SKETCHES, sketch, SKETCHED, data.sketches),
    )
    return [
        item
        for kind, painter, known, each in wanted
        for item in _items(kind, painter, [x for x in recipe.labels if x in known], each, place)
    ]


def _items(
    kind: str, painter: Painter, labels: Sequence[str], each: int, folder: Path
) -> list[Item]:
    wanted = [(label, TRAINING_SEEDS + i) for label in labels for i in range(each)]
    items = []
    for label, seed in tqdm(wanted, desc=f"painting {kind}", leave=False, disable=None):
        file = f"{kind}/{label}/{seed}-{SIDE}.jpg"
        if not (folder / file).is_file():
            pixels = painter(label, seed, SIDE)[..., ::-1]
            _, data = cv2.imencode(".jpg", pixels, [cv2.IMWRITE_JPEG_QUALITY, 92])
            atomic_write(folder / file, data.tobytes())
        items.append(Item(file, folder / file, (label,), source=kind, painted=True))
    return items


def painters(recipe: Recipe) -> str:
    """Name the painters' code, so that pictures by an older one are never taken for its own.

    "" where the recipe wants nothing painted.
    """
    data = recipe.data
    if not isinstance(data, CatalogueData) or not data.studies + data.sketches:
        return ""
    folders = [Path(str(code.__file__)).parent for code in (studies, sketches)]
    files = sorted(file for folder in folders for file in folder.glob("*.py"))
    return hashlib.sha256(b"".join(file.read_bytes() for file in files)).hexdigest()[:8]
