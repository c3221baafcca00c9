import pytest

from tests.learning.dataset.conftest import recipe
from whence.learning.dataset import DataError, items_of

PLAN = {"kind": "table", "folder": "nowhere", "file": "name", "pictures": "images"}


def test_a_picture_may_have_several_labels_or_none(tmp_path):
    (tmp_path / "labels.csv").write_text("name,b,a,z\n1.jpg,1,1,0\n2.jpg,0,0,1\n3.jpg,1,0,0\n")
    items = items_of(recipe(task="multi-label", **PLAN), tmp_path)
    assert [(item.file, item.labels) for item in items] == [
        ("images/1.jpg", ("a", "b")),
        ("images/2.jpg", ()),
        ("images/3.jpg", ("b",)),
    ]
    assert items[0].path == tmp_path / "images/1.jpg"


def test_rows_that_say_the_same_count_once_and_others_are_told(tmp_path):
    table = tmp_path / "labels.csv"
    table.write_text("name,a,b\n1.jpg,1,0\n2.jpg,0,1\n1.jpg,1,0\n")
    assert len(items_of(recipe(task="multi-label", **PLAN), tmp_path)) == 2
    table.write_text("name,a,b\n1.jpg,1,0\n2.jpg,0,1\n1.jpg,1,1\n")
    with pytest.raises(DataError, match=r"two rows of 1\.jpg with other labels; keep one"):
        items_of(recipe(task="multi-label", **PLAN), tmp_path)


def test_a_file_is_one_however_its_path_is_written(tmp_path):
    table = tmp_path / "labels.csv"
    table.write_text("name,a,b\n1.jpg,1,0\n2.jpg,0,1\n./1.jpg,1,0\n")
    found = items_of(recipe(task="multi-label", **PLAN), tmp_path)
    assert [item.file for item in found] == ["images/1.jpg", "images/2.jpg"]
    table.write_text("name,a,b\n1.jpg,1,0\n./1.jpg,0,1\n")
    with pytest.raises(DataError, match=r"two rows of 1\.jpg with other labels"):
        items_of(recipe(task="multi-label", **PLAN), tmp_path)


def test_one_label_each_where_labels_exclude_each_other(tmp_path):
    (tmp_path / "labels.csv").write_text("name,a,b\n1.jpg,1,0\n2.jpg,1,1\n")
    with pytest.raises(DataError, match=r"2.jpg is labelled a and b; .* `task: multi-label`"):
        items_of(recipe(**PLAN), tmp_path)


@pytest.mark.parametrize("cell", ["yes", "", "2"])
def test_other_cells_than_0_and_1_are_told(tmp_path, cell):
    table = tmp_path / "labels.csv"
    said = repr(cell) if cell else "an empty cell"
    told = f"row 2 below the header: {said} under a is neither 0 nor 1"
    for more, also in (("", r"\."), ("3.jpg,3,4\n", r", nor are 2 others\.")):
        table.write_text(f"name,a,b\n1.jpg,1,0\n2.jpg,{cell},1\n{more}")
        with pytest.raises(DataError, match=told + also):
            items_of(recipe(**PLAN), tmp_path)


def test_what_pandas_writes_for_0_and_1_is_taken(tmp_path):
    (tmp_path / "labels.csv").write_text("name,a,b\n1.jpg,1.0,0.0\n2.jpg,0.0,1\n")
    assert [item.labels for item in items_of(recipe(**PLAN), tmp_path)] == [("a",), ("b",)]


@pytest.mark.parametrize("mark", [";", "\t"])
def test_a_table_with_other_marks_than_commas_is_told(tmp_path, mark):
    (tmp_path / "labels.csv").write_text("name,a,b\n1.jpg,1,0\n".replace(",", mark))
    with pytest.raises(DataError, match="save it with commas instead of"):
        items_of(recipe(**PLAN), tmp_path)


def test_a_label_without_a_column_is_told(tmp_path):
    (tmp_path / "labels.csv").write_text("name,a\n1.jpg,1\n")
    with pytest.raises(DataError, match="no column b"):
        items_of(recipe(**PLAN), tmp_path)
