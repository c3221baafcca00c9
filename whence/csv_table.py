"""A table in CSV: written, or read many rows at a time and told of each that is none."""

import csv
import io
from collections.abc import Iterable, Iterator, Mapping, Sequence
from operator import itemgetter
from pathlib import Path
from typing import Final

CHUNK: Final = 128  # rows read in one go: few enough for a processor's cache

Fault = tuple[int, str]
"""The line of what is wrong, and the sentence that says so."""

Columns = Mapping[str, Sequence[str]]
"""The cells of several rows, by the names of their columns."""


def rows(
    path: Path, columns: tuple[str, ...], wrong: list[Fault]
) -> Iterator[tuple[int, tuple[str, ...]]]:
    """Yield (line number, the cells of `columns`) of each row of a CSV file; skip blank lines.

    Appends to `wrong` a missing file or column, ragged rows, broken quotes, foreign bytes.
    """
    for lines, chunk in chunks(path, columns, wrong):
        yield from zip(lines, zip(*chunk.values(), strict=True), strict=True)


def chunks(
    path: Path, columns: tuple[str, ...], wrong: list[Fault]
) -> Iterator[tuple[list[int], Columns]]:
    """Yield what `rows` does, many rows at a time: their lines, and each column's cells by name."""
    line, lines, cells = 1, list[int](), list[list[str]]()
    try:
        with path.open(encoding="utf-8-sig", newline="") as file:
            reader = csv.reader(file, strict=True)
            header = next(reader, [])
            if missing := ", ".join(name for name in columns if name not in header):
                wrong.append((1, f"{path} line 1: lacks the columns {missing}."))
                return
            line = reader.line_num + 1
            for row in reader:
                if len(row) == len(header):
                    lines.append(line)
                    cells.append(row)
                elif row:
                    wrong.append((line, f"{path} line {line}: {_ragged(row, header)}."))
                line = reader.line_num + 1
                if len(lines) == CHUNK:
                    yield lines, _turned(cells, header, columns)
                    lines, cells = [], []
    except (csv.Error, UnicodeDecodeError, OSError) as error:
        wrong.append(_broken(path, line, error))
    if lines:
        yield lines, _turned(cells, header, columns)


def _turned(cells: list[list[str]], header: list[str], columns: tuple[str, ...]) -> Columns:
    """Return the cells of `columns`, column by column; `header` names those of `cells`."""
    turned = list(zip(*cells, strict=True))
    return {name: turned[header.index(name)] for name in columns}


def _broken(path: Path, line: int, error: csv.Error | UnicodeDecodeError | OSError) -> Fault:
    """Say what ended the reading of a file in the row that begins at `line`."""
    if isinstance(error, OSError):
        return line, f"Cannot read {path}: {error.strerror}."
    if isinstance(error, csv.Error):
        return line, f"{path} line {line}: is not valid CSV ({error})."
    line = _not_utf8(path)
    return line, f"{path} line {line}: is not UTF-8; save the file as UTF-8."


def _ragged(row: list[str], header: list[str]) -> str:
    return f"has {len(row)} cells, the header has {len(header)}"


def _not_utf8(path: Path) -> int:
    data = path.read_bytes()
    try:
        data.decode()
    except UnicodeDecodeError as error:
        return data.count(b"\n", 0, error.start) + 1
    return 1


def written(header: Iterable[object], rows: Iterable[Iterable[object]]) -> str:
    """Return the text of a table in CSV."""
    text = io.StringIO()
    writer = csv.writer(text, lineterminator="\n")
    writer.writerow(header)
    writer.writerows(rows)
    return text.getvalue()


def in_order(wrong: Iterable[Fault]) -> list[str]:
    """Return the sentences of faults, by line."""
    return [sentence for _, sentence in sorted(wrong, key=itemgetter(0))]
