"""The figures of an evaluation as PNG: confusion, reliability, answering only when sure."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import numpy as np
from matplotlib.figure import Figure

from whence.files import atomic_write
from whence.learning.drawing import INK, png, style


def draw(report: dict[str, Any], folder: Path) -> list[Path]:
    """Draw the figures of an `evaluation.json` into `folder` and return their files."""
    drawings: dict[str, tuple[Callable[[Any], Figure], Any]] = {
        "confusion": (confusion, report["test"]["confusion"]),
        "reliability": (reliability, report["selective"]["reliability"]),
        "selective": (selective, report["selective"]["curve"]),
    }
    files = []
    for name, (drawing, facts) in drawings.items():
        files.append(folder / f"{name}.png")
        with style():
            atomic_write(files[-1], png(drawing(facts)))
    return files


def confusion(table: dict[str, Any]) -> Figure:
    """Draw the confusion matrix, rows true, with counts."""
    labels, rows = table["labels"], np.array(table["rows_true"])
    figure = Figure(figsize=(4.5, 4.2), layout="constrained")
    axes = figure.add_subplot()
    axes.imshow(rows / np.maximum(rows.sum(axis=1, keepdims=True), 1), cmap="Greys", vmin=0, vmax=1)
    axes.set_xticks(range(len(labels)), labels, rotation=90 if len(labels) > 6 else 0)
    axes.set_yticks(range(len(labels)), labels)
    axes.set(xlabel="the network says", ylabel="the label says")
    if len(labels) <= 20:
        for (i, j), count in np.ndenumerate(rows):
            shade = "white" if count > rows[i].sum() / 2 else "black"
            axes.text(j, i, str(count), ha="center", va="center", color=shade)
    return figure


def reliability(rows: list[dict[str, float]]) -> Figure:
    """Draw share right against confidence; on the diagonal confidence keeps its word."""
    figure = Figure(figsize=(4.5, 4.2), layout="constrained")
    axes = figure.add_subplot()
    axes.plot([0, 1], [0, 1], color="0.7", linewidth=1)
    axes.plot([r["confidence"] for r in rows], [r["accuracy"] for r in rows], "o-", color=INK)
    axes.set(xlabel="confidence", ylabel="share right", xlim=(0, 1.01), ylim=(0, 1.01))
    return figure


def selective(rows: list[dict[str, float]]) -> Figure:
    """Draw accuracy against the share of pictures answered, surest first."""
    figure = Figure(figsize=(4.5, 4.2), layout="constrained")
    axes = figure.add_subplot()
    axes.plot([r["answered"] for r in rows], [r["accuracy"] for r in rows], "o-", color=INK)
    axes.set(xlabel="share answered", ylabel="share right", xlim=(0, 1.01))
    return figure
