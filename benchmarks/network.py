"""The gallery's architecture as a Keras file, for those that serve it with Keras.

Its weights are random: a network's speed does not depend on what it has learned.
"""

import sys

import keras


def write(path: str) -> None:
    """Write MobileNetV2 at 224 pixels with an average pooling and four classes to `path`."""
    backbone = keras.applications.MobileNetV2(
        input_shape=(224, 224, 3), include_top=False, weights=None, pooling="avg"
    )
    head = keras.layers.Dense(4, activation="softmax")(backbone.output)
    keras.Model(backbone.input, head).save(path)


if __name__ == "__main__":
    write(sys.argv[1])
