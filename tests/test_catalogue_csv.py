from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from whence import catalogue_csv
from whence.catalogue_csv import SHOWN, CatalogueError
from whence.painting import COLUMNS, Painting


def test_what_is_written_is_read_back_unchanged(tmp_path: Path) -> None:
    odd = 'a "b", c\nd'
    work = Painting("x", "India", odd, "é", "", "", "", "", "https://a.org/b%20c.jpg", "CC0")
    path = tmp_path / "a.csv"
    path.write_text(catalogue_csv.write([work]), encoding="utf-8")
    works, rows = catalogue_csv.read([path], {"India"})
    assert (list(works), rows) == ([work], {work.id: 0})


def summary(count: int) -> list[str]:
    return str(CatalogueError(*[f"problem {number}." for number in range(count)])).split("\n  ")


def test_one_problem_stands_alone_and_several_in_a_list() -> None:
    assert summary(1) == ["problem 0."]
    assert summary(2) == ["The catalogue has 2 problems:", "problem 0.", "problem 1."]
    assert len(summary(SHOWN)) == 1 + SHOWN
    assert summary(SHOWN)[-1] == f"problem {SHOWN - 1}."
    assert summary(SHOWN + 1)[-1] == "… and 1 more"


@pytest.mark.parametrize(("data", "line"), [(b"id,caf\xe9\n", 1), (b"\n\xe9\n", 2)])
def test_foreign_bytes_are_in_their_line(tmp_path: Path, data: bytes, line: int) -> None:
    path = tmp_path / "a.csv"
    path.write_bytes(data)
    with pytest.raises(CatalogueError) as caught:
        catalogue_csv.read([path], {"India"})
    assert str(caught.value) == f"{path} line {line}: is not UTF-8; save the file as UTF-8."


TEXT = st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\r"))


WORK = st.tuples(TEXT, TEXT, TEXT, TEXT, TEXT)


@given(st.lists(WORK, max_size=3))
@example(
    [('"', ",", "\n", "\r\n", "\0\ufeff"), ("a", "b", "c", "d", "e"), ("a", "e", "c", "b", "d")]
)
def test_any_text_is_read_back_unchanged(texts: list[tuple[str, ...]]) -> None:
    works = [
        Painting(f"x{number}", "India", *text[:4], "", "", "https://a.org/b", text[4])
        for number, text in enumerate(texts)
    ]
    works = [work._replace(museum=work.medium.replace("\r\n", "\n")[::-1]) for work in works]
    with TemporaryDirectory() as folder:
        path = Path(folder) / "a.csv"
        path.write_bytes(catalogue_csv.write(works).encode())
        found, rows = catalogue_csv.read([path], {"India"})
        assert list(found) == works
        assert list(rows) == [work.id for work in works]
        assert list(rows.values()) == list(range(len(works)))


def test_a_quote_in_the_header_is_in_line_one(tmp_path: Path) -> None:
    path = tmp_path / "a.csv"
    path.write_text('"id"x,culture\n', encoding="utf-8")
    with pytest.raises(CatalogueError, match="line 1: is not valid CSV"):
        catalogue_csv.read([path], {"India"})


def test_the_columns_are_those_of_the_contract() -> None:
    assert ",".join(COLUMNS) == (
        "id,culture,title,artist,date,medium,museum,page_url,image_url,licence"
    )
    assert catalogue_csv.write([]) == ",".join(COLUMNS) + "\n"
