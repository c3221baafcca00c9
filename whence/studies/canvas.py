"""A canvas drawn at twice the wanted size, measured in thousandths of its longer side."""

from collections.abc import Iterator
from contextlib import contextmanager

import cv2
import numpy as np
from numpy.typing import NDArray

from whence.studies.noise import Field, cloud
from whence.studies.shapes import Outline, Points, disc, ribbon, swell

Pixels = NDArray[np.uint8]
Colour = tuple[float, float, float]
_FRACTION = 4  # bits of a pixel that OpenCV keeps when it draws between pixels


class Canvas:
    """Pixels (H, W, 3), uint8 RGB, with its own random numbers.

    All lengths are in units of a thousandth of the longer side, so that a seed gives the same
    picture at every size. `aspect` is width / height.
    """

    def __init__(self, aspect: float, size: int, rng: np.random.Generator, ground: Colour) -> None:
        longer = 2 * size
        wide = longer if aspect >= 1 else max(2, round(longer * aspect))
        high = longer if aspect <= 1 else max(2, round(longer / aspect))
        self.rng = rng
        self.scale = longer / 1000
        self.width, self.height = 1000 * min(1.0, aspect), 1000 / max(1.0, aspect)
        self.pixels: Pixels = np.full((high, wide, 3), np.round(ground), np.uint8)

    @property
    def shape(self) -> tuple[int, int]:
        """Rows and columns of the pixels."""
        return self.pixels.shape[0], self.pixels.shape[1]

    @property
    def x(self) -> Field:
        """Abscissa of each column in units, (1, W)."""
        return (np.arange(self.shape[1], dtype=np.float32)[None] + 0.5) / np.float32(self.scale)

    @property
    def y(self) -> Field:
        """Ordinate of each row in units, (H, 1)."""
        return (np.arange(self.shape[0], dtype=np.float32)[:, None] + 0.5) / np.float32(self.scale)

    def window(self, left: float, top: float, right: float, bottom: float) -> tuple[slice, slice]:
        """Slice the rows and columns of the pixels that lie inside a box."""
        rows = [min(max(0, int(y * self.scale)), self.shape[0]) for y in (top, bottom)]
        columns = [min(max(0, int(x * self.scale)), self.shape[1]) for x in (left, right)]
        return slice(*rows), slice(*columns)

    def noise(self, cells: float = 4.0, octaves: int = 4, stretch: float = 1.0) -> Field:
        """Make fractal noise of the canvas's shape, 0 to 1; see `noise.cloud`."""
        return cloud(self.rng, self.shape, cells, octaves, stretch)

    def fill(self, outline: Outline, colour: Colour) -> None:
        """Fill a polygon flatly."""
        points = self._fixed(outline)
        cv2.fillPoly(self.pixels, [points], _rounded(colour), cv2.LINE_AA, _FRACTION)

    def line(self, path: Outline, colour: Colour, width: float = 1.5, closed: bool = False) -> None:
        """Draw an even line, at least one pixel wide."""
        thick = max(1, round(width * self.scale))
        points = self._fixed(path)
        cv2.polylines(
            self.pixels, [points], closed, _rounded(colour), thick, cv2.LINE_AA, _FRACTION
        )

    def stroke(self, path: Points, colour: Colour, widths: Points | float) -> None:
        """Draw a brush line of varying `widths` (N,); one number swells and thins by itself."""
        wide = swell(len(path), widths) if isinstance(widths, (int, float)) else widths
        outline = ribbon(path, np.maximum(wide, 1.0 / self.scale))
        for quad in _quads(self._fixed(outline)):
            cv2.fillConvexPoly(self.pixels, quad, _rounded(colour), cv2.LINE_AA, _FRACTION)

    def dabs(
        self,
        centres: Points,
        rx: Points | float,
        ry: Points | float,
        turn: Points | float,
        colours: Points,
    ) -> None:
        """Press many small oval brush marks: `centres` (N, 2), the rest (N,) or one for all."""
        count = len(centres)
        radii = np.stack([np.broadcast_to(rx, count), np.broadcast_to(ry, count)], 1)
        angle = np.broadcast_to(turn, count)
        unit = disc(0, 0, 1)[::4]
        local = unit[None] * radii[:, None]
        c, s = np.cos(angle)[:, None], np.sin(angle)[:, None]
        x = local[..., 0] * c - local[..., 1] * s + centres[:, :1]
        y = local[..., 0] * s + local[..., 1] * c + centres[:, 1:]
        fixed = self._fixed(np.stack([x, y], 2))
        tones = np.broadcast_to(np.round(colours), (count, 3)).tolist()
        for points, tone in zip(fixed, tones, strict=True):
            cv2.fillConvexPoly(self.pixels, points, tone, cv2.LINE_AA, _FRACTION)

    def mask(self, outline: Outline, soft: float = 0.0) -> Field:
        """Rasterise a polygon to a mask (H, W), 0 to 1, its edge blurred by `soft` units."""
        mask = np.zeros(self.shape, np.uint8)
        cv2.fillPoly(mask, [self._fixed(outline)], 255, cv2.LINE_AA, _FRACTION)
        return self.blur(mask, soft).astype(np.float32) / np.float32(255)

    def blur(self, image: NDArray[np.uint8] | Field, soft: float) -> NDArray[np.generic]:
        """Blur an image of the canvas's shape by a Gaussian of `soft` units."""
        if soft * self.scale < 0.4:
            return image
        return np.asarray(cv2.GaussianBlur(image, (0, 0), soft * self.scale))

    def wash(
        self, mask: NDArray[np.floating], paint: Colour | Pixels, at: tuple[int, int] = (0, 0)
    ) -> None:
        """Lay `paint` (a colour, or pixels of the canvas's shape) through `mask`, 0 to 1.

        A mask smaller than the canvas has its top left corner at the row and column `at`.
        """
        area = np.s_[at[0] : at[0] + mask.shape[0], at[1] : at[1] + mask.shape[1]]
        below = np.ascontiguousarray(self.pixels[area])
        if isinstance(paint, np.ndarray):
            above = np.ascontiguousarray(paint[area])
        else:
            row = np.full((1, *below.shape[1:]), np.round(paint), np.uint8)
            above = np.repeat(row, len(below), 0)
        cover = np.clip(mask, 0, 1).astype(np.float32)
        self.pixels[area] = cv2.blendLinear(above, below, cover, 1 - cover)

    @contextmanager
    def veil(self, cover: Field | float) -> Iterator[None]:
        """Let what is drawn inside the block show only as far as `cover` (0 to 1) says."""
        before = self.pixels.copy()
        yield
        after, self.pixels = self.pixels, before
        if isinstance(cover, (int, float)):
            self.pixels = np.asarray(cv2.addWeighted(after, cover, before, 1 - cover, 0), np.uint8)
        else:
            self.wash(cover, after)

    def shade(self, factor: NDArray[np.floating], tint: Colour = (255, 255, 255)) -> None:
        """Multiply the picture by `factor` (H, W) and by `tint` / 255."""
        factors = cv2.merge([factor.astype(np.float32) * np.float32(t / 255) for t in tint])
        self.pixels = np.asarray(cv2.multiply(self.pixels, factors, dtype=cv2.CV_8U), np.uint8)

    def _fixed(self, points: Outline) -> NDArray[np.int32]:
        """Turn units into OpenCV's fixed-point pixels."""
        pixels = np.asarray(points, float) * self.scale - 0.5
        return np.asarray(np.round(pixels * 2**_FRACTION), np.int32)


def _rounded(colour: Colour) -> tuple[float, ...]:
    return tuple(float(round(c)) for c in colour)


def _quads(outline: NDArray[np.int32]) -> NDArray[np.int32]:
    """Cut a ribbon's outline into convex pieces, since it may cross itself."""
    half = len(outline) // 2
    left, right = outline[:half], outline[half:][::-1]
    return np.stack([left[:-1], left[1:], right[1:], right[:-1]], 1)
