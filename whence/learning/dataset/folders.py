"""Items of folders that are divided already: train/<label>/…, valid/<label>/…, test/<label>/…."""

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
        named = {tidy(place.name): place for place in (folder / name).iterdir()}
        items += [
            Item(path.relative_to(folder).as_posix(), path, (label,), given=part)
            for label in labels
            if label in named
            for path in sorted(named[label].rglob("*"))
            if is_picture(path)
        ]
    return items


def is_picture(path: Path) -> bool:
    """Tell by its name whether a file holds a picture; a pipe would be waited for without end."""
    named = path.suffix.lower() in SUFFIXES and not path.name.startswith(".")
    return named and path.is_file()
