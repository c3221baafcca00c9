"""One picture of a data set, and what is said when there is none."""

import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import pandas as pd

from whence.mistake import Mistake


class DataError(Mistake):
    """Data that a recipe cannot use; the message says what to do."""


@dataclass(frozen=True, slots=True)
class Item:
    """One picture. `file` is relative to the data's folder and names it for good.

    `artist` names several as "A; B", "" nobody who is known. `given` is the part (train, valid,
    test) that the data set itself puts it in, if it does. `painted` are pictures made by code.
    """

    file: str
    path: Path
    labels: tuple[str, ...]
    artist: str = ""
    source: str = ""
    given: str = ""
    painted: bool = False

    @property
    def artists(self) -> list[str]:
        """List who made it."""
        return [name for name in self.artist.split("; ") if name]


def tidy(text: str) -> str:
    """Return a label or a name without space around it, its letters in one form.

    macOS writes é in names of folders as two characters (NFD), most editors as one (NFC).
    """
    return unicodedata.normalize("NFC", text.strip())


def read_table(table: Path, columns: Sequence[str], gaps: bool = False) -> pd.DataFrame:
    """Read a CSV as text; the first of `columns` names the picture, the others are `tidy`.

    Raises DataError where the table is not there, is none, lacks a column or, unless it may have
    `gaps`, names no picture in a row.
    """
    try:
        rows = pd.read_csv(table, dtype=str, keep_default_na=False)
    except OSError:
        raise DataError(
            f"There is no {table}; run `collect`, or name the folder with --data."
        ) from None
    except UnicodeError:
        raise DataError(f"{table} is not in UTF-8; save it so.") from None
    except ValueError as error:  # what pandas raises for what is no CSV, with the line
        raise DataError(f"{table} is no CSV that can be read: {error}".strip()) from None
    if not isinstance(rows.index, pd.RangeIndex):  # pandas takes what is too much for an index
        raise DataError(
            f"{table} has rows with more cells than its first line; put a cell that has commas in "
            "it between quotes, and end no line with a comma."
        )
    rows = rows.rename(columns=tidy)
    if twice := rows.columns[rows.columns.duplicated()].tolist():
        raise DataError(f"{table} has two columns {twice[0]}; rename one of them.")
    if absent := [name for name in columns if name not in rows]:
        first = rows.columns[0]
        other = next((mark for mark in (";", "\t") if len(rows.columns) == 1 and mark in first), "")
        then = f"save it with commas instead of {other!r}" if other else "name the right ones"
        raise DataError(
            f"{table} has no column {', '.join(absent)} but {', '.join(map(repr, rows.columns))}; "
            f"{then}{'' if other else ' in the recipe'}."
        )
    if not gaps and (empty := rows[columns[0]].str.strip() == "").any():
        raise DataError(f"{table}, row {int(empty.argmax()) + 1}: there is no {columns[0]}.")
    return rows.assign(**{name: rows[name].map(tidy) for name in columns[1:]})


def refuse_two_labels(rows: pd.DataFrame, picture: str, label: str) -> None:
    """Raise DataError where a picture of the table has another label in a second row."""
    twice = rows[rows.duplicated(picture, keep=False)]
    if len(twice):
        name = twice[picture].iloc[0]
        said = " and as ".join(twice.loc[twice[picture] == name, label])
        raise DataError(f"{name} is labelled as {said}; decide for one in the table.")
