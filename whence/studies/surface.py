"""What a picture is painted on, and how it has aged: paper, silk, canvas, varnish, mounts."""

import cv2
import numpy as np

from whence.studies.canvas import Canvas, Colour, Pixels
from whence.studies.noise import cloud


def mottle(canvas: Canvas, depth: float = 0.06, cells: float = 3.0) -> None:
    """Darken the ground unevenly by up to `depth`, as old paper and silk are."""
    canvas.shade(1 - depth * canvas.noise(cells, 5))


def fibres(canvas: Canvas, colour: Colour, count: int = 120, opacity: float = 0.35) -> None:
    """Scatter short curved fibres, as in mulberry paper."""
    with canvas.veil(opacity):
        for _ in range(count):
            x, y = canvas.rng.uniform(0, [canvas.width, canvas.height])
            t = np.linspace(0, canvas.rng.uniform(6, 22), 5)
            turn, bend = canvas.rng.uniform(0, 6.3), canvas.rng.normal(0, 0.06)
            path = np.stack([x + t * np.cos(turn + bend * t), y + t * np.sin(turn + bend * t)], 1)
            canvas.line(path, colour, 1)


def weave(canvas: Canvas, depth: float = 0.05, pitch: float = 3.2) -> None:
    """Shade the threads of silk or canvas, `pitch` units apart."""
    across = np.sin(canvas.x * (2 * np.pi / pitch)) * np.sin(canvas.y * (2 * np.pi / pitch))
    canvas.shade((1 + depth * across).astype(np.float32))


def vignette(canvas: Canvas, depth: float = 0.18) -> None:
    """Darken towards the corners by up to `depth`."""
    u = canvas.x / canvas.width * 2 - 1
    v = canvas.y / canvas.height * 2 - 1
    canvas.shade((1 - depth * np.clip((u * u + v * v) / 2, 0, 1) ** 1.4).astype(np.float32))


def mount(canvas: Canvas, margins: tuple[float, float, float, float], colour: Colour) -> None:
    """Widen the canvas by `margins` (left, top, right, bottom), in units, of one colour.

    The units of the canvas stay as they were; its longer side becomes more than 1000.
    """
    left, top, right, bottom = (round(m * canvas.scale) for m in margins)
    canvas.pixels = np.asarray(
        cv2.copyMakeBorder(
            canvas.pixels, top, bottom, left, right, cv2.BORDER_CONSTANT, value=colour
        ),
        np.uint8,
    )
    canvas.width += margins[0] + margins[2]
    canvas.height += margins[1] + margins[3]


def finish(canvas: Canvas, size: int, grain: float = 2.5) -> Pixels:
    """Shrink the canvas to `size` pixels on its longer side and add `grain` (levels of 255)."""
    high, wide = canvas.shape
    ratio = size / max(high, wide)
    target = (max(1, round(wide * ratio)), max(1, round(high * ratio)))
    small = cv2.resize(canvas.pixels, target, interpolation=cv2.INTER_AREA).astype(np.float32)
    fine = canvas.rng.normal(0, grain, small.shape[:2]).astype(np.float32)
    blots = (cloud(canvas.rng, small.shape[:2], 60, 2) - 0.5) * np.float32(2 * grain)
    grained = small + (fine * 0.6 + blots)[..., None] + 0.5
    return np.asarray(np.clip(grained, 0, 255), np.uint8)
