"""Reading and writing a catalogue's CSV: every bad row is found before anything is used."""

import csv
import gc
import io
import os
from collections.abc import Collection, Iterable, Iterator
from contextlib import contextmanager
from operator import itemgetter
from pathlib import Path
from typing import Final

from whence.catalogue_faults import WEB, Places, faults, sound
from whence.painting import COLUMNS, Painting

SHOWN: Final = 20  # problems a person reads before fixing some and trying again


class CatalogueError(Exception):
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


def read(paths: Iterable[Path], cultures: Collection[str]) -> list[Painting]:
    """Read and check all rows of all files, in order.

    Relative pictures become absolute paths. Raises CatalogueError naming all bad rows of all
    files by line number.
    """
    known = frozenset(cultures)
    seen: Places = {}
    same: dict[str, str] = {}
    paintings: list[Painting] = []
    problems: list[str] = []
    with _no_garbage():
        for path in paths:
            folder = path.parent.absolute()
            for line, cells in rows(path, COLUMNS, problems):
                painting = _painting(cells, same)
                if not sound(painting, known, seen):
                    found = faults(painting, known, seen)
                    problems.extend(f"{path} line {line}: {fault}" for fault in found)
                    painting = _located(painting, folder)
                seen.setdefault(painting.id, (path, line))
                paintings.append(painting)
    if problems:
        raise CatalogueError(*problems)
    return paintings


@contextmanager
def _no_garbage() -> Iterator[None]:
    """Keep the collector from looking through millions of new objects that all stay.

    It takes a fifth of the time of loading 500,000 rows.
    """
    enabled = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if enabled:
            gc.enable()


def write(paintings: Iterable[Painting]) -> str:
    """Return the CSV text of these paintings, header first.

    `read` takes it back unchanged, if no cell has a carriage return without a line feed.
    """
    text = io.StringIO()
    writer = csv.writer(text, lineterminator="\n")
    writer.writerow(COLUMNS)
    writer.writerows(paintings)
    return text.getvalue()


def rows(
    path: Path, columns: tuple[str, ...], problems: list[str]
) -> Iterator[tuple[int, tuple[str, ...]]]:
    """Yield (line number, the cells of `columns`) of each row of a CSV file; skip blank lines.

    Appends to `problems` a missing file or column, ragged rows, broken quotes, foreign bytes.
    """
    line = 1
    try:
        with path.open(encoding="utf-8-sig", newline="") as file:
            reader = csv.reader(file, strict=True)
            header = next(reader, [])
            if missing := ", ".join(name for name in columns if name not in header):
                problems.append(f"{path} line 1: lacks the columns {missing}.")
                return
            pick = itemgetter(*map(header.index, columns))
            line = reader.line_num + 1
            for row in reader:
                if len(row) == len(header):
                    yield line, pick(row)
                elif row:
                    problems.append(f"{path} line {line}: {_ragged(row, header)}.")
                line = reader.line_num + 1
    except csv.Error as error:
        problems.append(f"{path} line {line}: is not valid CSV ({error}).")
    except UnicodeDecodeError:
        problems.append(f"{path} line {_not_utf8(path)}: is not UTF-8; save the file as UTF-8.")
    except OSError as error:
        problems.append(f"Cannot read {path}: {error.strerror}.")


def _ragged(row: list[str], header: list[str]) -> str:
    return f"has {len(row)} cells, the header has {len(header)}"


def _not_utf8(path: Path) -> int:
    data = path.read_bytes()
    try:
        data.decode()
    except UnicodeDecodeError as error:
        return data.count(b"\n", 0, error.start) + 1
    return 1


def _painting(cells: tuple[str, ...], same: dict[str, str]) -> Painting:
    """Make a Painting of a row; text that repeats from row to row is kept once, in `same`."""
    name, culture, title, artist, date, medium, museum, page, image, licence = cells
    once = same.setdefault
    return Painting(
        name,
        once(culture, culture),
        title,
        once(artist, artist),
        once(date, date),
        once(medium, medium),
        once(museum, museum),
        page,
        image,
        once(licence, licence),
    )


def _located(painting: Painting, folder: Path) -> Painting:
    if WEB.match(painting.image_url):
        return painting
    return painting._replace(image_url=os.path.normpath(folder / painting.image_url))
