"""A table is read whole whatever its rows hold, and what is none is told with its line."""

from pathlib import Path

import pytest

from whence.csv_table import CHUNK, Fault, chunks, in_order, rows

COLUMNS = ("b", "a")


def read(path: Path) -> tuple[list[tuple[int, tuple[str, ...]]], list[str]]:
    wrong: list[Fault] = []
    return list(rows(path, COLUMNS, wrong)), in_order(wrong)


@pytest.fixture
def table(tmp_path: Path) -> Path:
    return tmp_path / "table.csv"


def test_columns_are_found_by_name_whatever_else_there_is(table: Path) -> None:
    table.write_text("\ufeffa,other,b\n1,x,2\n", encoding="utf-8")
    assert read(table) == ([(2, ("2", "1"))], [])
    [(lines, columns)] = chunks(table, COLUMNS, [])
    assert (lines, columns) == ([2], {"b": ("2",), "a": ("1",)})


@pytest.mark.parametrize("many", [0, 1, CHUNK - 1, CHUNK, CHUNK + 1, 2 * CHUNK, 2 * CHUNK + 1])
def test_every_row_comes_once_with_its_line(table: Path, many: int) -> None:
    table.write_text("a,b\n" + "".join(f'{n},"x\n{n}"\n\n' for n in range(many)))
    found, said = read(table)
    assert found == [(2 + 3 * n, (f"x\n{n}", str(n))) for n in range(many)]
    assert said == []
    assert all(0 < len(lines) <= CHUNK for lines, _ in chunks(table, COLUMNS, []))


def test_sound_rows_before_a_broken_one_come_all_the_same(table: Path) -> None:
    good = CHUNK + 3
    table.write_bytes(b"a,b\n" + b"1,2\n" * good + b'3,"4"5\n6,7\n')
    found, said = read(table)
    assert len(found) == good
    assert len(said) == 1
    assert f"{table} line {good + 2}: is not valid CSV" in said[0]


def test_what_is_no_row_is_told_by_line(table: Path) -> None:
    table.write_text("a,b\n1\n2,3\n4,5,6\n")
    assert read(table) == (
        [(3, ("3", "2"))],
        [
            f"{table} line 2: has 1 cells, the header has 2.",
            f"{table} line 4: has 3 cells, the header has 2.",
        ],
    )


def test_what_is_no_table_is_one_sentence(table: Path) -> None:
    assert read(table) == ([], [f"Cannot read {table}: No such file or directory."])
    table.write_text("")
    assert read(table) == ([], [f"{table} line 1: lacks the columns b, a."])
    table.write_bytes(b"a,b\n1,2\n\xff,3\n")
    assert read(table)[1] == [f"{table} line 3: is not UTF-8; save the file as UTF-8."]
