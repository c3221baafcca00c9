from pathlib import Path

import keras
import numpy as np
import pytest

from whence.learning.network import NetworkError, build, class_activation, unfreeze
from whence.learning.objective import loss
from whence.learning.recipe import Backbone, Head
from whence.learning.recipe_file import read_recipe

ROOT = Path(__file__).resolve().parents[2]


@pytest.fixture(scope="module")
def recipe(world):
    return read_recipe(world / "toy.yaml")


@pytest.fixture(scope="module")
def model(recipe):
    return build(recipe)


def pictures(n=2):
    return np.random.default_rng(0).uniform(-1, 1, (n, 32, 32, 3)).astype(np.float32)


def test_three_outputs_by_name(model):
    said = model.predict_on_batch(pictures())
    assert said["logits"].shape == (2, 4)
    assert said["embedding"].shape == (2, 96)
    assert said["features"].shape == (2, 16, 16, 96)


def test_the_class_activation_of_the_mean_is_the_logit(recipe):
    model = build(recipe, size=96)
    said = model.predict_on_batch(
        np.random.default_rng(1).uniform(-1, 1, (1, 96, 96, 3)).astype(np.float32)
    )
    maps = said["features"][0] @ class_activation(model).T
    bias = model.get_layer("head").layers[-1].bias.numpy()
    assert maps.mean(axis=(0, 1)) + bias == pytest.approx(said["logits"][0], abs=1e-4)


def test_a_deep_head_has_no_class_activation(recipe):
    deep = build(recipe.model_copy(update={"head": Head(layers=(8,))}))
    assert class_activation(deep) is None


def test_one_seed_gives_one_network(recipe, model):
    again = build(recipe)
    for one, other in zip(model.get_weights(), again.get_weights(), strict=True):
        assert np.array_equal(one, other)


def test_unfreezing_from_a_layer_leaves_norms_and_earlier_layers_alone(recipe):
    model = build(recipe)
    unfreeze(model, "block_1_expand")
    names = [layer.name for layer in model.layers if layer.trainable and layer.trainable_weights]
    assert names == ["block_1_expand", "head"]
    unfreeze(model, "none")
    assert [layer.name for layer in model.layers if layer.trainable] == ["head"]
    unfreeze(model, "all")
    norms = [layer for layer in model.layers if isinstance(layer, keras.layers.BatchNormalization)]
    assert norms
    assert not any(layer.trainable for layer in norms)
    assert model.get_layer("Conv1").trainable


def test_weights_come_from_a_file(recipe, model, tmp_path):
    body = keras.applications.MobileNetV2(weights=None, include_top=False, input_shape=(32, 32, 3))
    body.save_weights(tmp_path / "body.weights.h5")
    built = build(recipe, weights=str(tmp_path / "body.weights.h5"))
    assert np.array_equal(built.get_layer("Conv1").kernel, body.get_layer("Conv1").kernel)
    assert not np.array_equal(built.get_layer("Conv1").kernel, model.get_layer("Conv1").kernel)


@pytest.mark.parametrize("name", ["mine.h5", "with space.weights.h5"])
def test_weights_may_be_called_as_one_likes(recipe, tmp_path, name):
    body = keras.applications.MobileNetV2(weights=None, include_top=False, input_shape=(32, 32, 3))
    body.save_weights(tmp_path / "body.weights.h5")
    (tmp_path / "body.weights.h5").rename(tmp_path / name)
    built = build(recipe, weights=str(tmp_path / name))
    assert np.array_equal(built.get_layer("Conv1").kernel, body.get_layer("Conv1").kernel)


def test_cutting_the_backbone(recipe):
    cut = Backbone(weights=None, cut_at="block_2_add")
    built = build(recipe.model_copy(update={"backbone": cut}))
    assert built.output["embedding"].shape == (None, 24)


@pytest.mark.parametrize(
    ("backbone", "weights", "said"),
    [
        (Backbone(name="MobileNetV9", weights=None), None, "no MobileNetV9"),
        (Backbone(name="mobilenet", weights=None), None, "no mobilenet"),
        (Backbone(weights=None, cut_at="mixed7"), None, "no layer mixed7"),
        (Backbone(), "nowhere.weights.h5", "no weights file nowhere"),
        (Backbone(name="tutorial-cnn", weights=None), "imagenet", "is trained from scratch"),
        (Backbone(name="EfficientNetB3", weights=None), None, "wants `scale: raw`"),
        (Backbone(name="ResNet50", weights=None), None, "wants `scale: caffe`"),
        (
            Backbone(name="EfficientNetB0", weights=None, scale="raw", cut_at="block1a_se_squeeze"),
            None,
            "is no picture; cut elsewhere",
        ),
        (Backbone(name="Xception", weights=None), None, "at 32 px cannot be built"),
    ],
)
def test_what_cannot_be_built_is_told(recipe, backbone, weights, said):
    with pytest.raises(NetworkError, match=said):
        build(recipe.model_copy(update={"backbone": backbone}), weights=weights)


def test_the_tutorials_network_is_the_tutorials():
    model = build(read_recipe(ROOT / "recipes/tutorial.yaml"))
    kinds = [type(layer).__name__ for layer in model.layers]
    assert kinds[1:9] == ["Conv2D", "MaxPooling2D"] * 4
    assert [layer.filters for layer in model.layers[1:9:2]] == [32, 64, 128, 128]
    head = model.get_layer("head").layers
    assert [type(layer).__name__ for layer in head] == ["Dropout", "Dense", "Dense"]
    assert head[0].rate == 0.5
    assert head[1].units == 512
    assert model.count_params() == 3_454_660


def online(name, size):
    recipe = read_recipe(ROOT / f"recipes/{name}.yaml").taken_online()
    assert recipe.name == f"{name}-online"
    return recipe, build(recipe, size, "none")


def test_the_larger_network_for_dogs_is_built_and_learns_a_step():
    recipe, model = online("dogs", 32)
    unfreeze(model, recipe.training.phases[0].unfreeze)
    flat = keras.Model(model.input, model.output["logits"])
    flat.compile("adam", loss(recipe), jit_compile=False)
    target = np.eye(120, dtype=np.float32)[:2]
    before = model.get_layer("head").get_weights()[0].copy()
    assert np.isfinite(flat.train_on_batch(pictures() * 127 + 128, target))
    assert not np.array_equal(before, model.get_layer("head").get_weights()[0])


@pytest.mark.parametrize(
    ("name", "size", "channels"), [("durian", 71, 2048), ("clothing", 75, 768)]
)
def test_the_larger_networks_have_the_layers_that_their_recipes_name(name, size, channels):
    recipe, model = online(name, size)
    for phase in recipe.training.phases:
        unfreeze(model, phase.unfreeze)
    assert model.output["embedding"].shape == (None, channels)


def test_weights_of_another_network_are_told(recipe, tmp_path):
    file = tmp_path / "other.weights.h5"
    keras.Sequential([keras.Input((3,)), keras.layers.Dense(2)]).save_weights(file)
    with pytest.raises(NetworkError, match="do not fit"):
        build(recipe, weights=str(file))


def test_a_layer_that_is_not_there_cannot_be_unfrozen(model):
    with pytest.raises(NetworkError, match="no layer `top`"):
        unfreeze(model, "top")


def test_weights_that_cannot_be_fetched_are_told(recipe, monkeypatch):
    def fetch(**_):
        raise Exception("URL fetch failure on https://weights.example: None -- no network")

    fetch.__module__ = keras.applications.MobileNetV2.__module__
    monkeypatch.setattr(keras.applications, "MobileNetV2", fetch)
    with pytest.raises(NetworkError, match="name a file with --weights, or `none`"):
        build(recipe, weights="imagenet")


def test_a_head_that_weighs_each_place_has_no_class_activation(recipe):
    plan = Backbone(name="tutorial-cnn", weights="none")
    model = build(recipe.model_copy(update={"backbone": plan, "image_size": 64}))
    assert class_activation(model) is None
