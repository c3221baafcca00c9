"""Reading and writing a catalogue's CSV: every bad row is found before anything is used."""

import csv
import gc
import io
import os
from collections.abc import Collection, Iterable, Iterator, Sequence
from contextlib import contextmanager
from functools import partial
from itertools import islice
from operator import itemgetter
from pathlib import Path
from typing import Final

from whence.catalogue_faults import WEB, Places, faults, sound
from whence.painting import COLUMNS, Painting

SHOWN: Final = 20  # problems a person reads before fixing some and trying again
CHUNK: Final = 1024  # rows that are checked in one go

_REPEATED: Final = tuple(
    map(COLUMNS.index, ("culture", "artist", "date", "medium", "museum", "licence"))
)
_made: Final = partial(tuple.__new__, Painting)  # without a call of Python's own for each row


Fault = tuple[int, str]
"""The line of what is wrong, and the sentence that says so."""


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


def read(paths: Iterable[Path], cultures: Collection[str]) -> tuple[list[Painting], dict[str, int]]:
    """Read and check all rows of all files; return them in order, and by id where each stands.

    Relative pictures become absolute paths. Raises CatalogueError naming all bad rows of all
    files by line number.
    """
    known = frozenset(cultures)
    seen = Places()
    same: dict[str, str] = {}
    paintings: list[Painting] = []
    problems: list[str] = []
    with _no_garbage():
        for path in paths:
            wrong: list[Fault] = []
            found = rows(path, COLUMNS, wrong)
            while some := tuple(islice(found, CHUNK)):
                lines, cells = zip(*some, strict=True)
                works = _paintings(cells, same)
                if sound(works, known, seen):
                    seen.add([work.id for work in works], path, lines)
                else:
                    wrong += _faults(works, path, lines, known, seen)
                    works = [_located(work, path.parent.absolute()) for work in works]
                paintings += works
            problems += in_order(wrong)
    if problems:
        raise CatalogueError(*problems)
    return paintings, seen.rows


def in_order(wrong: Iterable[Fault]) -> list[str]:
    """Return the sentences of faults, by line."""
    return [sentence for _, sentence in sorted(wrong, key=itemgetter(0))]


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
    path: Path, columns: tuple[str, ...], wrong: list[Fault]
) -> Iterator[tuple[int, tuple[str, ...]]]:
    """Yield (line number, the cells of `columns`) of each row of a CSV file; skip blank lines.

    Appends to `wrong` a missing file or column, ragged rows, broken quotes, foreign bytes.
    """
    line = 1
    try:
        with path.open(encoding="utf-8-sig", newline="") as file:
            reader = csv.reader(file, strict=True)
            header = next(reader, [])
            if missing := ", ".join(name for name in columns if name not in header):
                wrong.append((1, f"{path} line 1: lacks the columns {missing}."))
                return
            pick = itemgetter(*map(header.index, columns))
            line = reader.line_num + 1
            for row in reader:
                if len(row) == len(header):
                    yield line, pick(row)
                elif row:
                    wrong.append((line, f"{path} line {line}: {_ragged(row, header)}."))
                line = reader.line_num + 1
    except csv.Error as error:
        wrong.append((line, f"{path} line {line}: is not valid CSV ({error})."))
    except UnicodeDecodeError:
        line = _not_utf8(path)
        wrong.append((line, f"{path} line {line}: is not UTF-8; save the file as UTF-8."))
    except OSError as error:
        wrong.append((line, f"Cannot read {path}: {error.strerror}."))


def _ragged(row: list[str], header: list[str]) -> str:
    return f"has {len(row)} cells, the header has {len(header)}"


def _not_utf8(path: Path) -> int:
    data = path.read_bytes()
    try:
        data.decode()
    except UnicodeDecodeError as error:
        return data.count(b"\n", 0, error.start) + 1
    return 1


def _paintings(cells: Sequence[tuple[str, ...]], same: dict[str, str]) -> list[Painting]:
    """Make a Painting of each row; text that repeats from row to row is kept once, in `same`."""
    columns: list[Iterable[str]] = list(zip(*cells, strict=True))
    for place in _REPEATED:
        columns[place] = map(same.setdefault, columns[place], columns[place])
    return list(map(_made, zip(*columns, strict=True)))


def _faults(
    paintings: Sequence[Painting],
    path: Path,
    lines: Sequence[int],
    cultures: frozenset[str],
    seen: Places,
) -> Iterator[Fault]:
    """Say what is wrong with each row; it counts as seen by those that follow."""
    for painting, line in zip(paintings, lines, strict=True):
        for fault in faults(painting, cultures, seen):
            yield line, f"{path} line {line}: {fault}"
        if painting.id not in seen.rows:
            seen.add([painting.id], path, [line])


def _located(painting: Painting, folder: Path) -> Painting:
    if WEB.match(painting.image_url):
        return painting
    return painting._replace(image_url=os.path.normpath(folder / painting.image_url))
