import pytest

from whence.painting import COLUMNS, Painting
from whence.works import Works

ROWS = [[f"{name} {number}" for name in COLUMNS] for number in range(3)]


def test_works_are_made_of_their_columns() -> None:
    works = Works()
    assert (len(works), list(works)) == (0, [])
    for part in (ROWS[:1], ROWS[1:]):
        # A file names its columns in any order.
        works.extend({name: [row[at] for row in part] for at, name in [*enumerate(COLUMNS)][::-1]})
    wanted = [Painting(*row) for row in ROWS]
    assert list(works) == wanted
    assert [works[row] for row in range(len(works))] == wanted
    assert list(works.texts["title"]) == [work.title for work in wanted]
    assert works.repeated["museum"].values == [work.museum for work in wanted]
    assert {*works.texts, *works.repeated} == {*COLUMNS}


def test_a_missing_column_is_an_error() -> None:
    with pytest.raises(KeyError, match="culture"):
        Works().extend({"id": ["a"]})
