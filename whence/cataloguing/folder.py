"""A folder of pictures with a list of them → a catalogue for a local museum."""

from pathlib import Path, PurePosixPath
from typing import Final
from urllib.parse import quote

from whence.catalogue_csv import CatalogueError
from whence.cataloguing import tidy
from whence.csv_table import Fault, in_order, rows
from whence.cultures import culture_of
from whence.painting import Painting

COLUMNS: Final = ("file", "culture", "title", "artist", "date", "style", "source", "licence")


def read(folder: Path, origin: str) -> list[Painting]:
    """Read `folder/paintings.csv` and keep the four cultures; pictures are at `origin/<file>`.

    Ids depend on the file alone and do not give away its folder, which names the culture. Raises
    CatalogueError where the list cannot be read.
    """
    wrong: list[Fault] = []
    paintings = []
    for _, cells in rows(folder / "paintings.csv", COLUMNS, wrong):
        file, culture, title, artist, date, style, source, licence = cells
        if label := culture_of(culture):
            paintings.append(
                Painting(
                    id=tidy.long_slug(PurePosixPath(file).stem, file),
                    culture=label,
                    title=tidy.title(title),
                    artist=tidy.artists(artist),
                    date=tidy.text(date),
                    medium=tidy.text(style),
                    museum=f"Local folder ({source})" if source else "Local folder",
                    page_url="",
                    image_url=f"{origin}/{quote(file)}",
                    licence="CC0" if tidy.text(licence) == "CC0" else "unknown",
                )
            )
    if wrong:
        raise CatalogueError(*in_order(wrong))
    return paintings
