from dataclasses import replace

import cv2
import numpy as np
import numpy.typing as npt
import pytest

from tests.test_gallery import CLASSIFIER, STUDIES
from whence.opinion import heat, opinion
from whence.painting import Painting
from whence.pictures import PictureError, decode


def encoded(width: int, height: int) -> bytes:
    rng = np.random.default_rng(4)
    pixels = cv2.resize(rng.integers(0, 256, (9, 9, 3), np.uint8), (width, height))
    return cv2.imencode(".jpg", pixels)[1].tobytes()


def nothing(_: npt.NDArray[np.int8]) -> list[Painting]:
    return []


def test_a_picture_shown_back_is_larger_than_what_the_network_takes() -> None:
    said = opinion(encoded(900, 910), CLASSIFIER, nothing)
    assert said.picture.shape == (455, 450, 3)
    alone = CLASSIFIER.predict(decode(encoded(900, 910), CLASSIFIER.bundle.spec.size))
    assert said.prediction.probabilities == pytest.approx(alone.probabilities, abs=1e-6)


def test_works_are_looked_for_by_what_the_network_saw() -> None:
    study, asked = next(iter(STUDIES)), []

    def likest(embedding: npt.NDArray[np.int8]) -> list[Painting]:
        asked.append(embedding)
        return [study]

    said = opinion(encoded(300, 200), CLASSIFIER, likest)
    assert said.resembling == [study]
    assert np.array_equal(asked, [said.prediction.embedding])


def test_heat_has_the_proportions_of_its_picture() -> None:
    prediction = opinion(encoded(400, 200), CLASSIFIER, nothing).prediction
    seen = heat(prediction, 2.0)
    assert seen is not None
    assert seen.shape[1] / seen.shape[0] == pytest.approx(2, abs=0.05)
    assert heat(replace(prediction, maps=None), 2.0) is None


def test_what_is_no_picture_is_refused() -> None:
    with pytest.raises(PictureError):
        opinion(b"no picture", CLASSIFIER, nothing)
