"""The network and how every peer asks it: OpenCV decodes, Keras predicts."""

import os

import cv2
import keras
import numpy as np

LABELS = ("America", "China", "India", "Japan")
SIZE = 224


def load() -> keras.Model:
    """Return the network, having answered once."""
    model = keras.models.load_model(os.environ["NETWORK"])
    scores(model, np.zeros((SIZE, SIZE, 3), np.uint8))
    return model


def decode(data: bytes) -> np.ndarray:
    """Return an encoded picture as RGB (H, W, 3)."""
    return cv2.imdecode(np.frombuffer(data, np.uint8), cv2.IMREAD_COLOR_RGB)


def scores(model: keras.Model, picture: np.ndarray) -> dict[str, float]:
    """Return each label's probability for a picture of any size, RGB (H, W, 3)."""
    small = cv2.resize(picture, (SIZE, SIZE), interpolation=cv2.INTER_AREA)
    answer = model.predict(small[None].astype("float32") / 127.5 - 1, verbose=0)[0]
    return dict(zip(LABELS, map(float, answer), strict=True))
