import cv2
import numpy as np
import pytest

from whence.learning.dataset import DataError, Item
from whence.learning.exploring import NO_LABEL, WORKS, survey

LABELS = ("a", "b")


@pytest.fixture
def items(tmp_path):
    made = []
    for number in range(30):
        path = tmp_path / f"{number}.png"
        cv2.imwrite(str(path), np.full((20 + number, 40, 3), number, np.uint8))
        source = "" if number < 5 else "big" if number < 25 else "small"
        made.append(Item(path.name, path, (LABELS[number % 3 == 0],), source=source))
    return made


def test_it_counts_labels_sources_and_sizes(items, tmp_path):
    found = survey([*items, Item("x", items[0].path, ())], LABELS)
    assert found.labels == {"a": 20, "b": 10, NO_LABEL: 1}
    assert list(found.sources) == ["big", "small"]
    assert {source: sum(counts.values()) for source, counts in found.sources.items()} == {
        "big": 20,
        "small": 5,
    }
    assert found.sizes.shape == (31, 2)
    assert set(found.sizes[:, 0]) == {40}


def test_a_seed_draws_the_same_works_each_once(items):
    def files(seed):
        return [item.file for item, _ in survey(items, LABELS, seed).works]

    assert files(1) == files(1) != files(2)
    assert len(set(files(1))) == WORKS


def test_what_is_no_picture_is_named_and_never_shown(items, tmp_path):
    jpeg = cv2.imencode(".jpg", np.zeros((40, 40, 3), np.uint8))[1].tobytes()
    items[3].path.write_bytes(jpeg[: jpeg.index(b"\xff\xda") + 20])  # size told, no pixels follow
    items[4].path.write_bytes(b"no picture")
    items[5].path.unlink()
    found = survey(items, LABELS)
    assert found.unreadable == ["3.png", "4.png", "5.png"]
    assert len(found.works) == WORKS
    assert len(found.sizes) == 27


def test_nothing_readable_is_one_sentence(items):
    for item in items:
        item.path.unlink()
    with pytest.raises(DataError, match=r"Not one of the 30 pictures can be read, .*0\.png"):
        survey(items, LABELS)
