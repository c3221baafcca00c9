"""What training does to a picture so that the network cannot lean on how it was scanned."""

import cv2
import numpy as np
import numpy.typing as npt

from whence.learning.recipe_training import Augmentation

Picture = npt.NDArray[np.uint8]


def augment(picture: Picture, plan: Augmentation, rng: np.random.Generator) -> Picture:
    """Return a changed copy of a uint8 RGB picture (H, W, 3); the size may change, the range not.

    Borders, sharpness, JPEG traces and colour casts tell the collection, not the culture: they are
    varied so that they carry nothing.
    """
    picture = _crop(picture, plan.crop, rng)
    if plan.rotate:
        picture = _rotate(picture, rng.uniform(-plan.rotate, plan.rotate))
    if rng.random() < plan.flip:
        picture = np.ascontiguousarray(picture[:, ::-1])
    if plan.colour:
        picture = _cast(picture, plan.colour, rng)
    if rng.random() < plan.grey:
        picture = grey_scale(picture)
    return _degrade(picture, plan, rng)


def _degrade(picture: Picture, plan: Augmentation, rng: np.random.Generator) -> Picture:
    if rng.random() < plan.shrink:
        factor = rng.uniform(0.35, 0.9)
        size = [max(16, round(side * factor)) for side in picture.shape[1::-1]]
        picture = cv2.resize(picture, size, interpolation=cv2.INTER_AREA)  # type: ignore[assignment]
    if rng.random() < plan.blur:
        picture = cv2.GaussianBlur(picture, (0, 0), rng.uniform(0.3, 1.5))  # type: ignore[assignment]
    if rng.random() < plan.jpeg:
        picture = jpeg(picture, int(rng.integers(20, 90)))
    return picture


def _crop(picture: Picture, most: float, rng: np.random.Generator) -> Picture:
    height, width = picture.shape[:2]
    rows = height - int(height * rng.uniform(0, most))
    columns = width - int(width * rng.uniform(0, most))
    top = int(rng.integers(0, height - rows + 1))
    left = int(rng.integers(0, width - columns + 1))
    return picture[top : top + rows, left : left + columns]


def _rotate(picture: Picture, degrees: float) -> Picture:
    height, width = picture.shape[:2]
    turn = cv2.getRotationMatrix2D((width / 2, height / 2), degrees, 1.0)
    turned = cv2.warpAffine(picture, turn, (width, height), borderMode=cv2.BORDER_REFLECT_101)
    return np.asarray(turned, np.uint8)


def _cast(picture: Picture, strength: float, rng: np.random.Generator) -> Picture:
    """Change each channel's gain, the contrast and the saturation."""
    gain = 1 + rng.uniform(-strength, strength, 3)
    contrast = 1 + rng.uniform(-strength, strength)
    saturation = 1 + rng.uniform(-2 * strength, strength)
    values = picture.astype(np.float32) * gain.astype(np.float32)
    values = (values - values.mean()) * np.float32(contrast) + values.mean()
    grey = values.mean(axis=2, keepdims=True)
    values = grey + (values - grey) * np.float32(max(saturation, 0))
    return np.asarray(np.clip(values, 0, 255), np.uint8)


def grey_scale(picture: Picture) -> Picture:
    """Take the colour out of a uint8 RGB picture."""
    return np.asarray(cv2.merge([cv2.cvtColor(picture, cv2.COLOR_RGB2GRAY)] * 3), np.uint8)


def jpeg(picture: Picture, quality: int) -> Picture:
    """Save a uint8 RGB picture as JPEG of `quality` (0 to 100) and open it again."""
    _, data = cv2.imencode(".jpg", picture, [cv2.IMWRITE_JPEG_QUALITY, quality])
    return np.asarray(cv2.imdecode(data, cv2.IMREAD_COLOR), np.uint8)
