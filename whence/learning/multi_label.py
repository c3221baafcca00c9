"""How good a model is whose labels do not exclude each other, and where each label begins."""

from typing import Any

import numpy as np
import numpy.typing as npt
from sklearn.metrics import average_precision_score

from whence.learning.calibration import calibration_error
from whence.learning.metrics import interval_of, share_interval

Floats = npt.NDArray[np.floating]
Ints = npt.NDArray[np.intp]


def thresholds(targets: Floats, said: Floats) -> tuple[float, ...]:
    """Choose for each label the probability from which it holds: the best F1 on validation.

    `targets` and `said` are (N, C). Of equals the one nearest to a half is taken.
    """
    return tuple(_threshold(targets[:, i] > 0, said[:, i]) for i in range(targets.shape[1]))


def _threshold(true: npt.NDArray[np.bool_], said: Floats) -> float:
    values = np.unique(said)
    candidates = np.concatenate([[0.5, values[0] / 2], (values[1:] + values[:-1]) / 2])
    chosen, found = (
        len(some) - np.searchsorted(np.sort(some), candidates) for some in (said, said[true])
    )
    scores = 2 * found / np.maximum(chosen + true.sum(), 1)
    return float(min(zip(-scores, np.abs(candidates - 0.5), candidates, strict=True))[2])


def figures(
    labels: tuple[str, ...], targets: Floats, said: Floats, least: tuple[float, ...], groups: Ints
) -> dict[str, Any]:
    """Measure probabilities (N, C) against targets (N, C) of 0 and 1, each label from `least` on.

    `accuracy` is binary accuracy: the share of right yes and no over all labels and pictures.
    """
    true, chosen = targets > 0, said >= np.asarray(least)
    each = {
        label: _label(true[:, i], chosen[:, i], said[:, i], least[i])
        for i, label in enumerate(labels)
    }
    counts = np.concatenate([true & chosen, true, ~true & ~chosen, ~true], axis=1)
    return {
        "n": len(true),
        "accuracy": float((true == chosen).mean()),
        "accuracy_interval95": share_interval((true == chosen).mean(axis=1), groups),
        "accuracy_at_half": float((true == (said >= 0.5)).mean()),
        "all_labels_right": float((true == chosen).all(axis=1).mean()),
        "balanced_accuracy": float(_balanced(counts.sum(axis=0)[None].astype(np.float64))[0]),
        "interval95": interval_of(counts.astype(np.float64), groups, _balanced),
        "macro_f1": float(np.mean([row["f1"] for row in each.values()])),
        "map": float(np.mean([row["average_precision"] for row in each.values()])),
        "ece": calibration_error(said.ravel(), true.ravel()),
        "per_class": each,
    }


def _label(
    true: npt.NDArray[np.bool_], chosen: npt.NDArray[np.bool_], said: Floats, least: float
) -> dict[str, float]:
    found = int((true & chosen).sum())
    return {
        "precision": found / max(int(chosen.sum()), 1),
        "recall": found / max(int(true.sum()), 1),
        "f1": 2 * found / max(int(chosen.sum() + true.sum()), 1),
        "average_precision": float(average_precision_score(true, said)),
        "threshold": least,
        "n": int(true.sum()),
    }


def _balanced(sums: npt.NDArray[np.float64]) -> npt.NDArray[np.float64]:
    """Return the mean over labels of the shares of yes and of no found, from sums (D, 4 C)."""
    found, yes, refused, no = np.split(sums, 4, axis=1)
    with np.errstate(invalid="ignore", divide="ignore"):
        both = (found / yes + refused / no) / 2  # NaN for a label without yes, or without no
        known = ~np.isnan(both)
        return np.asarray(np.where(known, both, 0).sum(axis=1) / known.sum(axis=1))
