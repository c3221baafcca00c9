"""The hardest question: a model that never saw some collections, asked about exactly those."""

from typing import Any

from whence.learning import metrics, training
from whence.learning.experiment import Experiment
from whence.learning.export import keras_logits
from whence.learning.kept_sources import without_sources
from whence.learning.knowledge import shares


def measure(experiment: Experiment, say: training.Say) -> dict[str, Any]:
    """Train without the kept sources, as the recipe says, and measure on them. Resumable; slow."""
    made = without_sources(experiment)
    model = training.train(made, say)
    items = made.part("test")
    true = made.targets(items).argmax(axis=1)
    said = keras_logits(model, made, "test").argmax(axis=1)
    classes = len(made.recipe.labels)
    left_out = sorted({item.source for item in experiment.items} - {i.source for i in made.items})
    return {
        "tested_on": sorted({item.source for item in items}),
        "left_out": left_out,
        "n": len(items),
        "accuracy": float((said == true).mean()),
        "balanced_accuracy": metrics.balanced_accuracy(true, said, classes),
        "interval95": metrics.intervals(true, said, classes, made.groups_of("test"))[0],
        "confusion": metrics.confusion(true, said, classes).tolist(),
        "by_source": shares([item.source for item in items], said == true),
    }
