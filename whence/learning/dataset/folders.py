"""Items of folders that are divided already: train/<label>/…, valid/<label>/…, test/<label>/…."""

import os
from collections.abc import Sequence
from pathlib import Path

from whence.learning.dataset.item import DataError, Item, tidy
from whence.learning.recipe_data import FolderData
from whence.pictures import SUFFIXES


def from_folders(data: FolderData, folder: Path, labels: Sequence[str]) -> list[Item]:
    """List the pictures of every label, part by part; the folder a picture lies in is its part."""
    items = []
    for part, name in (("train", data.train), ("valid", data.valid), ("test", data.test)):
        if name is None:
            continue
        if not (folder / name).is_dir():
            without = ", or write `valid: null` to take it from train" if part == "valid" else ""
            raise DataError(
                f"There is no folder {folder / name}; name the one above it with --data{without}."
            )
        found = [
            Item(path.relative_to(folder).as_posix(), path, (label,), given=part)
            for label in labels
            for place in sorted((folder / name).iterdir())
            if tidy(place.name) == label  # letters may be written in two ways, so in two folders
            for path in pictures_below(place)
        ]
        if part == "valid" and not found:
            raise DataError(
                f"No picture of the recipe's labels is in {folder / name}; put some there, or "
                "write `valid: null` to take it from train."
            )
        items += found
    return items


def pictures_below(folder: Path) -> list[Path]:
    """List the pictures at any depth, those of linked folders too, sorted; no folder twice."""
    seen, found = set(), []
    for place, below, names in os.walk(folder, followlinks=True):
        below.sort()
        real = os.path.realpath(place)
        if real in seen:  # a link that leads up would have no end
            below.clear()
            continue
        seen.add(real)
        found += [path for name in names if is_picture(path := Path(place, name))]
    return sorted(found)


def is_picture(path: Path) -> bool:
    """Tell by its name whether a file holds a picture; a pipe would be waited for without end."""
    named = path.suffix.lower() in SUFFIXES and not path.name.startswith(".")
    return named and path.is_file()
