"""The two tables of a collection, made of its manifest: for the gallery and for training."""

from collections.abc import Iterable

from whence import catalogue_csv
from whence.cataloguing.folder import COLUMNS
from whence.collecting.manifest import Kept
from whence.csv_table import written
from whence.cultures import CULTURES

CATALOGUE = "catalogue.csv"
LIST = "paintings.csv"


def catalogue(collection: Iterable[Kept]) -> str:
    """Return the catalogue's CSV of what can hang, works of the four cultures.

    `image_url` is the file beside it.
    """
    return catalogue_csv.write(
        kept.painting._replace(image_url=kept.file)
        for kept in collection
        if kept.painting.culture in CULTURES
    )


def picture_list(collection: Iterable[Kept]) -> str:
    """Return the CSV that recipes and `local-gallery` read, with the columns of `folder`."""
    rows = (
        (kept.file, work.culture, work.title, work.artist, work.date, work.medium, work.museum,
         work.licence)
        for kept in collection
        for work in [kept.painting]
    )  # fmt: skip
    return written(COLUMNS, rows)
