"""The three forms of one network: what is said of each, and what makes the smallest."""

from dataclasses import replace
from pathlib import Path
from typing import Any

import keras
import numpy as np
import pytest
from ai_edge_litert.interpreter import Interpreter

from whence import bundle
from whence.bundle import Bundle
from whence.learning import parity
from whence.learning.experiment import Experiment, prepare_experiment
from whence.learning.export import keras_logits
from whence.learning.recipe_file import read_recipe


@pytest.fixture(scope="module")
def experiment(world: Path, trained: Path) -> Experiment:
    return prepare_experiment(read_recipe(world / "toy.yaml"), world, None, trained / "runs")


@pytest.fixture(scope="module")
def made(trained: Path) -> Bundle:
    return bundle.read(trained / "model" / "culture.pkl")


@pytest.fixture(scope="module")
def model(trained: Path) -> Any:
    return keras.models.load_model(trained / "runs/toy/model.keras", compile=False)


@pytest.fixture(scope="module")
def small(model: Any, experiment: Experiment) -> bytes:
    return parity.to_int8(model, experiment, pictures=20)


def test_whole_numbers_are_inside_and_the_doors_take_fractions(small: bytes, made: Bundle) -> None:
    network = Interpreter(model_content=small)
    run = network.get_signature_runner()
    for door in (*run.get_input_details().values(), *run.get_output_details().values()):
        assert door["dtype"] == np.float32
    kinds = [tensor["dtype"] for tensor in network.get_tensor_details()]
    assert kinds.count(np.int8) > kinds.count(np.float32)
    assert len(small) < len(made.tflite)


def test_each_form_is_measured_by_its_own_answers(
    model: Any, small: bytes, made: Bundle, experiment: Experiment
) -> None:
    logits = keras_logits(model, experiment, "test")
    table = parity.compare(made, experiment, logits, small)
    assert table["float32"] == table["keras"] | {
        "same_label": 1,
        "largest_difference": pytest.approx(0, abs=1e-4),
        "bytes": len(made.tflite),
        "ms": table["float32"]["ms"],
    }
    assert table["int8"]["bytes"] == len(small)
    assert table["int8"]["largest_difference"] > table["float32"]["largest_difference"]
    assert all(0 < table[form]["ms"] < 1000 for form in ("float32", "int8"))


def test_an_answer_that_is_wrong_counts_in_its_culture(
    model: Any, small: bytes, made: Bundle, experiment: Experiment
) -> None:
    logits = keras_logits(model, experiment, "test")
    logits[0] *= -1
    table = parity.compare(made, experiment, logits, small)
    true = experiment.targets(experiment.part("test")).argmax(axis=1)
    right = logits.argmax(axis=1) == true
    assert table["keras"] == {
        "accuracy": pytest.approx(right.mean()),
        "balanced_accuracy": pytest.approx(
            np.mean([right[true == label].mean() for label in set(true)])
        ),
    }
    assert table["float32"]["same_label"] < 1


def test_the_small_form_is_made_once_a_bundle(
    made: Bundle, experiment: Experiment, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    elsewhere = replace(experiment, run=tmp_path)
    wanted = iter([b"first", b"second"])
    monkeypatch.setattr(parity, "to_int8", lambda *_: next(wanted))
    changed = [replace(made, tflite=made.tflite + more) for more in (b"a", b"b", b"a")]
    found = [parity.int8_of(None, each, elsewhere) for each in changed]
    assert found == [b"first", b"second", b"first"]
