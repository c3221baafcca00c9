import csv
import io
from dataclasses import replace

import pytest

from tests.feedback.sample import correction
from whence.feedback.sheet import lines

HEADER = "painting,label,verdict,confidence,model,kind,time,note\n"


def test_a_header_and_one_line_a_correction() -> None:
    assert list(lines([correction("so be it", 7)])) == [
        HEADER,
        "met-7,China,confident,0.875,culture-1a2b,I disagree,2026-05-04T12:00:07+00:00,so be it\n",
    ]
    assert list(lines([])) == [HEADER]


@pytest.mark.parametrize("first", "=+-@＝＋－＠")
def test_no_cell_is_a_formula(first: str) -> None:
    evil = f'{first}HYPERLINK("http://127.0.0.1","a, b")'
    row = list(csv.reader(lines([replace(correction(evil), painting=evil, label=evil)])))[1]
    assert row[0] == row[1] == row[-1] == f"'{evil}"


@pytest.mark.parametrize("first", "=+-@＝＋－＠")
@pytest.mark.parametrize(("parted", "guarded"), [(";", ";'"), ("; ", ";' ")])
def test_nor_is_any_where_semicolons_part_cells(first: str, parted: str, guarded: str) -> None:
    evil = f"{first}HYPERLINK(1);x"
    text = "".join(lines([correction(f"see here{parted}{evil}")]))
    cells = [cell for row in csv.reader(text.splitlines(), delimiter=";") for cell in row]
    assert not [cell for cell in cells if cell.lstrip().startswith(first)]
    assert list(csv.reader(io.StringIO(text)))[1][-1] == f"see here{guarded}{evil}"


def test_ordinary_cells_stay_as_they_are() -> None:
    note = "it's 'a' = b, \"quoted\"; 5-6"
    assert list(csv.reader(lines([correction(note)])))[1][-1] == note
