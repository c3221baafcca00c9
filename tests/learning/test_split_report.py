from pathlib import Path

from whence.learning.dataset import Item
from whence.learning.split_report import divided_artists


def test_artists_whose_works_lie_in_several_parts_are_found():
    items = [
        Item(str(i), Path(), ("a",), name) for i, name in enumerate(["x", "x; y", "y", "", ""])
    ]
    assert divided_artists(items, ["train", "train", "test", "train", "test"]) == ["y"]
    assert divided_artists(items, ["train", "train", "train", "train", "test"]) == []
