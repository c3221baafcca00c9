"""The pictures of a data set: bars, sizes and a wall of works, as PNG bytes."""

from collections.abc import Callable
from typing import Final

import matplotlib as mpl
import numpy as np
from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.ticker import MaxNLocator

from whence.learning.drawing import INK, png, style
from whence.learning.exploring import Survey

_ACROSS: Final = 5
_MOST_BARS: Final = 30


def figures(survey: Survey) -> dict[str, bytes]:
    """Draw `labels`, `works`, `sizes` and, where works name a source, `sources`, as PNG files."""
    drawings: dict[str, Callable[[Survey], Figure]] = {
        "labels": _labels,
        "works": _works,
        "sizes": _sizes,
    }
    if survey.sources:
        drawings["sources"] = _sources
    with style(**{"axes.spines.top": False, "axes.spines.right": False}):
        return {name: png(draw(survey)) for name, draw in drawings.items()}


def _bars(names: list[str]) -> tuple[Figure, Axes]:
    """Make a figure with one row for each name, the first at the top."""
    height = max(2.2, 0.8 + 0.24 * len(names))
    figure = Figure(figsize=(8, height), layout="constrained")
    axes = figure.add_subplot()
    axes.set_yticks(range(len(names)), [_short(name, 40) for name in names])
    axes.set(ylim=(len(names) - 0.5, -0.5), xlabel="works")
    axes.xaxis.set_major_locator(MaxNLocator(integer=True))
    return figure, axes


def _labels(survey: Survey) -> Figure:
    figure, axes = _bars(list(survey.labels))
    bars = axes.barh(range(len(survey.labels)), list(survey.labels.values()), color=INK)
    axes.bar_label(bars, fmt="{:,.0f}", padding=3)
    axes.margins(x=0.12)
    return figure


def _works(survey: Survey) -> Figure:
    rows = -(-len(survey.works) // _ACROSS)
    figure = Figure(figsize=(9, 2 * rows), layout="constrained")
    for axes in (grid := figure.subplots(rows, _ACROSS, squeeze=False)).flat:
        axes.axis("off")
    for axes, (item, pixels) in zip(grid.flat, survey.works, strict=False):
        axes.imshow(pixels)
        axes.set_title(_short(", ".join(item.labels) or "(no label)"), fontsize=9)
    return figure


def _sizes(survey: Survey) -> Figure:
    figure = Figure(figsize=(9, 4), layout="constrained")
    left, right = figure.subplots(1, 2)
    (width, height), count = _distinct(survey)
    left.scatter(width, height, s=np.sqrt(count) * 8, alpha=0.4, color=INK, linewidths=0)
    left.set(xlabel="width in pixels", ylabel="height in pixels")
    proportions = np.log2(survey.sizes[:, 0] / survey.sizes[:, 1])
    right.hist(proportions, bins=np.linspace(-2.5, 2.5, 41).tolist(), color=INK)
    ticks = (-2, -1, 0, 1, 2)
    right.set_xticks(ticks, ["1:4", "1:2", "1:1", "2:1", "4:1"])
    right.set(xlabel="width to height", ylabel="works")
    return figure


def _distinct(survey: Survey) -> tuple[tuple[np.ndarray, np.ndarray], np.ndarray]:
    """Return each size once and how often it occurs, so that a thousand alike are one dot."""
    sizes, count = np.unique(survey.sizes, axis=0, return_counts=True)
    return (sizes[:, 0], sizes[:, 1]), count


def _sources(survey: Survey) -> Figure:
    rows = list(survey.sources.items())[:_MOST_BARS]
    labels = [label for label in survey.labels if any(label in counts for _, counts in rows)]
    figure, axes = _bars([source for source, _ in rows])
    left = np.zeros(len(rows))
    colours = mpl.colormaps["tab10" if len(labels) <= 10 else "tab20"]
    for index, label in enumerate(labels):
        width = np.array([counts.get(label, 0) for _, counts in rows])
        colour = colours(index % colours.N)
        axes.barh(range(len(rows)), width, left=left, label=_legend(label), color=colour)
        left += width
    if len(labels) <= 20:
        figure.legend(loc="outside right upper", frameon=False)
    return figure


def _short(words: str, most: int = 22) -> str:
    return words if len(words) <= most else f"{words[: most - 1]}…"


def _legend(label: str) -> str:
    """Shorten a label; matplotlib leaves out of a legend what begins with an underscore."""
    return f" {_short(label)}" if label.startswith("_") else _short(label)
