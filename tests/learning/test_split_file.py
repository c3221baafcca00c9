from pathlib import Path

import pytest

from tests.learning.test_split import PLAN, many
from whence.learning.dataset import DataError, Item
from whence.learning.recipe import Split
from whence.learning.split import divide
from whence.learning.split_file import is_as_marked, read_split, write_mark, write_split


def test_facts_are_written_and_read_back(tmp_path):
    items, groups = many()
    parts = divide(items, groups, PLAN, 1)
    write_split(tmp_path / "s.csv", items, groups, parts)
    assert read_split(tmp_path / "s.csv", items[::-1]) == (groups[::-1], parts[::-1])


@pytest.mark.parametrize(
    ("text", "said"),
    [
        (b"file,split\n1,test\n", "no column group"),
        (b"file,group,split\n1,x,test\n", "a group `x`; write a number"),
        (b"file,group,split\n1,1x,test\n", "a group `1x`; write a number"),
        (b"file,group,split\n1,1,exam\n", "a split `exam`; write train, valid or test"),
        (b"file,group,split\n\xff,1,test\n", "not in UTF-8"),
    ],
)
def test_facts_that_are_none_are_one_sentence(tmp_path, text, said):
    (tmp_path / "s.csv").write_bytes(text)
    with pytest.raises(DataError, match=said):
        read_split(tmp_path / "s.csv", [Item("1", Path(), ("a",))])


def test_facts_that_a_spreadsheet_saved_are_read(tmp_path):
    (tmp_path / "s.csv").write_text("\ufefffile,group,split\r\n1,7,test\r\n", encoding="utf-8")
    assert read_split(tmp_path / "s.csv", [Item("1", Path(), ("a",))]) == ([7], ["test"])


def test_an_item_the_facts_do_not_name_is_told(tmp_path):
    items, groups = many()
    write_split(tmp_path / "s.csv", items, groups, ["train"] * len(items))
    with pytest.raises(DataError, match=r"There is no picture .*new; check where"):
        read_split(tmp_path / "s.csv", [Item("new", tmp_path / "new", ("a",))])
    (tmp_path / "new").write_bytes(b"a picture")
    new = Item("new", tmp_path / "new", ("a",))
    with pytest.raises(DataError, match="does not say where new belongs; run"):
        read_split(tmp_path / "s.csv", [new])
    with pytest.raises(DataError, match="does not say where new belongs, nor 1 more; run"):
        read_split(tmp_path / "s.csv", [new, new])


def test_a_mark_tells_whether_pictures_or_their_grouping_changed(tmp_path):
    facts, picture = tmp_path / "split.csv", tmp_path / "a.png"
    picture.write_bytes(b"one")
    items = [Item("a.png", picture, ("a",)), Item("gone.png", tmp_path / "gone.png", ("a",))]
    assert is_as_marked(facts, items, Split())  # nothing was noted
    write_mark(facts, items, Split())
    assert is_as_marked(facts, items[::-1], Split(valid=0.3))
    assert not is_as_marked(facts, items, Split(same_picture=7))
    assert not is_as_marked(facts, items, Split(same_work=0.9))
    picture.write_bytes(b"another")
    assert not is_as_marked(facts, items, Split())
