"""Corrections as a CSV table that no spreadsheet takes for formulas."""

import csv
import io
import re
from collections.abc import Iterable, Iterator
from dataclasses import fields
from datetime import datetime
from typing import Final

from whence.feedback.correction import Correction

FORMULA: Final = re.compile(r"^(?=[=+\-@\t\r\n＝＋－＠])|(?<=;)(?=\s*[=+\-@＝＋－＠])")
"""Where one would begin: also behind a semicolon, which parts cells where commas are decimal."""

COLUMNS: Final = tuple(field.name for field in fields(Correction))


def lines(corrections: Iterable[Correction]) -> Iterator[str]:
    """Yield the header and one line a correction, times in ISO 8601, confidence in 0–1.

    What a spreadsheet would run as a formula gets an apostrophe in front.
    """
    yield _line(COLUMNS)
    for correction in corrections:
        yield _line(tuple(_cell(getattr(correction, name)) for name in COLUMNS))


def _cell(value: object) -> str:
    text = value.isoformat() if isinstance(value, datetime) else str(value)
    return FORMULA.sub("'", text)


def _line(cells: tuple[str, ...]) -> str:
    line = io.StringIO()
    csv.writer(line, lineterminator="\n").writerow(cells)
    return line.getvalue()
