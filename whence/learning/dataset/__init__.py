"""A recipe's data as a list of items: which file, which labels, whose work, from where."""

import hashlib
from collections.abc import Callable, Iterable, Sequence
from dataclasses import replace
from functools import lru_cache
from pathlib import Path
from typing import Any, Final

import numpy as np
import numpy.typing as npt

from whence.learning.dataset.catalogue import from_catalogue
from whence.learning.dataset.folders import from_folders
from whence.learning.dataset.item import DataError, Item
from whence.learning.dataset.labelme import from_labelme
from whence.learning.dataset.others import others
from whence.learning.dataset.table import from_table
from whence.learning.dataset.urls import from_urls
from whence.learning.recipe import Recipe
from whence.learning.recipe_data import LabelmeData
from whence.pictures import PictureError, decode

__all__ = [
    "DataError",
    "Item",
    "contents",
    "fingerprint",
    "folder_of",
    "items_of",
    "picture_of",
    "targets",
]

NAMED: Final = 20
"""Labels of the data that a sentence names."""

_READERS: Final[dict[str, Callable[[Any, Path, Sequence[str]], list[Item]]]] = {
    "catalogue": from_catalogue,
    "folders": from_folders,
    "table": from_table,
    "labelme": from_labelme,
    "urls": from_urls,
}


def items_of(recipe: Recipe, folder: Path | None = None) -> list[Item]:
    """List the items of `recipe` whose label it knows, in the order of its table or folders.

    `folder` replaces the folder the recipe names. Raises DataError where there is nothing to read
    or a label has no picture.
    """
    items = _read(recipe, folder_of(recipe, folder))
    if strange := [item for item in items if not _is_utf8(item.file)]:
        raise DataError(f"The name of {strange[0].file!r} is not in UTF-8; rename the file.")
    found = {label for item in items for label in item.labels}
    if missing := [label for label in recipe.labels if label not in found]:
        found |= others(recipe, folder_of(recipe, folder)).keys()
        named = sorted(filter(None, found))[:NAMED]
        more = " …" if len(found) > NAMED else ""
        those = f"; those found are {', '.join(named)}{more}" if named else ""
        raise DataError(
            f"No picture is labelled {', '.join(missing)}{those}. Labels are written in the "
            "recipe exactly as in the data."
        )
    if recipe.task == "single-label":
        _one_label_each(items)
    return items


def _is_utf8(name: str) -> bool:
    try:
        name.encode()
    except UnicodeEncodeError:  # an old archive's name, of which Python keeps the bytes
        return False
    return True


def _read(recipe: Recipe, folder: Path) -> list[Item]:
    data, labels = recipe.data, recipe.labels
    if not (isinstance(data, LabelmeData) and recipe.task == "single-label"):
        return _READERS[data.kind](data, folder, labels)
    # A picture whose only flag the recipe does not know is left out, as in the other forms.
    unknown = others(recipe, folder).keys()
    items = from_labelme(data, folder, (*labels, *unknown))
    return [
        replace(item, labels=tuple(label for label in item.labels if label in labels))
        for item in items
        if not item.labels or set(item.labels) - unknown
    ]


def folder_of(recipe: Recipe, folder: Path | None = None) -> Path:
    """Return where the data lie: in `folder`, or else where the recipe says."""
    return folder or Path(recipe.data.folder)


def _one_label_each(items: Iterable[Item]) -> None:
    for item in items:
        if len(item.labels) != 1:
            said = " and ".join(item.labels) or "nothing"
            raise DataError(
                f"{item.file} is labelled {said}; give it one label, or write `task: multi-label`."
            )


def picture_of(item: Item, side: int = 224) -> npt.NDArray[np.uint8]:
    """Decode an item's picture to uint8 RGB, as the gallery does.

    Raises DataError for a file that is not there or is no picture.
    """
    try:
        data = item.path.read_bytes()
    except (OSError, ValueError):  # a name that no file can have
        raise DataError(
            f"There is no readable picture at {item.path}; bring it there, or collect it again."
        ) from None
    try:
        return decode(data, side)
    except PictureError as error:
        raise DataError(f"{item.path}: {error} Or take it out of the data.") from None


def targets(items: Iterable[Item], labels: Sequence[str]) -> npt.NDArray[np.float32]:
    """Turn labels into rows of 0 and 1, (N, C), in the order of `labels`."""
    return np.array([[label in item.labels for label in labels] for item in items], np.float32)


def contents(items: Iterable[Item]) -> str:
    """Digest the bytes of the pictures in their order, one that is missing included."""
    digest = hashlib.sha256()
    for item in items:
        try:
            facts = item.path.stat()
            digest.update(_content(item.path, facts.st_size, facts.st_mtime_ns))
        except (OSError, ValueError):  # a name that no file can have
            digest.update(b"missing")
    return digest.hexdigest()


@lru_cache(1 << 20)
def _content(path: Path, _size: int, _changed: int) -> bytes:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").digest()


def fingerprint(items: Iterable[Item]) -> str:
    """Digest which files with which labels were used, whatever their order; not their bytes."""
    lines = sorted(f"{item.file}\t{','.join(item.labels)}" for item in items)
    return hashlib.sha256("\n".join(lines).encode()).hexdigest()[:16]
