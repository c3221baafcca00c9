from tests.learning.dataset.conftest import recipe
from whence.learning.dataset.others import left_out, others


def test_rows_of_other_labels_are_counted_most_first(tmp_path):
    rows = ["a.png,a", "b.png,b", "c.png,c", "d.png,d", "e.png,d", "f.png,"]
    (tmp_path / "t.csv").write_text("\n".join(["file,culture", *rows]))
    assert others(recipe(kind="catalogue", folder="-", csv="t.csv"), tmp_path) == {
        "d": 2,
        "c": 1,
        "": 1,
    }
    (tmp_path / "u.csv").write_text("url,label\nhttps://x.example/1.png,a\nhttps://x/2.png,A\n")
    assert others(recipe(kind="urls", folder="-", csv="u.csv"), tmp_path) == {"A": 1}


def test_folders_of_other_labels_are_counted_over_all_parts(tmp_path, draw):
    for name in (
        "train/a/1.png",
        "train/c/1.png",
        "valid/c/deep/2.png",
        "test/b/1.png",
        "train/1.png",
    ):
        draw(name)
    (tmp_path / "train" / "c" / "notes.txt").write_text("no picture")
    assert others(recipe(kind="folders", folder="-"), tmp_path) == {"c": 2, "": 1}


def test_where_labels_are_columns_there_are_no_others(tmp_path):
    assert others(recipe(kind="table", folder="-", task="multi-label"), tmp_path) == {}


def test_what_is_left_out_is_one_sentence():
    assert left_out({}) == ""
    assert left_out({"c": 2000, "": 1}).endswith("does not know: 2,001 (c 2,000, (no label) 1).")
    many = left_out({f"l{number}": 10 - number for number in range(7)})
    assert "know: 49 (l0 10, " in many
    assert many.endswith("l3 7, l4 6 and 2 more).")
