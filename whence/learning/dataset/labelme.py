"""Items of labelme's JSON files: the flags that are set are a picture's labels."""

import json
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

from whence.learning.dataset.item import DataError, Item, tidy
from whence.learning.recipe_data import LabelmeData


def from_labelme(data: LabelmeData, folder: Path, labels: Sequence[str]) -> list[Item]:
    """List the picture of every JSON file below the folder, in the order of their names."""
    files = sorted(folder.rglob("*.json"))
    if not files:
        raise DataError(f"There is no labelme file in {folder}; name the folder with --data.")
    items: dict[str, Item] = {}
    for file in files:
        item = _item(file, folder, labels)
        if item.file in items:
            raise DataError(f"{file} is a second file of {item.file}; keep one of them.")
        items[item.file] = item
    return list(items.values())


def _item(file: Path, folder: Path, labels: Sequence[str]) -> Item:
    name, flags = _content(file)
    path = file.parent / name.replace("\\", "/")  # labelme on Windows writes backslashes
    try:
        below = path.resolve().relative_to(folder.resolve())
    except ValueError:
        raise DataError(f"{file} names a picture outside {folder}; move it inside.") from None
    chosen = tuple(label for label in labels if flags.get(label))
    if odd := [flag for flag, value in flags.items() if not isinstance(value, bool)]:
        raise DataError(f"{file} says neither true nor false of the flag {odd[0]}.")
    return Item(below.as_posix(), folder / below, chosen)


def flags_of(folder: Path) -> Iterator[str]:
    """Yield every flag that is set, once for each picture; raises DataError."""
    for file in sorted(folder.rglob("*.json")):
        yield from (flag for flag, value in _content(file)[1].items() if value)


def _content(file: Path) -> tuple[str, dict[str, Any]]:
    try:
        content = json.loads(file.read_text(encoding="utf-8-sig"))
        return str(content["imagePath"]), {tidy(str(k)): v for k, v in content["flags"].items()}
    except (OSError, ValueError, AttributeError, KeyError, TypeError):
        raise DataError(
            f"{file} is not labelme's: it is no JSON, or lacks imagePath or flags."
        ) from None
