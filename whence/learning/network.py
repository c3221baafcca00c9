"""The network: a backbone of keras.applications, pooled to an embedding, and a head."""

import sys
import warnings
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any, Final, get_args

import keras
import numpy as np

from whence.learning.recipe import TUTORIAL, Backbone, Head, Recipe
from whence.mistake import Mistake
from whence.preprocessing import Scale, scaled

Model = Any  # keras is untyped

NEW: Final = ".weights.h5"
"""The ending of weights as Keras 3 writes them."""

_PROBE: Final = np.array([[[10, 100, 200]]], np.uint8)


class NetworkError(Mistake):
    """A network that cannot be built as the recipe asks; the message says what to write."""


def build(recipe: Recipe, size: int | None = None, weights: str | None = None) -> Model:
    """Build the network of `recipe` for pictures of `size` (default: the recipe's own).

    Outputs by name: `logits` (N, C), `embedding` (N, E), `features` (N, h, w, E). `weights`
    replaces those the recipe names: `imagenet`, a file, or `none`.
    """
    keras.utils.set_random_seed(recipe.seed)
    body = _body(recipe.backbone, size or recipe.image_size, weights)
    features = keras.layers.Identity(name="features")(body.output)
    embedding = _pool(recipe.backbone)(features)
    logits = head(recipe.head, len(recipe.labels), int(embedding.shape[-1]))(embedding)
    outputs = {"logits": logits, "embedding": embedding, "features": features}
    return keras.Model(body.input, outputs, name=recipe.name.replace("-", "_"))


def head(plan: Head, classes: int, channels: int) -> Model:
    """Build the part from the embedding (N, E) to the logits (N, C)."""
    decay = keras.regularizers.L2(plan.l2) if plan.l2 else None
    layers = [keras.Input((channels,)), keras.layers.Dropout(plan.dropout)]
    layers += [
        keras.layers.Dense(units, activation="relu", kernel_regularizer=decay)
        for units in plan.layers
    ]
    layers.append(keras.layers.Dense(classes, kernel_regularizer=decay, name="linear"))
    return keras.Sequential(layers, name="head")


def _pool(plan: Backbone) -> Any:
    """Average the features over the picture; the tutorial's network keeps where they are."""
    if plan.name == TUTORIAL:
        return keras.layers.Flatten(name="embedding")
    return keras.layers.GlobalAveragePooling2D(name="embedding")


def _body(plan: Backbone, size: int, weights: str | None) -> Model:
    chosen = plan.begins_with(weights)
    if plan.name == TUTORIAL and chosen != "none":
        raise NetworkError(f"{TUTORIAL} is trained from scratch; write --weights none, or nothing.")
    try:
        body = _maker(plan)(
            weights="imagenet" if chosen == "imagenet" else None,
            include_top=False,
            input_shape=(size, size, 3),
        )
    except ValueError as error:
        raise NetworkError(f"{plan.name} at {size} px cannot be built: {error}") from None
    except Exception as error:
        if "URL fetch failure" not in str(error):
            raise
        raise NetworkError(
            f"ImageNet's weights of {plan.name} cannot be fetched; name a file with --weights, or "
            "`none`."
        ) from None
    if chosen not in ("imagenet", "none"):
        _load(body, Path(chosen))
    return body if plan.cut_at is None else _cut(body, plan)


def _cut(body: Model, plan: Backbone) -> Model:
    """Return the backbone up to the layer that is its last; raises NetworkError."""
    try:
        output = body.get_layer(plan.cut_at).output
    except ValueError:
        raise NetworkError(f"{plan.name} has no layer {plan.cut_at} to cut at.") from None
    if len(output.shape) != 4 or None in output.shape[1:]:
        raise NetworkError(f"What {plan.cut_at} of {plan.name} makes is no picture; cut elsewhere.")
    return keras.Model(body.input, output)


def _maker(plan: Backbone) -> Any:
    """Find the function that makes the backbone and see that the recipe scales as it wants."""
    if plan.name == TUTORIAL:
        return tutorial_cnn
    maker = getattr(keras.applications, plan.name, None)
    if not plan.name[:1].isupper() or maker is None:
        raise NetworkError(f"keras.applications has no {plan.name}; write e.g. MobileNetV2.")
    wanted = sys.modules[maker.__module__].preprocess_input(_PROBE.astype(np.float32))
    scales = [scale for scale in get_args(Scale) if np.allclose(scaled(_PROBE, scale), wanted)]
    if plan.scale not in scales:
        raise NetworkError(f"{plan.name} wants `scale: {scales[0]}` in the recipe's backbone.")
    return maker


def tutorial_cnn(weights: None, include_top: bool, input_shape: tuple[int, int, int]) -> Model:
    """Build the tutorial's four convolutions, called as the makers of keras.applications are."""
    flow = start = keras.Input(input_shape)
    for filters in (32, 64, 128, 128):
        flow = keras.layers.Conv2D(filters, 3, activation="relu")(flow)
        flow = keras.layers.MaxPooling2D(2)(flow)
    return keras.Model(start, flow, name="tutorial_cnn")


def _load(body: Model, file: Path) -> None:
    if not file.is_file():
        raise NetworkError(f"There is no weights file {file}; name one with --weights.")
    try:
        with warnings.catch_warnings():
            warnings.filterwarnings("error", message="Skipping nested container")
            _read(body, file)
    except (ValueError, OSError, KeyError, UserWarning):  # Keras only warns of missing layers
        raise NetworkError(f"The weights in {file} do not fit {body.name}.") from None


def _read(body: Model, file: Path) -> None:
    """Load weights of either form: by its name alone Keras takes a file .h5 for one of the old."""
    try:
        body.load_weights(file)
    except (ValueError, KeyError, UserWarning):
        if file.name.endswith(NEW):
            raise
        with TemporaryDirectory() as folder:
            renamed = Path(folder) / f"it{NEW}"
            renamed.symlink_to(file.resolve())
            body.load_weights(renamed)


def unfreeze(model: Model, start: str) -> None:
    """Make the network trainable from the layer `start` on (`none`: the head only; `all`).

    Batch normalisation stays frozen and so runs in inference mode: batches are small, and the
    weights may have it folded in.
    """
    names = [layer.name for layer in model.layers]
    first = {"none": len(names), "all": 0}.get(start)
    if first is None:
        if start not in names:
            raise NetworkError(f"The network has no layer `{start}` to unfreeze from.")
        first = names.index(start)
    for position, layer in enumerate(model.layers):
        is_norm = isinstance(layer, keras.layers.BatchNormalization)
        layer.trainable = layer.name == "head" or (position >= first and not is_norm)


def class_activation(model: Model) -> Any:
    """Return the weights (C, E) that turn features into a class-activation map.

    None where the head is deep, or weighs each place of the features by itself.
    """
    if not isinstance(model.get_layer("embedding"), keras.layers.GlobalAveragePooling2D):
        return None
    layers = [layer for layer in model.get_layer("head").layers if layer.weights]
    if len(layers) != 1:
        return None
    return layers[0].kernel.numpy().T.copy()
