"""What a network looks at: the test part without colour, borders, surroundings or fine detail."""

from collections.abc import Callable
from typing import Any, Final

import numpy as np
import numpy.typing as npt

from whence.bundle import Bundle
from whence.learning import metrics
from whence.learning.augmentation import grey_scale, jpeg
from whence.learning.experiment import Experiment
from whence.learning.knowledge import examiner
from whence.preprocessing import squash

Picture = npt.NDArray[np.uint8]


def cropped_border(picture: Picture) -> Picture:
    """Cut a tenth off each side: mounts, frames, signatures and seals at the edge."""
    return _inside(picture, 0.1)


def centre_crop(picture: Picture) -> Picture:
    """Keep the middle half of each side, a quarter of the picture."""
    return _inside(picture, 0.25)


def poor_copy(picture: Picture) -> Picture:
    """Bring a picture to 112 × 112 pixels and a poor JPEG: little tells how it was scanned."""
    return jpeg(squash(picture, 112), 60)


def _inside(picture: Picture, share: float) -> Picture:
    height, width = picture.shape[:2]
    top, left = int(height * share), int(width * share)
    return picture[top : height - top, left : width - left]


ABLATIONS: Final[tuple[Callable[[Picture], Picture], ...]] = (
    grey_scale,
    cropped_border,
    centre_crop,
    poor_copy,
)


def measure(bundle: Bundle, experiment: Experiment) -> dict[str, dict[str, float]]:
    """Return accuracy and balanced accuracy on the test part under each ablation."""
    ask, items = examiner(bundle, experiment), experiment.part("test")
    true = experiment.targets(items).argmax(axis=1)
    result: dict[str, Any] = {}
    for change in ABLATIONS:
        said = ask(items, change).logits.argmax(axis=1)
        result[change.__name__] = {
            "accuracy": float((said == true).mean()),
            "balanced_accuracy": metrics.balanced_accuracy(true, said, len(bundle.labels)),
        }
    return result
