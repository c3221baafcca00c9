"""Picture to model input: the one preparation, for training and serving alike."""

from dataclasses import dataclass
from typing import Final, Literal

import cv2
import numpy as np
import numpy.typing as npt

Scale = Literal["tf", "torch", "caffe", "raw"]

_TORCH_MEAN: Final = np.array([0.485, 0.456, 0.406], dtype=np.float32)
_TORCH_DEVIATION: Final = np.array([0.229, 0.224, 0.225], dtype=np.float32)
_CAFFE_MEAN_BGR: Final = np.array([103.939, 116.779, 123.68], dtype=np.float32)


@dataclass(frozen=True)
class InputSpec:
    """What a network wants to see: a square of `size` pixels, scaled as keras.applications do.

    `tf` is [-1, 1]; `torch` is ImageNet's mean and deviation; `caffe` is BGR less its mean;
    `raw` is [0, 255].
    """

    size: int
    scale: Scale = "tf"


def squash(picture: npt.NDArray[np.uint8], size: int) -> npt.NDArray[np.uint8]:
    """Bring a uint8 RGB picture (H, W, 3) to (size, size, 3) without cropping.

    The aspect ratio betrays the collection, so it is dropped. A side that shrinks is averaged
    (INTER_AREA), a side that grows is interpolated (INTER_CUBIC).
    """
    height, width = picture.shape[:2]
    small = (min(width, size), min(height, size))
    if small != (width, height):
        picture = cv2.resize(picture, small, interpolation=cv2.INTER_AREA)  # type: ignore[assignment]
    if small != (size, size):
        picture = cv2.resize(picture, (size, size), interpolation=cv2.INTER_CUBIC)  # type: ignore[assignment]
    return picture


def scaled(pictures: npt.NDArray[np.uint8], scale: Scale) -> npt.NDArray[np.float32]:
    """Turn uint8 RGB (..., 3) into float32 in the range that `scale` names."""
    values = pictures.astype(np.float32)
    if scale == "tf":
        values /= np.float32(127.5)
        values -= np.float32(1)
        return values
    if scale == "torch":
        return (values / np.float32(255) - _TORCH_MEAN) / _TORCH_DEVIATION
    if scale == "caffe":
        return values[..., ::-1] - _CAFFE_MEAN_BGR
    return values


def prepare(picture: npt.NDArray[np.uint8], spec: InputSpec) -> npt.NDArray[np.float32]:
    """Turn a uint8 RGB picture (H, W, 3) of any size into the input (1, S, S, 3) of a network."""
    return scaled(squash(picture, spec.size), spec.scale)[None]
