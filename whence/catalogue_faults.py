"""What may be wrong with one row of a catalogue, a sentence for each fault."""

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Final

from whence.cultures import culture_of
from whence.painting import Painting

_SLUG: Final = re.compile(r"[A-Za-z0-9][A-Za-z0-9._-]*")
WEB: Final = re.compile(r"https?://[^\s/?#\\]+[^\s\\]*", re.IGNORECASE)
_SCHEME: Final = re.compile(r"[A-Za-z][A-Za-z0-9+.-]*:")


Places = dict[str, tuple[Path, int]]
"""File and line of each work read so far, by its id."""


def sound(painting: Painting, cultures: frozenset[str], seen: Places) -> bool:
    """Tell quickly of a row with its picture on the web that nothing is wrong with it.

    Where it says no, there may still be no fault.
    """
    return bool(
        WEB.fullmatch(painting.image_url)
        and painting.id not in seen
        and _SLUG.fullmatch(painting.id)
        and painting.culture in cultures
        and (not painting.page_url or WEB.fullmatch(painting.page_url))
    )


def faults(painting: Painting, cultures: frozenset[str], seen: Places) -> Iterator[str]:
    """Say in a sentence each what is wrong with one row."""
    if not _SLUG.fullmatch(painting.id):
        yield _bad_id(painting.id)
    elif painting.id in seen:
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
    return f"id {name!r} may hold only letters, digits, '.', '_' and '-'."


def _bad_culture(culture: str, cultures: frozenset[str]) -> str:
    if not culture:
        return "culture is empty."
    meant = culture_of(culture)
    hint = f"write {meant!r}" if meant in cultures else f"use one of {', '.join(sorted(cultures))}"
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
