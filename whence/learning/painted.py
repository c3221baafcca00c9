"""Pictures painted by code as one more source of training, never of a test."""

import hashlib
from pathlib import Path

import cv2
from tqdm import tqdm

from whence import studies
from whence.files import atomic_write
from whence.learning.dataset import Item
from whence.learning.recipe import Recipe
from whence.studies import TRAINING_SEEDS, paint


def study_items(recipe: Recipe, each: int, folder: Path, side: int = 256) -> list[Item]:
    """Paint `each` studies a label into `folder`, once a painter, and list them as items.

    The gallery's own studies have smaller seeds, so none that hangs there was learnt.
    """
    painter = _painter()
    wanted = [(label, TRAINING_SEEDS + i) for label in recipe.labels for i in range(each)]
    items = []
    for label, seed in tqdm(wanted, desc="painting studies", leave=False, disable=None):
        file = f"{painter}/{label}/{seed}-{side}.jpg"
        if not (folder / file).is_file():
            picture = paint(label, seed, side)
            _, data = cv2.imencode(".jpg", picture[..., ::-1], [cv2.IMWRITE_JPEG_QUALITY, 92])
            atomic_write(folder / file, data.tobytes())
        items.append(Item(f"studies/{file}", folder / file, (label,), source="studies"))
    return items


def _painter() -> str:
    """Name the painters' code, so that studies by an older one are never taken for its own."""
    files = sorted(Path(studies.__file__).parent.glob("*.py"))
    return hashlib.sha256(b"".join(file.read_bytes() for file in files)).hexdigest()[:8]
