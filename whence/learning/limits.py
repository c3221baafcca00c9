"""Where a model's knowledge ends: novelty statistics, and the confidence that counts as sure."""

from collections.abc import Mapping, Sequence
from typing import Any, Final

import numpy as np
import numpy.typing as npt
from sklearn.cluster import KMeans
from sklearn.metrics import roc_auc_score

from whence.learning.answers import Answers
from whence.novelty import SCORES, novelty, unit

Floats = npt.NDArray[np.floating]
Ints = npt.NDArray[np.intp]
KNOWN_SHARE: Final = 0.95
"""Share of known works (validation) that must not be called unknown."""


def fit(score: str, train: Answers, labels: Ints, valid: Answers) -> dict[str, Any]:
    """Fit the statistics of one score of `whence.novelty`: on training, its limit on validation.

    `labels` (N,) are the classes of the training answers.
    """
    statistics: dict[str, Any] = {"score": score}
    if score == "mahalanobis":
        statistics |= _classes(unit(train.embeddings), labels)
    elif score == "neighbours":
        statistics |= {"centres": _centres(unit(train.embeddings), labels).astype(np.float16)}
    raw = SCORES[score](statistics, valid.logits, valid.embeddings)
    typical, limit = np.quantile(raw, [0.5, KNOWN_SHARE])
    return statistics | {"typical": float(typical), "limit": float(max(limit, typical + 1e-6))}


def _classes(rows: Floats, labels: Ints, axes: int = 128) -> dict[str, Any]:
    """Fit class means and the main axes of what varies within the classes."""
    names, member = np.unique(labels, return_inverse=True)
    means = np.stack([rows[labels == name].mean(axis=0) for name in names])
    spread, directions = _main_axes((rows - means[member]).astype(np.float64))
    kept = min(axes, len(rows) // 4, len(spread) - 1)
    floor = max(float(spread[0]) * 1e-6, 1e-12)  # a class of one picture varies in nothing
    centres, along = means.astype(np.float16), directions[:, :kept].astype(np.float16)
    return {
        "means": centres,
        "axes": along,
        "places": centres.astype(np.float32) @ along.astype(np.float32),
        "spread": np.maximum(spread[:kept], floor).astype(np.float32),
        "rest": max(float(spread[kept:].mean()), floor),
    }


def _main_axes(inner: Floats) -> tuple[Floats, Floats]:
    """Return the variances (E,) of centred rows (N, E) along their axes (E, N or E), most first.

    Of more numbers than rows (a flattened network has 18,432) only the axes are sought in which
    anything varies: a matrix of all with all would have gigabytes.
    """
    count, length = inner.shape
    if count >= length:
        spread, directions = np.linalg.eigh(inner.T @ inner / count)
        return spread[::-1], directions[:, ::-1]
    _, lengths, found = np.linalg.svd(inner, full_matrices=False)
    return np.pad(lengths**2 / count, (0, length - count)), found.T


def _centres(rows: Floats, labels: Ints, most: int = 256) -> Floats:
    """Find centres of like works within each class; classes share `most` evenly."""
    classes = np.unique(labels)
    found = []
    for name in classes:
        mine = rows[labels == name]
        count = max(1, min(most // len(classes), len(mine) // 4))
        found.append(KMeans(count, n_init=1, random_state=0).fit(mine).cluster_centers_)
    return unit(np.concatenate(found))


def separation(
    statistics: Mapping[str, Any], known: Answers, strange: Answers, kinds: Sequence[str]
) -> dict[str, dict[str, float]]:
    """Measure by kind how strangers stand apart from known works, and the mean over kinds.

    `auroc`: chance that a stranger is the stranger of a pair; `passed`: share of strangers within
    the limit.
    """
    ours = novelty(statistics, known.logits, known.embeddings)
    theirs = novelty(statistics, strange.logits, strange.embeddings)
    names = np.array(kinds)
    rows = {
        str(name): {
            "n": int((names == name).sum()),
            "auroc": auroc(ours, theirs[names == name]),
            "passed": float((theirs[names == name] <= 1).mean()),
        }
        for name in np.unique(names)
    }
    mean = {key: float(np.mean([row[key] for row in rows.values()])) for key in ("auroc", "passed")}
    return {"all": {"n": len(names), **mean}, **rows}


def auroc(known: Floats, strange: Floats) -> float:
    """Return the area under the curve of telling `strange` from `known` scores."""
    truth = np.repeat([0, 1], [len(known), len(strange)])
    return float(roc_auc_score(truth, np.concatenate([known, strange])))


def sure_from(confidence: Floats, right: npt.NDArray[np.bool_], target: float) -> float:
    """Return the least confidence from which answers on validation are right `target` of the time.

    Never below a half (two labels would both be sure) nor above the surest answer but a few: where
    the target is out of reach the surest tenth still answers.
    """
    order = np.argsort(-confidence, kind="stable")
    share = np.cumsum(right[order]) / np.arange(1, len(order) + 1)
    share[:-1][np.diff(confidence[order]) == 0] = -1  # equals are sure together or not at all
    least = max(1, len(order) // 10)
    reached = np.flatnonzero(share[least - 1 :] >= target)
    last = int(reached[-1]) + least - 1 if len(reached) else least - 1
    return float(max(confidence[order[last]], 0.5))
