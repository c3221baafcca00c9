"""The gallery's architecture as a Keras file, for those that serve it with Keras; and its work.

Its weights are random: a network's speed does not depend on what it has learned.
"""

import json
import sys
from math import prod

import keras

LABELS = 4


def build() -> keras.Model:
    """Return MobileNetV2 at 224 pixels with an average pooling and four classes."""
    backbone = keras.applications.MobileNetV2(
        input_shape=(224, 224, 3), include_top=False, weights=None, pooling="avg"
    )
    head = keras.layers.Dense(LABELS, activation="softmax")(backbone.output)
    return keras.Model(backbone.input, head)


def flop(model: keras.Model) -> int:
    """Return the floating-point operations of one picture, a multiply-add being two.

    Convolutions and dense layers only; the rest is below 2 %.
    """
    total = 0
    for layer in model.layers:
        if isinstance(layer, keras.layers.Dense):
            total += 2 * prod(layer.kernel.shape)
        elif isinstance(layer, keras.layers.Conv2D | keras.layers.DepthwiseConv2D):
            total += 2 * prod(layer.kernel.shape) * prod(layer.output.shape[1:3])
    return total


if __name__ == "__main__":
    network = build()
    network.save(sys.argv[1])
    print(json.dumps({"flop": flop(network)}))
