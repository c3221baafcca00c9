"""Items of a CSV with one picture a row: file, label, artist, source."""

import re
from collections.abc import Sequence
from pathlib import Path
from typing import Final

import pandas as pd

from whence.learning.dataset.item import Item, read_table, refuse_two_labels, tidy
from whence.learning.recipe_data import CatalogueData

NOBODY: Final = re.compile(
    r"|((the|an) )?((artist|painter|maker)s? )?(unknown|unidentified|anonymous|anon\.?|n/a|\?)"
    r"( (artist|painter|maker)s?)?",
    re.IGNORECASE,
)


def from_catalogue(data: CatalogueData, folder: Path, labels: Sequence[str]) -> list[Item]:
    """List the rows whose label is among `labels`, in the table's order.

    What says that an artist is not known is no artist, whose works would be one group. Raises
    DataError where one picture has two labels.
    """
    rows = read_table(folder / data.csv, (data.file, data.label))
    rows[data.file] = [Path(file).as_posix() for file in rows[data.file]]  # ./1.jpg is 1.jpg
    rows = rows[rows[data.label].isin(labels)].drop_duplicates([data.file, data.label])
    refuse_two_labels(rows, data.file, data.label)
    empty = pd.Series("", rows.index)
    columns = (rows[data.file], rows[data.label])
    origin = (rows.get(data.artist, empty), rows.get(data.source, empty))
    return [
        Item(file, folder / file, (label,), _known(artist), tidy(source))
        for file, label, artist, source in zip(*columns, *origin, strict=True)
    ]


def _known(artist: str) -> str:
    """Return the names of those who are known, as "A; B"."""
    names = [tidy(name) for name in artist.split(";")]
    return "; ".join(name for name in names if not NOBODY.fullmatch(name))
