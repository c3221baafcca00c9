"""Made-up data of every kind: a few grey pictures each."""

import cv2
import numpy as np
import pytest

from whence.learning.recipe import Recipe

TRAINING = {"phases": [{"epochs": 1}]}


@pytest.fixture
def draw(tmp_path):
    """Return a function that puts a small picture at a path below the folder of the data."""

    def put(name):
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        cv2.imwrite(str(tmp_path / name), np.full((4, 5, 3), 90, np.uint8))

    return put


def recipe(labels="ab", task="single-label", **data):
    return Recipe(name="r", labels=tuple(labels), task=task, data=data, training=TRAINING)
