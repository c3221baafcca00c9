"""What a run adds to its evaluation: how long, how large, what near-duplicates are worth."""

from typing import Any

import numpy as np
import numpy.typing as npt

from whence.learning.experiment import Experiment
from whence.learning.metrics import share_interval
from whence.learning.run_folder import tunings
from whence.learning.split import crossing
from whence.learning.stopwatch import seconds

Shares = npt.NDArray[np.float64]


def add_run_facts(report: dict[str, Any], experiment: Experiment, parameters: int | None) -> None:
    """Add `seconds` of training, `parameters`, `near_duplicates` and the accuracy's interval.

    `report` is what an evaluation has measured, with the answers under `items`.
    """
    right = _right(report, experiment)
    groups = experiment.groups_of("test")
    report["seconds"] = seconds(*tunings(experiment)) or None
    report["parameters"] = parameters
    report["near_duplicates"] = _near_duplicates(experiment, right)
    report["test"].setdefault("accuracy_interval95", share_interval(right, groups))


def _right(report: dict[str, Any], experiment: Experiment) -> Shares:
    """Return each test picture's share of right answers, (N,): 0 or 1 where labels exclude."""
    targets = experiment.targets(experiment.part("test"))
    said = np.array([row[2] for row in report["items"]])
    if report["task"] == "single-label":
        return np.asarray(said.argmax(axis=1) == targets.argmax(axis=1), np.float64)
    least = [row["threshold"] for row in report["test"]["per_class"].values()]
    return np.asarray(((said >= least) == (targets > 0)).mean(axis=1), np.float64)


def _near_duplicates(experiment: Experiment, right: Shares) -> dict[str, Any]:
    """Count the test pictures that resemble one learnt from, and measure without them."""
    across = set(crossing(experiment.groups, experiment.parts))
    test = [index for index, part in enumerate(experiment.parts) if part == "test"]
    alone = np.array([index not in across for index in test])
    return {
        "n": int((~alone).sum()),
        "accuracy_without": float(right[alone].mean()) if alone.any() else None,
    }
