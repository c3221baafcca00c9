"""The Metropolitan Museum's two fact files: reading them, and joining one with the other."""

import re
from collections import Counter
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Final

from whence.catalogue_csv import CatalogueError
from whence.cataloguing.work import Work
from whence.csv_table import Fault, in_order, rows
from whence.cultures import culture_of

_LABEL: Final = ("title", "artist", "date", "medium")
GALLERY: Final = ("culture", "object_id", *_LABEL, "page_url", "image_url")
OBJECTS: Final = (
    *("culture", "object_id", *_LABEL, "link", "primaryImageSmall"),
    *("public_domain", "nationality", "department"),
)
# Its cataloguers write "American" where they mean it: an empty cell there is a decision, on
# plaques and copies of unknown make, and the artist named is often that of the model.
WRITES_CULTURES: Final = "The American Wing"
# "1975.268.139" as it begins the image's name: "LC-1975_268_139_cc-001.jpg".
_ACCESSION: Final = re.compile(
    r"(?:LC-|ap|TR_)?((?:1[89]|20)?\d\d)[._](\d+)[._](\d+[a-z]*)(?=[_.\- ])"
)


def read_gallery(path: Path) -> list[Work]:
    """Read the tutorial's list (culture and picture, some with a label); raise CatalogueError."""
    return [Work(*cells) for cells in _cells(path, GALLERY)]


def read_objects(path: Path) -> list[Work]:
    """Read the museum's objects, with the culture that each stands for; raise CatalogueError."""
    works = []
    for cells in _cells(path, OBJECTS):
        nationality, department = cells[-2:]
        culture = object_culture(cells[0], nationality, department)
        works.append(Work(culture or "", *cells[1:-2]))
    return works


def _cells(path: Path, columns: tuple[str, ...]) -> Iterator[tuple[str, ...]]:
    wrong: list[Fault] = []
    for _, cells in rows(path, columns, wrong):
        yield cells
    if wrong:
        raise CatalogueError(*in_order(wrong))


def object_culture(culture: str, nationality: str, department: str) -> str | None:
    """Decide an object's culture by the museum's word, or else by its artists' nationality.

    `nationality` is "A|B" for several artists, who must then agree; unknown ones have no say.
    """
    if culture.strip():
        return culture_of(culture)
    if department == WRITES_CULTURES:
        return None
    nations = {culture_of(part) for part in nationality.split("|") if part.strip()}
    return nations.pop() if len(nations) == 1 else None


def accession(image_url: str) -> str | None:
    """Read the museum's accession number off an image's name, or None where it bears none."""
    match = _ACCESSION.match(image_url.strip().rpartition("/")[2])
    return ".".join(match.groups()) if match else None


def joined(gallery: Iterable[Work], objects: list[Work]) -> Iterator[Work]:
    """Fill the tutorial's rows from the museum's objects.

    By object number, or where the row has none by the accession number in the image's name,
    provided that only one object of the same culture bears it.
    """
    numbered = {work.number: work for work in objects}
    bearers = Counter(accession(work.image_url) for work in objects)
    by_accession = {
        number: work
        for work in objects
        if (number := accession(work.image_url)) and bearers[number] == 1
    }
    for work in gallery:
        if work.number:
            same = numbered.get(work.number)
        else:
            same = by_accession.get(accession(work.image_url) or "")
            same = same if same and same.culture == culture_of(work.culture) else None
        yield work.filled_from(same) if same else work
