"""One picture of a data set, and what is said when there is none."""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import pandas as pd


class DataError(Exception):
    """Data that a recipe cannot use; the message says what to do."""


@dataclass(frozen=True, slots=True)
class Item:
    """One picture. `file` is relative to the data's folder and names it for good.

    `given` is the part (train, valid, test) that the data set itself puts it in, if it does.
    """

    file: str
    path: Path
    labels: tuple[str, ...]
    artist: str = ""
    source: str = ""
    given: str = ""


def read_table(table: Path, columns: Sequence[str]) -> pd.DataFrame:
    """Read a CSV as text. Raises DataError where it is not there or lacks a column."""
    try:
        rows = pd.read_csv(table, dtype=str, keep_default_na=False)
    except OSError:
        raise DataError(
            f"There is no {table}; run `collect`, or name the folder with --data."
        ) from None
    except (ValueError, UnicodeError):  # what pandas raises for what is no CSV
        raise DataError(f"{table} is not a CSV file in UTF-8.") from None
    if absent := [name for name in columns if name not in rows]:
        raise DataError(f"{table} has no column {', '.join(absent)}; name it in the recipe.")
    return rows
