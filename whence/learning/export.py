"""From a trained Keras network to the bundle that the gallery serves."""

import tempfile
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt

from whence.bundle import Bundle
from whence.classifier import probabilities
from whence.learning.batches import load
from whence.learning.calibration import fit_temperature
from whence.learning.experiment import Experiment
from whence.learning.knowledge import with_limits
from whence.learning.multi_label import thresholds
from whence.learning.network import class_activation
from whence.learning.run_folder import network_file

Floats = npt.NDArray[np.float32]


def to_tflite(model: Any) -> bytes:
    """Convert a Keras network to LiteRT, float32, its outputs named as in Keras."""
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder) / "network.tflite"
        model.export(file, format="litert", verbose=False)
        return file.read_bytes()


def keras_logits(model: Any, experiment: Experiment, part: Any) -> Floats:
    """Return the logits (N, C) of a Keras network on one part of the data."""
    items = experiment.part(part)
    rows = []
    for start in range(0, len(items), 32):
        batch = [load(item, experiment.spec, None, ()) for item in items[start : start + 32]]
        rows.append(model.predict_on_batch(np.stack(batch))["logits"])
    return np.concatenate(rows)


def to_bundle(model: Any, experiment: Experiment) -> Bundle:
    """Make the bundle of a trained network: temperature and limits fitted on validation."""
    recipe = experiment.recipe
    valid = experiment.targets(experiment.part("valid"))
    logits = keras_logits(model, experiment, "valid")
    made = Bundle(
        recipe=recipe.name,
        task=recipe.task,
        labels=recipe.labels,
        spec=experiment.spec,
        tflite=to_tflite(model),
        temperature=fit_temperature(logits, valid, recipe.task),
        sure_from=recipe.sure_from,
        activation=class_activation(model),
        trained_on=_day(network_file(experiment)),
        data_fingerprint=experiment.fingerprint,
    )
    if recipe.task == "multi-label":
        said = probabilities(logits, recipe.task, made.temperature)
        made = replace(made, thresholds=thresholds(valid, said))
    return with_limits(made, experiment)


def _day(network: Path) -> str:
    """Return the day on which a network was kept, in UTC; today for one that is kept nowhere."""
    seconds = network.stat().st_mtime if network.is_file() else None
    day = datetime.now(UTC) if seconds is None else datetime.fromtimestamp(seconds, UTC)
    return day.date().isoformat()
