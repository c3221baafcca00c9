"""Items of a CSV with a file column and one column of 0 and 1 a label."""

from collections.abc import Sequence
from pathlib import Path

from whence.learning.dataset.item import DataError, Item, read_table
from whence.learning.recipe_data import TableData


def from_table(data: TableData, folder: Path, labels: Sequence[str]) -> list[Item]:
    """List every row; a picture may have several labels, or none.

    Raises DataError where one picture has rows that contradict each other.
    """
    table = folder / data.csv
    rows = read_table(table, (data.file, *labels))
    rows[data.file] = [Path(file).as_posix() for file in rows[data.file]]  # ./1.jpg is 1.jpg
    rows = rows.drop_duplicates([data.file, *labels])
    for name in rows[data.file][rows[data.file].duplicated()]:
        raise DataError(f"{table} has two rows of {name} with other labels; keep one of them.")
    marks = rows[list(labels)].replace({"0.0": "0", "1.0": "1"})  # as pandas writes them
    odd = ~marks.isin(["0", "1"])
    if many := int(odd.to_numpy().sum()):
        row, label = odd.stack().idxmax()
        more = f", nor are {many - 1} others" if many > 1 else ""
        cell = marks.at[row, label]
        said = repr(cell) if cell else "an empty cell"
        raise DataError(
            f"{table}, row {row + 1} below the header: {said} under {label} is neither 0 nor "
            f"1{more}."
        )
    return [
        Item(name, folder / name, tuple(label for label in labels if row[label] == "1"))
        for name, row in zip(
            ((Path(data.pictures) / file).as_posix() for file in rows[data.file]),
            marks.to_dict("records"),
            strict=True,
        )
    ]
