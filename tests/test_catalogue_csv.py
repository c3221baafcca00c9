from pathlib import Path

from whence import catalogue_csv
from whence.painting import COLUMNS, Painting


def test_what_is_written_is_read_back_unchanged(tmp_path: Path) -> None:
    odd = 'a "b", c\nd'
    work = Painting("x", "India", odd, "é", "", "", "", "", "https://a.org/b%20c.jpg", "CC0")
    path = tmp_path / "a.csv"
    path.write_text(catalogue_csv.write([work]), encoding="utf-8")
    assert catalogue_csv.read([path], {"India"}) == [work]


def test_the_columns_are_those_of_the_contract() -> None:
    assert ",".join(COLUMNS) == (
        "id,culture,title,artist,date,medium,museum,page_url,image_url,licence"
    )
    assert catalogue_csv.write([]) == ",".join(COLUMNS) + "\n"
