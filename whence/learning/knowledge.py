"""Teaching a bundle where its knowledge ends, and measuring how well it says so."""

from collections.abc import Sequence
from dataclasses import replace
from typing import Any, Final

import numpy as np
import numpy.typing as npt

from whence.bundle import Bundle
from whence.classifier import probabilities
from whence.learning import limits, strangers
from whence.learning.answers import Answers, Examiner
from whence.learning.dataset import Item
from whence.learning.experiment import Experiment
from whence.learning.painted import SKETCHES
from whence.novelty import SCORES, novelty

BEST: Final = "mahalanobis"
"""The score that told strangers best of those in `whence.novelty` (docs/decisions.md)."""


def examiner(bundle: Bundle, experiment: Experiment) -> Examiner:
    """Return what asks a bundle's network, its answers kept with the run."""
    return Examiner(bundle, experiment.run / "answers")


def with_limits(bundle: Bundle, experiment: Experiment, score: str = BEST) -> Bundle:
    """Return the bundle with novelty statistics and the confidence that counts as sure.

    Both come from what the served network answers on training and validation, so nothing needs
    to be trained again. A bundle of several labels at once is returned as it is.
    """
    if bundle.task != "single-label":
        return bundle
    ask = examiner(bundle, experiment)
    valid = experiment.part("valid")
    said = ask(valid)
    statistics = limits.fit(score, *_learnt(ask, experiment), said)
    made = replace(bundle, novelty=statistics)
    return replace(made, sure_from=_sure_from(made, experiment, said))


def _learnt(ask: Examiner, experiment: Experiment) -> tuple[Answers, npt.NDArray[np.intp]]:
    """Return the answers on training and their classes; studies are classes of their own.

    Sketches are left out: nothing like them hangs, so a picture like them is rightly unknown.
    """
    train = experiment.part("train")
    items = [item for item in train if not (item.painted and item.source == SKETCHES)]
    names = [f"{item.labels[0]} {item.painted}" for item in items]
    return ask(items), np.unique(names, return_inverse=True)[1]


def _sure_from(bundle: Bundle, experiment: Experiment, said: Answers) -> float:
    recipe = experiment.recipe
    if recipe.right_when_sure is None:
        return recipe.sure_from
    values = probabilities(said.logits, bundle.task, bundle.temperature)
    inside = novelty(bundle.novelty or {}, said.logits, said.embeddings) <= 1
    right = values.argmax(axis=1) == experiment.targets(experiment.part("valid")).argmax(axis=1)
    return limits.sure_from(values.max(axis=1)[inside], right[inside], recipe.right_when_sure)


def measure(bundle: Bundle, experiment: Experiment, others: Sequence[Item]) -> dict[str, Any]:
    """Measure every score against far strangers (`others` and drawn ones) and near ones.

    Near strangers are the labels of the same catalogue that the recipe does not know. Shares of
    known works accepted are told for validation and test.
    """
    ask = examiner(bundle, experiment)
    valid, known = ask(experiment.part("valid")), ask(experiment.part("test"))
    learnt = _learnt(ask, experiment)
    sets = {name: (items, ask(items)) for name, items in _strangers(experiment, others).items()}
    scores = {}
    for score in SCORES:
        statistics = limits.fit(score, *learnt, valid)
        found = {
            name: limits.separation(statistics, known, said, [_kind(item) for item in items])
            for name, (items, said) in sets.items()
        }
        accepted = novelty(statistics, known.logits, known.embeddings) <= 1
        scores[score] = {"accepted_test": float(accepted.mean()), **found}
    kept = (bundle.novelty or {}).get("score", BEST)
    return {
        "score": kept,
        "accepted_valid": limits.KNOWN_SHARE,
        "accepted_test": scores[kept]["accepted_test"],
        "accepted_by_source": _accepted(bundle, experiment, known),
        **{name: scores[kept][name] for name in sets},
        "scores": {score: _brief(row) for score, row in scores.items()},
    }


def _strangers(experiment: Experiment, others: Sequence[Item]) -> dict[str, list[Item]]:
    far = [*strangers.drawn(experiment.run.parent / "strangers"), *others]
    near = strangers.near(experiment)
    return {"far": far, "near": near} if near else {"far": far}


def _kind(item: Item) -> str:
    """Name what a stranger is: its label where it has one, else the folder or the drawing."""
    return item.labels[0] if item.labels else item.source


def strangeness(bundle: Bundle, said: Answers) -> npt.NDArray[np.float64] | None:
    """Return how strange the bundle finds what it answered on, (N,); None if it cannot tell."""
    if bundle.novelty is None:
        return None
    return novelty(bundle.novelty, said.logits, said.embeddings)


def _accepted(bundle: Bundle, experiment: Experiment, known: Answers) -> dict[str, Any]:
    strange = strangeness(bundle, known)
    if strange is None:
        return {}
    return shares([item.source for item in experiment.part("test")], strange <= 1)


def _brief(row: dict[str, Any]) -> dict[str, Any]:
    """Keep the mean over kinds of one score's measurements."""
    return {key: value["all"] if isinstance(value, dict) else value for key, value in row.items()}


def shares(keys: Sequence[str], right: npt.NDArray[np.bool_]) -> dict[str, dict[str, float]]:
    """Return number and share of right answers by key; an empty key is nobody's."""
    names = np.array(keys)
    return {
        str(name): {"n": int((names == name).sum()), "accuracy": float(right[names == name].mean())}
        for name in np.unique(names[names != ""])
    }
