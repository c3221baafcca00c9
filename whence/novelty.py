"""Is a picture like anything the network learned? From its logits and embedding, NumPy alone."""

from collections.abc import Callable, Mapping
from typing import Any, Final

import numpy as np
import numpy.typing as npt

Statistics = Mapping[str, Any]
Floats = npt.NDArray[np.floating]
Score = Callable[[Statistics, Floats, Floats], npt.NDArray[np.float64]]


def novelty(statistics: Statistics, logits: Floats, embeddings: Floats) -> npt.NDArray[np.float64]:
    """Say how strange pictures are, (N,), from logits (N, C) and embeddings (N, E).

    0 is an ordinary known work (the median of validation, or less strange), 1 the limit that 95 %
    of them keep; above 1 is unlike anything learned. `statistics` name their `score` and hold
    `typical` and `limit` on its scale, beside what the score itself needs.
    """
    raw = SCORES[statistics["score"]](statistics, logits, embeddings)
    typical, limit = float(statistics["typical"]), float(statistics["limit"])
    return np.maximum((raw - typical) / (limit - typical), 0.0)


def widened(statistics: Statistics) -> dict[str, Any]:
    """Return statistics read from a model, whose arrays are of half precision, in single.

    Else they would be converted for each picture, which takes longer than the score.
    """
    return {
        name: value.astype(np.float32) if isinstance(value, np.ndarray) else value
        for name, value in statistics.items()
    }


def unit(rows: Floats) -> npt.NDArray[np.float32]:
    """Scale rows (N, E) to length 1: their length tells contrast, not kind."""
    rows = np.asarray(rows, np.float32)
    return np.asarray(rows / np.maximum(np.linalg.norm(rows, axis=1, keepdims=True), 1e-6))


def mahalanobis(statistics: Statistics, _: Floats, embeddings: Floats) -> npt.NDArray[np.float64]:
    """Return the squared distance to the nearest class (Lee et al. 2018), on unit embeddings.

    One covariance for all classes: the variances `spread` (m,) along `axes` (E, m) and `rest` in
    every other direction, as in probabilistic PCA (Tipping & Bishop 1999). `means` (C, E) are the
    classes', `places` (C, m) the same along the axes.
    """
    rows, means = unit(embeddings), np.asarray(statistics["means"], np.float32)
    along = _products(rows, statistics["axes"].T)[:, None] - statistics["places"]
    lengths = (rows**2).sum(axis=1)[:, None] + (means**2).sum(axis=1)
    away = lengths - 2 * _products(rows, means)
    outside = np.maximum(away - (along**2).sum(axis=-1), 0) / statistics["rest"]
    inside = (along**2 / statistics["spread"]).sum(axis=-1)
    return np.asarray((inside + outside).min(axis=1), np.float64)


def neighbours(statistics: Statistics, _: Floats, embeddings: Floats) -> npt.NDArray[np.float64]:
    """Return 1 - cosine to the nearest of the `centres` (k, E) (after Sun et al. 2022)."""
    alike = _products(unit(embeddings), statistics["centres"])
    return np.asarray(1 - alike.max(axis=1), np.float64)


def _products(rows: Floats, others: Floats) -> npt.NDArray[np.float32]:
    """Return the scalar products (N, K) of rows (N, E) and (K, E).

    Not by `@`: for one row BLAS wakes threads of its own and on busy cores waits for them (35 ms
    where this takes a fraction of one).
    """
    return np.asarray(np.einsum("ne,ke->nk", rows, np.asarray(others, np.float32)))


def energy(_: Statistics, logits: Floats, __: Floats) -> npt.NDArray[np.float64]:
    """Return the free energy -log sum exp logits (Liu et al. 2020)."""
    rows = np.asarray(logits, np.float64)
    most = rows.max(axis=1)
    return np.asarray(-most - np.log(np.exp(rows - most[:, None]).sum(axis=1)))


def doubt(_: Statistics, logits: Floats, __: Floats) -> npt.NDArray[np.float64]:
    """Return 1 - the largest softmax probability (Hendrycks & Gimpel 2017)."""
    rows = np.asarray(logits, np.float64)
    return np.asarray(1 - 1 / np.exp(rows - rows.max(axis=1, keepdims=True)).sum(axis=1))


SCORES: Final[dict[str, Score]] = {
    "mahalanobis": mahalanobis,
    "neighbours": neighbours,
    "energy": energy,
    "doubt": doubt,
}
