"""How good a set of answers is: pure functions of true and said labels."""

from collections.abc import Callable
from typing import Any

import numpy as np
import numpy.typing as npt

Ints = npt.NDArray[np.intp]
Floats = npt.NDArray[np.float64]


def confusion(true: Ints, said: Ints, classes: int) -> npt.NDArray[np.intp]:
    """Count answers, (C, C): row true, column said."""
    table = np.zeros((classes, classes), np.intp)
    np.add.at(table, (true, said), 1)
    return table


def recalls(table: npt.NDArray[np.intp]) -> npt.NDArray[np.float64]:
    """Return each class's share found, NaN for a class that does not occur."""
    totals = table.sum(axis=1)
    shares = np.full(len(table), np.nan)
    np.divide(np.diag(table), totals, out=shares, where=totals > 0)
    return shares


def balanced_accuracy(true: Ints, said: Ints, classes: int) -> float:
    """Return the mean share found over the classes that occur, in [0, 1]."""
    return float(np.nanmean(recalls(confusion(true, said, classes))))


def agreement(said: Floats, other: Floats) -> dict[str, float]:
    """Compare two networks' probabilities (N, C) picture by picture.

    Returns the share of pictures that get one label, and the largest difference of a probability.
    """
    return {
        "same_label": float((said.argmax(axis=1) == other.argmax(axis=1)).mean()),
        "largest_difference": float(np.abs(said - other).max()),
    }


def per_class(table: npt.NDArray[np.intp], labels: tuple[str, ...]) -> dict[str, dict[str, Any]]:
    """Return precision, recall, F1 and the number of pictures of each label."""
    found = np.diag(table)
    result = {}
    for index, label in enumerate(labels):
        true, said = int(table[index].sum()), int(table[:, index].sum())
        result[label] = {
            "precision": _share(found[index], said),
            "recall": _share(found[index], true),
            "f1": _share(2 * found[index], true + said),
            "n": true,
        }
    return result


def _share(part: Any, whole: int) -> float:
    return float(part) / whole if whole else 0.0


def intervals(
    true: Ints, said: Ints, classes: int, clusters: Ints, draws: int = 1000, seed: int = 0
) -> tuple[list[float], list[list[float] | None]]:
    """Return the bootstrap 95 % intervals of balanced accuracy and of each class's share found.

    Whole `clusters` (an artist's works, near-duplicates) are drawn within each class, since works
    of one hand are not independent (cluster bootstrap, Davison & Hinkley 1997). None for a class
    that does not occur. Of few clusters an interval is too narrow, of one it is none at all.
    """
    rng = np.random.default_rng(seed)
    scores: list[Floats | None] = [None] * classes
    for label in np.unique(true):
        mine = true == label
        names, member = np.unique(clusters[mine], return_inverse=True)
        size = np.bincount(member)
        right = np.bincount(member, weights=said[mine] == label)
        drawn = rng.integers(0, len(names), (draws, len(names)))
        scores[label] = right[drawn].sum(axis=1) / size[drawn].sum(axis=1)
    present = [drawn for drawn in scores if drawn is not None]
    each = [None if drawn is None else _middle(drawn) for drawn in scores]
    return _middle(np.mean(present, axis=0)), each


def _middle(values: Floats) -> list[float]:
    low, high = np.nanquantile(values, [0.025, 0.975])
    return [float(low), float(high)]


def interval_of(
    counts: Floats,
    clusters: Ints,
    statistic: Callable[[Floats], Floats],
    draws: int = 1000,
    seed: int = 0,
) -> list[float]:
    """Return the cluster bootstrap's 95 % interval of a statistic of sums.

    `counts` (N, K) are summed over the pictures of the clusters drawn; `statistic` turns such sums
    (draws, K) into values (draws,).
    """
    names, member = np.unique(clusters, return_inverse=True)
    sums = np.zeros((len(names), counts.shape[1]))
    np.add.at(sums, member, counts)
    even = np.full(len(names), 1 / len(names))
    drawn = np.random.default_rng(seed).multinomial(len(names), even, draws)
    return _middle(statistic(drawn @ sums))


def share_interval(right: npt.NDArray[Any], clusters: Ints) -> list[float]:
    """Return the bootstrap 95 % interval of the mean of `right` (N,), drawn by cluster."""
    counts = np.stack([right, np.ones(len(right))], axis=1).astype(np.float64)
    return interval_of(counts, clusters, lambda sums: np.asarray(sums[:, 0] / sums[:, 1]))
