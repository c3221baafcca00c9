"""The evaluation of a served multi-label model on the test part."""

from typing import Any

import numpy as np
from tqdm import tqdm

from whence.bundle import Bundle
from whence.classifier import Classifier, thresholds
from whence.learning import multi_label
from whence.learning.dataset import picture_of
from whence.learning.experiment import Experiment
from whence.learning.split import PARTS


def evaluate(bundle: Bundle, experiment: Experiment) -> dict[str, Any]:
    """Ask the classifier itself about every test picture and return what evaluation.json holds."""
    items = experiment.part("test")
    classifier, size = Classifier(bundle), bundle.spec.size
    shown = tqdm(items, desc="evaluating", unit="picture", leave=False, disable=None)
    said = np.array([classifier.predict(picture_of(item, size)).probabilities for item in shown])
    least = tuple(thresholds(bundle).values())
    targets, groups = experiment.targets(items), experiment.groups_of("test")
    return {
        "model": bundle.id,
        "recipe": bundle.recipe,
        "task": bundle.task,
        "trained_on": bundle.trained_on,
        "data_fingerprint": bundle.data_fingerprint,
        "temperature": bundle.temperature,
        "counts": {part: len(experiment.part(part)) for part in PARTS},
        "test": multi_label.figures(bundle.labels, targets, said, least, groups),
        "by_source": {},
        "items": [
            [item.file, "|".join(item.labels), [round(float(value), 5) for value in row]]
            for item, row in zip(items, said, strict=True)
        ],
    }
