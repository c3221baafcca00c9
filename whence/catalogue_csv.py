"""Reading and writing a catalogue's CSV: every bad row is found before anything is used."""

import os
from collections.abc import Collection, Iterable, Iterator, Sequence
from pathlib import Path
from typing import Final

from whence.catalogue_faults import WEB, Places, faults, sound
from whence.csv_table import Columns, Fault, chunks, in_order, written
from whence.mistake import Mistake
from whence.painting import COLUMNS, Painting
from whence.works import Works

SHOWN: Final = 20  # problems a person reads before fixing some and trying again


class CatalogueError(Mistake):
    """A catalogue that cannot be used; `problems` holds every reason, one sentence each."""

    def __init__(self, *problems: str) -> None:
        self.problems = problems
        super().__init__(_summary(problems))


def _summary(problems: tuple[str, ...]) -> str:
    if len(problems) == 1:
        return problems[0]
    lines = [f"The catalogue has {len(problems):,} problems:", *problems[:SHOWN]]
    if len(problems) > SHOWN:
        lines.append(f"… and {len(problems) - SHOWN:,} more")
    return "\n  ".join(lines)


def read(paths: Iterable[Path], cultures: Collection[str]) -> tuple[Works, dict[str, int]]:
    """Read and check all rows of all files; return them in order, and by id where each stands.

    Relative pictures become absolute paths. Raises CatalogueError naming all bad rows of all
    files by line number.
    """
    known = frozenset(cultures)
    seen = Places()
    works = Works()
    problems: list[str] = []
    for path in paths:
        wrong: list[Fault] = []
        for lines, columns in chunks(path, COLUMNS, wrong):
            if sound(columns, known, seen):
                seen.add(columns["id"], path, lines)
                works.extend(columns)
            else:
                wrong += _faults(columns, path, lines, known, seen)
                works.extend(_located(columns, path.parent.absolute()))
        problems += in_order(wrong)
    if problems:
        raise CatalogueError(*problems)
    return works, seen.rows


def write(paintings: Iterable[Painting]) -> str:
    """Return the CSV text of these paintings, header first.

    `read` takes it back unchanged, if no cell has a carriage return without a line feed.
    """
    return written(COLUMNS, paintings)


def _faults(
    columns: Columns, path: Path, lines: Sequence[int], cultures: frozenset[str], seen: Places
) -> Iterator[Fault]:
    """Say what is wrong with each row; it counts as seen by those that follow."""
    paintings = map(Painting._make, zip(*columns.values(), strict=True))
    for painting, line in zip(paintings, lines, strict=True):
        for fault in faults(painting, cultures, seen):
            yield line, f"{path} line {line}: {fault}"
        if painting.id not in seen.rows:
            seen.add([painting.id], path, [line])


def _located(columns: Columns, folder: Path) -> Columns:
    """Turn the paths of pictures, which are relative to `folder`, into absolute ones."""
    urls = [
        url if WEB.match(url) else os.path.normpath(folder / url) for url in columns["image_url"]
    ]
    return {**columns, "image_url": urls}
