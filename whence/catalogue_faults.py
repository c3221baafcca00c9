"""What may be wrong with one row of a catalogue, a sentence for each fault."""

import re
from array import array
from collections.abc import Iterator, Sequence
from itertools import count
from pathlib import Path
from typing import Final

from whence.csv_table import Columns
from whence.cultures import culture_of
from whence.painting import Painting

LONGEST_ID: Final = 200
TAKEN: Final = "random"
"""What stands in the API's address of any work at all."""
_SLUG: Final = re.compile(rf"[A-Za-z0-9][A-Za-z0-9._-]{{0,{LONGEST_ID - 1}}}")
_SLUGS: Final = re.compile(rf"(?>{_SLUG.pattern}\n)*+")
WEB: Final = re.compile(r"https?://[^\s/?#\\]+[^\s\\]*", re.IGNORECASE)
_WEBS: Final = re.compile(rf"(?>{WEB.pattern}\n)*+", re.IGNORECASE)
_SCHEME: Final = re.compile(r"[A-Za-z][A-Za-z0-9+.-]*:")


class Places:
    """Where each work read so far stands: `rows` by the works' ids, counted over all files."""

    def __init__(self) -> None:
        """Begin with no work."""
        self.rows: dict[str, int] = {}
        self._lines = array("L")
        self._files: list[tuple[int, Path]] = []

    def add(self, ids: Sequence[str], path: Path, lines: Sequence[int]) -> None:
        """Note works at these lines of a file; none of them may be there already."""
        first = len(self._lines)
        if not self._files or self._files[-1][1] != path:
            self._files.append((first, path))
        self._lines.extend(lines)
        self.rows.update(zip(ids, count(first), strict=False))

    def __getitem__(self, name: str) -> tuple[Path, int]:
        """Return the file and line of a work."""
        row = self.rows[name]
        return max(file for file in self._files if file[0] <= row)[1], self._lines[row]


def sound(columns: Columns, cultures: frozenset[str], seen: Places) -> bool:
    """Tell quickly of rows with their pictures on the web that nothing is wrong with any of them.

    `columns` are their cells by column. Where it says no, there may still be no fault. All are
    looked at in one go, since half a million are while the gallery starts.
    """
    ids = columns["id"]
    addresses = [*columns["image_url"], *filter(None, columns["page_url"])]
    return (
        _all(_SLUGS, ids)
        and _all(_WEBS, addresses)
        and TAKEN not in ids
        and len(set(ids)) == len(ids)
        and seen.rows.keys().isdisjoint(ids)
        and cultures.issuperset(columns["culture"])
    )


def _all(lines: re.Pattern[str], texts: Sequence[str]) -> bool:
    """Tell whether each of the texts is a line as the pattern wants them."""
    together = "\n".join([*texts, ""])
    return together.count("\n") == len(texts) and lines.fullmatch(together) is not None


def faults(painting: Painting, cultures: frozenset[str], seen: Places) -> Iterator[str]:
    """Say in a sentence each what is wrong with one row."""
    if not _SLUG.fullmatch(painting.id):
        yield _bad_id(painting.id)
    elif painting.id == TAKEN:
        yield f"id {TAKEN!r} stands for any work in the gallery's addresses; use another."
    elif painting.id in seen.rows:
        path, line = seen[painting.id]
        yield f"id {painting.id!r} is already used in {path} line {line}."
    if painting.culture not in cultures:
        yield _bad_culture(painting.culture, cultures)
    if fault := _bad_picture(painting.image_url):
        yield fault
    if painting.page_url and not WEB.fullmatch(painting.page_url):
        yield f"page_url {painting.page_url!r} is no http or https address."


def _bad_id(name: str) -> str:
    if not name:
        return "id is empty."
    if len(name) > LONGEST_ID:
        return f"id {name[:20]!r}… has more than {LONGEST_ID} characters."
    return (
        f"id {name!r} may hold only letters, digits, '.', '_' and '-', "
        "and begins with a letter or digit."
    )


def _bad_culture(culture: str, cultures: frozenset[str]) -> str:
    if not culture:
        return "culture is empty."
    meant = culture_of(culture)
    hint = f"use one of {', '.join(sorted(filter(None, cultures)))}"
    if meant in cultures:
        hint = f"write {meant!r}"
    elif "" in cultures:
        hint += " or leave it empty"
    return f"unknown culture {culture!r}; {hint}."


def _bad_picture(url: str) -> str | None:
    if WEB.fullmatch(url):
        return None
    if not url:
        return "image_url is empty."
    if url != url.strip() or not url.isprintable():
        return f"image_url {url!r} has blanks at its ends or invisible letters inside."
    if re.match(r"https?:", url, re.IGNORECASE):
        return f"image_url {url!r} is not a valid address; quote spaces as %20."
    if _SCHEME.match(url):
        return f"image_url {url!r} must begin with https:// or http://, or be a relative path."
    if url.startswith(("/", "\\")) or ".." in re.split(r"[/\\]", url):
        return f"image_url {url!r} leaves the folder of its catalogue."
    return None
