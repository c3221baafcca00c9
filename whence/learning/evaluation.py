"""How good a served model is on the test part, with intervals, by source and by artist."""

from typing import Any

import numpy as np
import numpy.typing as npt

from whence.bundle import Bundle
from whence.classifier import probabilities
from whence.learning import metrics, selective
from whence.learning.calibration import calibration_error, loss
from whence.learning.dataset import Item
from whence.learning.experiment import Experiment
from whence.learning.knowledge import examiner, shares, strangeness
from whence.learning.split import PARTS

Floats = npt.NDArray[np.float64]


def evaluate(bundle: Bundle, experiment: Experiment, keras_logits: Any = None) -> dict[str, Any]:
    """Measure a bundle on the test part. With the Keras network's logits, parity as well.

    Studies are never part of it. Returns what `evaluation.json` holds.
    """
    items = experiment.part("test")
    answers = examiner(bundle, experiment)(items)
    said = probabilities(answers.logits, bundle.task, bundle.temperature)
    targets = experiment.targets(items)
    right = said.argmax(axis=1) == targets.argmax(axis=1)
    report = {
        "model": bundle.id,
        "recipe": bundle.recipe,
        "task": bundle.task,
        "trained_on": bundle.trained_on,
        "data_fingerprint": bundle.data_fingerprint,
        "temperature": bundle.temperature,
        "counts": _counts(experiment),
        "test": figures(bundle.labels, targets, said, experiment.groups_of("test")),
        "by_source": shares([f"{item.source} ({item.labels[0]})" for item in items], right),
        "by_artist": shares([item.artist for item in items], right),
        "by_artist_seen": shares(_by_artist_seen(experiment, items), right),
        "calibration": _calibration(bundle, answers.logits, targets),
        "selective": _selective(bundle, said, strangeness(bundle, answers), right),
    }
    if keras_logits is not None:
        trained = probabilities(keras_logits, bundle.task, bundle.temperature)
        report["parity"] = metrics.agreement(said, trained)
    report["items"] = _rows(items, said)
    return report


def _selective(bundle: Bundle, said: Floats, strange: Any, right: Any) -> dict[str, Any]:
    """Measure answering only when sure, by confidence alone and by verdict."""
    sure = said.max(axis=1)
    return {
        "sure_from": bundle.sure_from,
        **selective.by_verdict(selective.verdicts(sure, strange, bundle.sure_from), right),
        "curve": selective.curve(sure, right),
        "reliability": selective.reliability(sure, right),
    }


def _counts(experiment: Experiment) -> dict[str, int]:
    parts = {part: experiment.part(part) for part in PARTS}
    painted = [item for item in parts["train"] if item.painted]
    return {part: len(items) for part, items in parts.items()} | {"painted": len(painted)}


def figures(labels: tuple[str, ...], targets: Any, said: Floats, groups: Any) -> dict[str, Any]:
    """Measure probabilities (N, C) against targets (N, C); `groups` (N,) are drawn whole."""
    true, best = targets.argmax(axis=1), said.argmax(axis=1)
    classes = len(labels)
    table = metrics.confusion(true, best, classes)
    each = metrics.per_class(table, labels)
    whole, of_class = metrics.intervals(true, best, classes, groups)
    for index, row in enumerate(each.values()):
        row |= {"groups": len(np.unique(groups[true == index])), "interval95": of_class[index]}
    return {
        "n": len(true),
        "accuracy": float((true == best).mean()),
        "balanced_accuracy": metrics.balanced_accuracy(true, best, classes),
        "interval95": whole,
        "interval95_pictures": metrics.intervals(true, best, classes, np.arange(len(true)))[0],
        "macro_f1": float(np.mean([row["f1"] for row in each.values()])),
        "per_class": each,
        "confusion": {"labels": list(labels), "rows_true": table.tolist()},
    }


def _by_artist_seen(experiment: Experiment, items: list[Item]) -> list[str]:
    """Say of each item whether training saw one of its artists; "" where nobody is known."""
    seen = {name for item in experiment.part("train") for name in item.artists}
    return [
        ("unseen" if seen.isdisjoint(item.artists) else "seen") if item.artists else ""
        for item in items
    ]


def _calibration(bundle: Bundle, logits: Any, targets: Any) -> dict[str, dict[str, float]]:
    """Compare before and after temperature: ECE of 15 equal-mass bins, NLL, Brier score."""
    result = {}
    for name, temperature in (("before", 1.0), ("after", bundle.temperature)):
        values = probabilities(logits, bundle.task, temperature)
        right = values.argmax(axis=1) == targets.argmax(axis=1)
        result[name] = {
            "ece": calibration_error(values.max(axis=1), right),
            "nll": loss(logits, targets, bundle.task, temperature),
            "brier": float(((values - targets) ** 2).sum(axis=1).mean()),
        }
    return result


def _rows(items: list[Item], said: Floats) -> list[list[Any]]:
    """Keep each picture's answer: file, label, probabilities in recipe order."""
    return [
        [item.file, item.labels[0], [round(float(value), 5) for value in row]]
        for item, row in zip(items, said, strict=True)
    ]
