"""What the model says about one picture, on LiteRT, from any thread."""

import queue
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from typing import Any, Literal, NamedTuple

import numpy as np
import numpy.typing as npt
from ai_edge_litert.interpreter import Interpreter

from whence.bundle import Bundle, BundleError, Task
from whence.explain import class_maps
from whence.novelty import novelty, widened
from whence.preprocessing import prepare
from whence.signals import predicted
from whence.similar import shortened

Verdict = Literal["confident", "torn", "unknown"]
Floats = npt.NDArray[np.float32]


@dataclass(frozen=True, eq=False)
class Prediction:
    """One answer. `probabilities` are calibrated, in the order of `labels`.

    `chosen` are all that hold (several or none when labels do not exclude each other), `label` is
    the likeliest of these, or of all where none holds, and `confidence` its probability.
    `embedding` (256,) int8 is the network's own description of the picture as far as it tells
    likeness (`whence.similar`), and `maps` (C, h, w) the evidence for each label in each cell, None
    where the head is not linear.
    """

    labels: tuple[str, ...]
    probabilities: tuple[float, ...]
    label: str
    confidence: float
    chosen: tuple[str, ...]
    verdict: Verdict
    novelty: float | None
    model: str
    milliseconds: float
    embedding: npt.NDArray[np.int8]
    maps: Floats | None = None


class Answer(NamedTuple):
    """What the network says: logits (C,), embedding (E,), features (h, w, E) where it has them."""

    logits: Floats
    embedding: Floats
    features: Floats | None


class Classifier:
    """A bundle made ready to answer.

    It owns `at_once` interpreters of `threads` LiteRT threads each. A calling thread borrows one
    for itself and gives it back, so no two threads ever share one and no more than `at_once`
    pictures are decided at the same time; others wait their turn.
    """

    def __init__(self, bundle: Bundle, at_once: int = 1, threads: int = 1) -> None:
        """Raise BundleError when the bundle's network cannot be loaded."""
        blank = Network(bundle).blank
        statistics = None if bundle.novelty is None else widened(bundle.novelty)
        self.bundle = replace(bundle, novelty=statistics)
        maps = _maps(blank.features, bundle.activation)
        shapes = shortened(blank.embedding).shape, getattr(maps, "shape", None)
        self._form = bundle.id, bundle.labels, *shapes
        self._threads = threads
        # An interpreter's threads are lost where a process is forked after it was made, so each
        # is made by who first asks: gunicorn forks what is only loaded.
        self._free: queue.LifoQueue[Network | None] = queue.LifoQueue()
        for _ in range(at_once):
            self._free.put(None)

    def predict(self, picture: npt.NDArray[np.uint8]) -> Prediction:
        """Judge a uint8 RGB picture (H, W, 3) of any size. Safe to call from any thread."""
        with self._borrowed() as network:
            start = time.perf_counter()
            answer = network(prepare(picture, self.bundle.spec))
            milliseconds = (time.perf_counter() - start) * 1000
        prediction = _judge(self.bundle, answer, milliseconds)
        predicted.send(prediction)
        return prediction

    def may_have_said(self, prediction: Prediction) -> bool:
        """Tell whether a prediction that was kept elsewhere is of this model, labels and shapes."""
        shapes = prediction.embedding.shape, getattr(prediction.maps, "shape", None)
        return (prediction.model, prediction.labels, *shapes) == self._form

    @contextmanager
    def _borrowed(self) -> "Iterator[Network]":
        network = self._free.get()
        try:
            network = network or Network(self.bundle, self._threads)
            yield network
        finally:
            self._free.put(network)


class Network:
    """One interpreter of a bundle's network and its named outputs; one thread may call it.

    `blank` is what it says of nothing.
    """

    def __init__(self, bundle: Bundle, threads: int = 1) -> None:
        """Raise BundleError when the network cannot be run or has other labels."""
        try:
            self._interpreter = Interpreter(model_content=bundle.tflite, num_threads=threads)
            signature = self._interpreter.get_signature_list()["serving_default"]
            self._run: Any = self._interpreter.get_signature_runner("serving_default")
            self._input: str = signature["inputs"][0]
            size = bundle.spec.size
            self.blank = self(np.zeros((1, size, size, 3), np.float32))
        except (ValueError, RuntimeError, KeyError, TypeError):
            raise BundleError(
                f"The network in {bundle.id} cannot be run; train it again."
            ) from None
        logits = self.blank.logits
        if logits.shape != (len(bundle.labels),):
            raise BundleError(
                f"The network in {bundle.id} answers with {logits.size} numbers "
                f"but has {len(bundle.labels)} labels; train it again."
            )

    def __call__(self, picture: Floats) -> Answer:
        """Run one prepared picture (1, S, S, 3)."""
        outputs = self._run(**{self._input: picture})
        features = outputs["features"][0] if "features" in outputs else None
        return Answer(outputs["logits"][0], outputs["embedding"][0], features)


def _judge(bundle: Bundle, answer: Answer, milliseconds: float) -> Prediction:
    values = probabilities(answer.logits, bundle.task, bundle.temperature)
    shares = dict(zip(bundle.labels, map(float, values), strict=True))
    chosen = _chosen(bundle, values)
    # Where each label has a threshold of its own, the likeliest of all may be none that holds.
    label = max(chosen or bundle.labels, key=shares.__getitem__)
    strange = _novelty(bundle, answer)
    return Prediction(
        labels=bundle.labels,
        probabilities=tuple(shares.values()),
        label=label,
        confidence=shares[label],
        chosen=chosen,
        verdict=_verdict(bundle, shares[label], chosen, strange),
        novelty=strange,
        model=bundle.id,
        milliseconds=milliseconds,
        embedding=shortened(answer.embedding),
        maps=_maps(answer.features, bundle.activation),
    )


def _maps(features: Floats | None, weights: Floats | None) -> Floats | None:
    return None if features is None or weights is None else class_maps(features, weights)


def probabilities(
    logits: npt.NDArray[np.floating], task: Task, temperature: float = 1.0
) -> npt.NDArray[np.float64]:
    """Turn logits (..., C) into probabilities: softmax over labels, or a sigmoid for each."""
    scaled = logits.astype(np.float64) / temperature
    if task == "multi-label":
        return np.asarray(1 / (1 + np.exp(-scaled)))
    powers = np.exp(scaled - scaled.max(axis=-1, keepdims=True))
    return np.asarray(powers / powers.sum(axis=-1, keepdims=True))


def thresholds(bundle: Bundle) -> dict[str, float]:
    """Return the probability from which each label holds, nothing where labels exclude others."""
    if bundle.task == "single-label":
        return {}
    limits = bundle.thresholds or (0.5,) * len(bundle.labels)
    return dict(zip(bundle.labels, limits, strict=True))


def _chosen(bundle: Bundle, values: npt.NDArray[np.float64]) -> tuple[str, ...]:
    if bundle.task == "single-label":
        return (bundle.labels[int(values.argmax())],)
    pairs = zip(thresholds(bundle).items(), values, strict=True)
    return tuple(label for (label, threshold), value in pairs if value >= threshold)


def _novelty(bundle: Bundle, answer: Answer) -> float | None:
    if bundle.novelty is None:
        return None
    return float(novelty(bundle.novelty, answer.logits[None], answer.embedding[None])[0])


def _verdict(
    bundle: Bundle, confidence: float, chosen: tuple[str, ...], strange: float | None
) -> Verdict:
    """Say `unknown` beyond the limit of what was learned, `torn` when no label is sure enough."""
    if not chosen or (strange is not None and strange > 1):
        return "unknown"
    if bundle.task == "single-label" and confidence < bundle.sure_from:
        return "torn"
    return "confident"
