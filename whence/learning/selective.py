"""Answering only when sure: reliability, accuracy against share answered, the three verdicts."""

from typing import Any

import numpy as np
import numpy.typing as npt

from whence.learning.calibration import among_equals

Floats = npt.NDArray[np.float64]
Bools = npt.NDArray[np.bool_]


def reliability(confidence: Floats, right: Bools, bins: int = 15) -> list[dict[str, float]]:
    """Return mean confidence and share right in `bins` of equal mass, least sure first."""
    order = np.argsort(confidence, kind="stable")
    found = among_equals(confidence, right)
    return [
        {"n": len(part), "confidence": _mean(confidence[part]), "accuracy": _mean(found[part])}
        for part in np.array_split(order, min(bins, max(len(order), 1)))
    ]


def curve(confidence: Floats, right: Bools, points: int = 20) -> list[dict[str, float]]:
    """Return accuracy among the surest answers for `points` shares answered up to all.

    Equals are answered together: each share is one that a least confidence gives.
    """
    order = np.argsort(-confidence, kind="stable")
    wanted = np.maximum(1, np.round(np.linspace(0, 1, points + 1)[1:] * len(order))).astype(int)
    doubt = -confidence[order]
    ends = np.unique(np.searchsorted(doubt, doubt[wanted - 1], side="right"))
    return [
        {
            "answered": round(end / len(order), 4),
            "accuracy": _mean(right[order[:end]]),
            "from": round(float(confidence[order[end - 1]]), 4),
        }
        for end in ends
    ]


def verdicts(confidence: Floats, strange: Floats | None, sure_from: float) -> npt.NDArray[np.str_]:
    """Return each answer's verdict, as the classifier gives it for one label of many."""
    said = np.where(confidence < sure_from, "torn", "confident")
    return said if strange is None else np.where(strange > 1, "unknown", said)


def by_verdict(said: npt.NDArray[np.str_], right: Bools) -> dict[str, Any]:
    """Return the share of each verdict, and how many in 100 are right when it is sure."""
    sure = said == "confident"
    return {
        "n": len(said),
        **{name: _mean(said == name) for name in ("confident", "torn", "unknown")},
        "right_when_sure": _mean(right[sure]) if sure.any() else None,
    }


def _mean(values: npt.NDArray[Any]) -> float:
    return round(float(values.mean()), 5)
