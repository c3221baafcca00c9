"""Why the network says so: where in the picture it found the evidence for a label."""

from typing import Final

import cv2
import numpy as np
import numpy.typing as npt

Floats = npt.NDArray[np.float32]

SIDE: Final = 224
"""Longer side of an overlay, in pixels: the map has 7 × 7 cells, and browsers enlarge smoothly."""


def class_maps(features: Floats, weights: Floats) -> Floats:
    """Return the evidence for each label in each cell, shape (C, h, w), by class activation.

    `features` (h, w, E) is the network's last feature map and `weights` (C, E) its linear head,
    so a map's mean is the label's logit but for the bias. Source: Zhou et al., Learning Deep
    Features for Discriminative Localization, CVPR 2016.
    """
    return np.asarray(np.einsum("hwe,ce->chw", features, weights), np.float32)


def contrast(maps: Floats, index: int) -> Floats:
    """Return what speaks for one label rather than for the others, scaled to 0 … 1, (h, w).

    Without the mean over all labels, cells that excite every label would look decisive.
    """
    evidence = np.maximum(maps[index] - maps.mean(axis=0), 0)
    return np.asarray(evidence / max(float(evidence.max()), np.finfo(np.float32).tiny))


def overlay(heat: Floats, ratio: float) -> npt.NDArray[np.uint8]:
    """Return a heat map (h, w) of 0 … 1 as RGBA (H, W, 4), W / H = `ratio`, clear where cold."""
    width, height = (SIDE, round(SIDE / ratio)) if ratio >= 1 else (round(SIDE * ratio), SIDE)
    size = (max(1, width), max(1, height))
    smooth = np.clip(cv2.resize(heat, size, interpolation=cv2.INTER_CUBIC), 0, 1)
    colours = cv2.applyColorMap((255 * smooth).astype(np.uint8), cv2.COLORMAP_INFERNO)
    rgba = cv2.cvtColor(colours, cv2.COLOR_BGR2RGBA)
    rgba[..., 3] = (255 * np.sqrt(smooth)).astype(np.uint8)
    return np.asarray(rgba)


def encode_png(picture: npt.NDArray[np.uint8]) -> bytes:
    """Return an RGBA picture (H, W, 4) as the bytes of a PNG."""
    return bytes(cv2.imencode(".png", cv2.cvtColor(picture, cv2.COLOR_RGBA2BGRA))[1])
