"""One network in three forms: as trained (Keras), as served (float32) and in whole numbers."""

import hashlib
import tempfile
import time
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt
import tensorflow as tf

from whence.bundle import Bundle
from whence.classifier import Network, probabilities
from whence.files import atomic_write
from whence.learning import metrics
from whence.learning.batches import load
from whence.learning.experiment import Experiment
from whence.learning.knowledge import examiner

Floats = npt.NDArray[np.float64]


def to_int8(model: Any, experiment: Experiment, pictures: int = 200) -> bytes:
    """Convert a Keras network to LiteRT in whole numbers, its input and outputs still float32.

    Weights and activations are 8-bit; their ranges are those of `pictures` training pictures.
    """
    items = experiment.part("train")
    chosen = np.random.default_rng(0).permutation(len(items))[:pictures]

    def shown() -> Iterator[list[Any]]:
        for index in chosen:
            yield [load(items[index], experiment.spec, None, ())[None]]

    with tempfile.TemporaryDirectory() as folder:
        model.export(folder, format="tf_saved_model", verbose=False)
        converter = tf.lite.TFLiteConverter.from_saved_model(folder)
        converter.optimizations = [tf.lite.Optimize.DEFAULT]
        converter.representative_dataset = shown
        return bytes(converter.convert())


def compare(
    bundle: Bundle, experiment: Experiment, keras_logits: Any, small: bytes
) -> dict[str, dict[str, float]]:
    """Return the parity table on the test part: `keras`, `float32` (served) and `int8` (`small`).

    Each row has accuracy and balanced accuracy; the converted ones the share of labels that agree
    with Keras, the largest difference of a probability, bytes, and median milliseconds a picture.
    """
    true = experiment.targets(experiment.part("test")).argmax(axis=1)
    trained = probabilities(keras_logits, bundle.task, bundle.temperature)
    table = {"keras": _right(trained, true)}
    for name, network in (("float32", bundle.tflite), ("int8", small)):
        made = replace(bundle, tflite=network)
        logits = examiner(made, experiment)(experiment.part("test")).logits
        said = probabilities(logits, bundle.task, bundle.temperature)
        table[name] = {
            **_right(said, true),
            **metrics.agreement(said, trained),
            "bytes": len(network),
            "ms": _milliseconds(made),
        }
    return table


def _right(said: Floats, true: Any) -> dict[str, float]:
    best, classes = said.argmax(axis=1), said.shape[1]
    return {
        "accuracy": float((best == true).mean()),
        "balanced_accuracy": metrics.balanced_accuracy(true, best, classes),
    }


def _milliseconds(bundle: Bundle, times: int = 100) -> float:
    """Return the median time of one picture on one thread."""
    network, size = Network(bundle), bundle.spec.size
    picture = np.zeros((1, size, size, 3), np.float32)
    took = []
    for _ in range(times):
        start = time.perf_counter()
        network(picture)
        took.append(time.perf_counter() - start)
    return round(float(np.median(took)) * 1000, 2)


def int8_of(model: Any, bundle: Bundle, experiment: Experiment) -> bytes:
    """Return the network in whole numbers, converted once for each bundle and kept in the run."""
    digest = hashlib.sha256(bundle.tflite).hexdigest()[:8]
    file = experiment.run / f"{digest}.int8.tflite"
    if not file.is_file():
        atomic_write(file, to_int8(model, experiment))
    return Path(file).read_bytes()
