"""Making confidence mean what it says: one temperature, fitted on validation (Guo et al. 2017)."""

from typing import Any, Final

import numpy as np
import numpy.typing as npt
from scipy.optimize import minimize_scalar
from scipy.special import log_expit, log_softmax

from whence.bundle import Task

Floats = npt.NDArray[np.floating]


BOUNDS: Final = (0.05, 20.0)
"""Temperatures that are looked at; who needs one of these has learnt nothing, or too little."""


def loss(logits: Floats, targets: Floats, task: Task, temperature: float = 1.0) -> float:
    """Return the mean negative log-likelihood of targets (N, C) of 0 and 1."""
    scaled = logits.astype(np.float64) / temperature
    if task == "single-label":
        return float(-(targets * log_softmax(scaled, axis=1)).sum(axis=1).mean())
    return float(-(targets * log_expit(scaled) + (1 - targets) * log_expit(-scaled)).mean())


def fit_temperature(logits: Floats, targets: Floats, task: Task) -> float:
    """Return the temperature within `BOUNDS` under which `targets` are likeliest."""
    found = minimize_scalar(
        lambda power: loss(logits, targets, task, float(np.exp(power))),
        bounds=tuple(np.log(BOUNDS)),
        method="bounded",
    )
    return float(np.exp(found.x))


def at_bound(temperature: float) -> bool:
    """Tell whether a fitted temperature went as far as it may: confidences then mean little."""
    return any(abs(np.log(temperature / bound)) < 0.01 for bound in BOUNDS)


def calibration_error(confidence: Floats, correct: npt.NDArray[np.bool_], bins: int = 15) -> float:
    """Return the expected calibration error over `bins` bins of equal mass, in [0, 1]."""
    order = np.argsort(confidence, kind="stable")
    right = among_equals(confidence, correct)
    error = 0.0
    for part in np.array_split(order, min(bins, max(len(order), 1))):
        if len(part):
            error += len(part) * abs(float(confidence[part].mean()) - float(right[part].mean()))
    return error / max(len(order), 1)


def among_equals(confidence: Floats, right: npt.NDArray[Any]) -> npt.NDArray[np.float64]:
    """Give answers of one confidence the share right among them: no order of theirs counts."""
    _, same = np.unique(confidence, return_inverse=True)
    return np.asarray((np.bincount(same, right) / np.bincount(same))[same])
