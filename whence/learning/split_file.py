"""The file of a division: each picture's group and part, and what they were found in."""

import hashlib
from collections.abc import Sequence
from pathlib import Path

from whence.csv_table import written
from whence.files import atomic_write
from whence.learning.dataset import DataError, Item, contents
from whence.learning.dataset.item import read_table
from whence.learning.recipe import Split
from whence.learning.split import Part, part_of


def write_split(
    path: Path, items: Sequence[Item], groups: Sequence[int], parts: Sequence[Part]
) -> None:
    """Write the facts (file, label, source, group, split), so that others divide alike."""
    rows = (
        (item.file, "|".join(item.labels), item.source, group, part)
        for item, group, part in zip(items, groups, parts, strict=True)
    )
    atomic_write(path, written(("file", "label", "source", "group", "split"), rows))


def read_split(path: Path, items: Sequence[Item]) -> tuple[list[int], list[Part]]:
    """Read each item's group and part from the facts file.

    Raises DataError when it does not name an item, or is no such file.
    """
    table = read_table(path, ("file", "group", "split"))
    if not (fine := table["group"].str.fullmatch("[0-9]+")).all():
        raise DataError(f"{path} has a group `{table['group'][~fine].iloc[0]}`; write a number.")
    known = {row["file"]: row for row in table.to_dict("records")}
    strangers = [item for item in items if item.file not in known]
    if strangers:
        first, others = strangers[0], len(strangers) - 1
        if not first.path.is_file():
            raise DataError(
                f"There is no picture {first.path}; check where the recipe's `data` say that "
                "pictures are, and the folder that --data names."
            )
        raise DataError(
            f"{path} does not say where {first.file} belongs{f', nor {others} more' * (others > 0)}"
            "; run `split --anew` to divide anew, which overwrites it, or name another file under "
            "`split.file`."
        )
    rows = [known[item.file] for item in items]
    return [int(row["group"]) for row in rows], [part_of(row["split"], path) for row in rows]


def write_mark(path: Path, items: Sequence[Item], plan: Split) -> None:
    """Note beside the facts file at `path` which pictures were grouped, and how."""
    atomic_write(path.with_suffix(".txt"), _mark(items, plan))


def is_as_marked(path: Path, items: Sequence[Item], plan: Split) -> bool:
    """Tell whether the pictures are those that were grouped, in the same way, as far as noted."""
    mark = path.with_suffix(".txt")
    return not mark.is_file() or mark.read_text(encoding="utf-8") == _mark(items, plan)


def _mark(items: Sequence[Item], plan: Split) -> str:
    seen = contents(sorted(items, key=lambda item: item.file))
    told = f"{plan.same_picture} {plan.same_work} {seen}"
    return hashlib.sha256(told.encode()).hexdigest() + "\n"
