"""What `train`, `export` and `evaluate` do with an experiment, one function each."""

import json
import logging
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import keras

from whence import bundle
from whence.bundle import Bundle
from whence.classifier import probabilities
from whence.files import atomic_write, replacing
from whence.learning import evaluation, multi_label, multi_label_report, run_folder, training
from whence.learning.calibration import at_bound, fit_temperature, loss
from whence.learning.evaluation_report import evaluation_lines
from whence.learning.experiment import Experiment
from whence.learning.export import keras_logits, to_bundle
from whence.learning.knowledge import with_limits
from whence.learning.run_facts import add_run_facts
from whence.learning.served import kept_evaluation, open_served, served_name
from whence.learning.split_report import split_lines

Say = Callable[[str], None]
# One command builds several networks, each with functions of its own: no mistake to warn of.
logging.getLogger("tensorflow").addFilter(lambda record: "retracing" not in record.getMessage())


def train(experiment: Experiment, say: Say) -> None:
    """Train the network and keep it in the run folder, unless it was finished there before."""
    for line in split_lines(experiment):
        say(line)
    if run_folder.is_finished(experiment):
        say("trained before")
        return
    model = training.train(experiment, say)
    with replacing(run_folder.network_file(experiment)) as part:
        model.save(part)
    run_folder.finish(experiment)


def validate(experiment: Experiment, say: Say) -> None:
    """Say how good the trained network is on validation, by which recipes are compared."""
    labels, task = experiment.recipe.labels, experiment.recipe.task
    targets, groups = experiment.targets(experiment.part("valid")), experiment.groups_of("valid")
    logits = keras_logits(_trained(experiment), experiment, "valid")
    said = probabilities(logits, task, 1.0)
    if task == "multi-label":
        least = multi_label.thresholds(targets, said)
        found = multi_label.figures(labels, targets, said, least, groups)
    else:
        found = evaluation.figures(labels, targets, said, groups)
    say(f"on {len(targets)} pictures of validation:")
    for line in evaluation_lines({"test": found}):
        say(line)
    best = fit_temperature(logits, targets, task)
    say(f"loss {loss(logits, targets, task, best):.3f} at temperature {best:.2f}")


def export(experiment: Experiment, to: Path, say: Say) -> None:
    """Write the trained network as the files that are served.

    The score of novelty and the figures of files that serve the same network already are kept.
    """
    name = served_name(experiment.recipe)
    made = to_bundle(_trained(experiment), experiment)
    made = _as_before(made, experiment, to / f"{name}.pkl")
    bundle.write(made, to, name)
    far = ", as far as it goes: do not rely on its confidence" if at_bound(made.temperature) else ""
    say(f"{made.id}: {len(made.tflite) / 1e6:.1f} MB, temperature {made.temperature:.2f}{far}")
    say(f"kept in {to / name}.pkl, which `predict --model` takes")


def _as_before(made: Bundle, experiment: Experiment, file: Path) -> Bundle:
    try:
        before = bundle.read(file)
    except bundle.BundleError:
        return made
    score = (before.novelty or {}).get("score")
    if before.id == made.id and made.novelty and score not in (None, made.novelty["score"]):
        made = with_limits(made, experiment, score)
    return replace(made, metrics=before.metrics) if before.version == made.version else made


def evaluate(experiment: Experiment, to: Path, say: Say) -> dict[str, Any]:
    """Measure the model served from the folder `to` on the test part; keep that and return it."""
    served = open_served(experiment, to / f"{served_name(experiment.recipe)}.pkl")
    has_network = run_folder.network_file(experiment).is_file()
    model = _trained(experiment) if has_network else None
    if served.task == "multi-label":
        report = multi_label_report.evaluate(served, experiment)
    else:
        logits = keras_logits(model, experiment, "test") if model else None
        report = evaluation.evaluate(served, experiment, logits)
    add_run_facts(report, experiment, model.count_params() if model else None)
    keep(report, to)
    for line in evaluation_lines(report):
        say(line)
    return report


def keep(report: dict[str, Any], to: Path) -> None:
    """Write evaluation.json.

    What it says besides (found in hours across sources, or what was not got to this time) stays
    in it while the model is the same.
    """
    file = to / "evaluation.json"
    before = kept_evaluation(file)
    if before.get("model") == report["model"]:
        report |= {name: found for name, found in before.items() if name not in report}
    report.setdefault("cross_source", None)
    report["items"] = report.pop("items")
    atomic_write(file, json.dumps(report) + "\n")


def _trained(experiment: Experiment) -> Any:
    run_folder.refuse_untrained(experiment.run)
    run_folder.refuse_other(experiment)
    return keras.models.load_model(run_folder.network_file(experiment), compile=False)
