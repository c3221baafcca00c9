import cv2
import numpy as np
import pytest

from whence.learning.dataset import Item
from whence.learning.exploring import Survey
from whence.learning.exploring_figures import figures


def made(works=3, **changes):
    item = Item("f", None, ("a",))
    picture = np.full((8, 6, 3), 200, np.uint8)
    facts = {
        "labels": {"a": 3, "b": 1},
        "sources": {"here": {"a": 3}, "there": {"b": 1}},
        "sizes": np.array([[6, 8], [6, 8], [9, 9]]),
        "works": [(item, picture)] * works,
        "unreadable": [],
    }
    return Survey(**facts | changes)


def ink(png):
    """Count the pixels that are not white."""
    picture = cv2.imdecode(np.frombuffer(png, np.uint8), cv2.IMREAD_COLOR)
    return int((picture.min(axis=2) < 250).sum())


def test_every_picture_is_drawn_and_the_same_each_time():
    drawn = figures(made())
    assert list(drawn) == ["labels", "works", "sizes", "sources"]
    assert all(ink(png) > 1000 for png in drawn.values())
    assert figures(made()) == drawn


def test_without_sources_there_is_no_picture_of_them():
    assert "sources" not in figures(made(sources={}))


@pytest.mark.parametrize("works", [1, 25])
def test_a_wall_shows_as_many_works_as_there_are(works):
    # A work's frame is grey, so more works are more ink.
    assert (ink(figures(made(works))["works"]) > 100_000) == (works == 25)


@pytest.mark.parametrize("name", ["$a^$", "画", "x" * 300, "a\\frac", "_hidden"])
def test_names_of_any_kind_are_drawn(name):
    drawn = figures(made(labels={name: 3, "b": 1}, sources={name: {name: 3, "b": 1}}))
    assert ink(drawn["sources"]) > 1000


def test_a_hundred_labels_and_sources_fit():
    labels = {f"label {number}": number for number in range(120)}
    sources = {f"source {number}": {f"label {number}": number} for number in range(120)}
    drawn = figures(made(labels=labels, sources=sources))
    tall = cv2.imdecode(np.frombuffer(drawn["labels"], np.uint8), cv2.IMREAD_COLOR)
    assert 2000 < tall.shape[0] < 5000
