"""A folder of pictures with a list of them → a catalogue for a local museum."""

from collections import Counter
from pathlib import Path, PurePosixPath
from typing import Final
from urllib.parse import quote

from whence.catalogue_csv import CatalogueError
from whence.cataloguing import tidy
from whence.csv_table import Fault, in_order, rows
from whence.cultures import CULTURES, culture_of
from whence.painting import Painting

COLUMNS: Final = ("file", "culture", "title", "artist", "date", "style", "source", "licence")
SHOWN: Final = 5
"""Other cultures that a sentence names."""


def read(folder: Path, origin: str, others: Counter[str] | None = None) -> list[Painting]:
    """Read `folder/paintings.csv` and keep the four cultures; pictures are at `origin/<file>`.

    Ids depend on the file alone and do not give away its folder, which names the culture. Counts
    in `others` the works of every other culture. Raises CatalogueError where the list cannot be
    read or holds no work of the four.
    """
    others = Counter() if others is None else others
    wrong: list[Fault] = []
    paintings = []
    for _, cells in rows(folder / "paintings.csv", COLUMNS, wrong):
        row = dict(zip(COLUMNS, cells, strict=True))
        if culture := culture_of(row["culture"]):
            paintings.append(_painting(row, culture, origin))
        else:
            others[row["culture"] or "(no culture)"] += 1
    if wrong:
        raise CatalogueError(*in_order(wrong))
    if not paintings:
        raise CatalogueError(
            f"{folder / 'paintings.csv'} names no work of {', '.join(CULTURES)}"
            f"{f': {left_out(others)}' if others else ''}."
        )
    return paintings


def _painting(row: dict[str, str], culture: str, origin: str) -> Painting:
    file, source = row["file"], row["source"]
    return Painting(
        id=tidy.long_slug(PurePosixPath(file).stem, file),
        culture=culture,
        title=tidy.title(row["title"]),
        artist=tidy.artists(row["artist"]),
        date=tidy.text(row["date"]),
        medium=tidy.text(row["style"]),
        museum=f"Local folder ({source})" if source else "Local folder",
        page_url="",
        image_url=f"{origin}/{quote(file)}",
        licence="CC0" if tidy.text(row["licence"]) == "CC0" else "unknown",
    )


def left_out(others: Counter[str]) -> str:
    """Say how many works of which other cultures are left out."""
    named = ", ".join(f"{culture} {many:,}" for culture, many in others.most_common(SHOWN))
    more = f" and {len(others) - SHOWN} more" if len(others) > SHOWN else ""
    return f"{others.total():,} works of other cultures are left out ({named}{more})"
