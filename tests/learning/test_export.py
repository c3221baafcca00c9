import os
import shutil
from dataclasses import replace

import keras
import numpy as np
import pytest
from click.testing import CliRunner

from whence import bundle
from whence.classifier import Classifier
from whence.commands import novelty
from whence.commands.export import command
from whence.learning.batches import load
from whence.learning.dataset import picture_of
from whence.learning.experiment import prepare_experiment
from whence.learning.export import keras_logits, to_tflite
from whence.learning.network import build
from whence.learning.recipe_file import read_recipe


@pytest.fixture(scope="module")
def experiment(world, trained):
    return prepare_experiment(read_recipe(world / "toy.yaml"), world, None, trained / "runs")


def test_the_bundle_carries_what_the_recipe_says(trained, experiment):
    made = bundle.read(trained / "model" / "culture.pkl")
    assert made.recipe == "toy"
    assert made.labels == experiment.recipe.labels
    assert made.spec == experiment.spec
    assert made.activation.shape == (4, 96)
    assert made.data_fingerprint == experiment.fingerprint
    assert 0.05 <= made.temperature <= 20
    assert made.tflite == (trained / "model" / "culture.tflite").read_bytes()


def test_a_network_that_is_exported_later_was_trained_no_later(world, trained, tmp_path):
    shutil.copytree(trained / "runs", tmp_path / "runs")
    os.utime(tmp_path / "runs/toy/model.keras", (0, 0))
    words = [world / "toy.yaml", "--data", world, "--runs", tmp_path / "runs", "--to", tmp_path]
    done = CliRunner().invoke(command, [str(word) for word in words])
    assert done.exit_code == 0, done.output
    assert f"kept in {tmp_path}/culture.pkl" in done.output
    assert bundle.read(tmp_path / "culture.pkl").trained_on == "1970-01-01"


def test_what_was_chosen_and_measured_of_a_network_outlives_another_export(
    world, trained, tmp_path
):
    shutil.copytree(trained / "model", tmp_path / "model")
    words = [world / "toy.yaml", "--data", world, "--runs", trained / "runs"]
    words = [str(word) for word in (*words, "--to", tmp_path / "model")]
    served = tmp_path / "model" / "culture.pkl"
    bundle.write(replace(bundle.read(served), metrics={"n": 16}), tmp_path / "model", "culture")
    assert CliRunner().invoke(command, words).exit_code == 0
    assert bundle.read(served).metrics == {"n": 16}
    assert CliRunner().invoke(novelty.command, [*words, "--score", "energy"]).exit_code == 0
    assert CliRunner().invoke(command, words).exit_code == 0
    assert bundle.read(served).novelty["score"] == "energy"


def test_figures_of_another_network_are_not_kept(world, trained, tmp_path):
    made = bundle.read(trained / "model" / "culture.pkl")
    bundle.write(replace(made, tflite=made.tflite + b" ", metrics={"n": 16}), tmp_path, "culture")
    words = [world / "toy.yaml", "--data", world, "--runs", trained / "runs", "--to", tmp_path]
    assert CliRunner().invoke(command, [str(word) for word in words]).exit_code == 0
    assert bundle.read(tmp_path / "culture.pkl").metrics == {}


def test_what_is_served_is_what_was_trained(trained, experiment):
    model = keras.models.load_model(trained / "runs/toy/model.keras", compile=False)
    made = bundle.read(trained / "model" / "culture.pkl")
    logits = keras_logits(model, experiment, "test")
    classifier = Classifier(made)
    for item, row in zip(experiment.part("test"), logits, strict=True):
        said = classifier.predict(picture_of(item))
        powers = np.exp(row / made.temperature - (row / made.temperature).max())
        assert said.probabilities == pytest.approx(powers / powers.sum(), abs=1e-4)


def test_features_are_exported_too(experiment):
    from ai_edge_litert.interpreter import Interpreter

    model = build(experiment.recipe)
    run = Interpreter(model_content=to_tflite(model)).get_signature_runner()
    picture = load(experiment.items[0], experiment.spec, None, ())[None]
    (name,) = run.get_input_details()
    said, expected = run(**{name: picture}), model.predict_on_batch(picture)
    assert set(said) == {"logits", "embedding", "features"}
    for key, value in said.items():
        assert value == pytest.approx(expected[key], abs=1e-4)
