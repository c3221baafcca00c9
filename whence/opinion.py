"""What the network says of a picture that hangs nowhere, such as a visitor's own."""

from collections.abc import Callable
from typing import Final, NamedTuple

import numpy as np
import numpy.typing as npt

from whence.classifier import Classifier, Prediction, thresholds
from whence.explain import contrast, overlay
from whence.painting import Painting
from whence.pictures import decode
from whence.similar import Bytes

SHOWN: Final = 448
"""Pixels of the shorter side that a picture keeps, where it has them, to be shown back."""


class Opinion(NamedTuple):
    """What the network says of a picture of which nothing is kept.

    `picture` is RGB (H, W, 3) to be shown, `heat` RGBA of the same proportions, `thresholds` the
    probability from which each label holds where several may.
    """

    picture: npt.NDArray[np.uint8]
    prediction: Prediction
    heat: npt.NDArray[np.uint8] | None
    resembling: list[Painting]
    thresholds: dict[str, float]


def opinion(
    data: bytes, classifier: Classifier, likest: Callable[[Bytes], list[Painting]]
) -> Opinion:
    """Decide an encoded picture in memory alone; `likest` finds works by an embedding.

    Raises PictureError.
    """
    size = classifier.bundle.spec.size
    picture = decode(data, size)
    prediction = classifier.predict(picture)
    works = likest(prediction.embedding)
    height, width = picture.shape[:2]
    # The network may have been given a large JPEG at a size that is too small to be looked at.
    shown = picture if min(height, width) >= SHOWN else decode(data, SHOWN)
    seen = heat(prediction, width / height)
    return Opinion(shown, prediction, seen, works, thresholds(classifier.bundle))


def heat(prediction: Prediction, ratio: float) -> npt.NDArray[np.uint8] | None:
    """Return where the network found its answer, as RGBA of a picture's width over its height.

    None where the model cannot tell.
    """
    if prediction.maps is None:
        return None
    index = prediction.labels.index(prediction.label)
    return overlay(contrast(prediction.maps, index), ratio)
