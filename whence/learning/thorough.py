"""The slower half of an evaluation: ablations, strangers, studies, whole numbers, other sources."""

from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

import keras
import numpy as np

from whence import bundle as bundles
from whence.bundle import Bundle
from whence.catalogue import Catalogue
from whence.classifier import probabilities
from whence.learning import ablations, knowledge, parity, selective
from whence.learning.dataset import Item
from whence.learning.experiment import Experiment
from whence.learning.export import keras_logits
from whence.learning.painted import STUDIES
from whence.learning.run_folder import network_file
from whence.settings import ROOT


def add(
    report: dict[str, Any],
    experiment: Experiment,
    strangers: Sequence[Item],
    folder: Path,
    name: str,
) -> None:
    """Add `ablations`, `novelty`, `studies` and `parity.forms` to the report of a bundle.

    The bundle `name` in `folder` gets the report's main figures. `strangers` are pictures
    that the model must not know, besides those that are drawn.
    """
    bundle = bundles.read(folder / f"{name}.pkl")
    report["ablations"] = ablations.measure(bundle, experiment)
    report["novelty"] = knowledge.measure(bundle, experiment, strangers)
    if hung := _hanging(bundle):
        report["studies"] = _studies(bundle, experiment, hung)
    kept = network_file(experiment)
    if kept.is_file() and "parity" in report:
        model = keras.models.load_model(kept, compile=False)
        small = parity.int8_of(model, bundle, experiment)
        logits = keras_logits(model, experiment, "test")
        report["parity"]["forms"] = parity.compare(bundle, experiment, logits, small)
    _stamp(report, bundle, folder, name)


def _hanging(bundle: Bundle, table: Path = ROOT / "data" / "studies.csv") -> list[Item]:
    """List the gallery's own studies that show labels of the bundle."""
    return [
        Item(Path(study.image_url).name, Path(study.image_url), (study.culture,), source=STUDIES)
        for study in Catalogue.load(table)
        if study.culture in bundle.labels
    ]


def _studies(bundle: Bundle, experiment: Experiment, items: list[Item]) -> dict[str, Any]:
    """Measure the verdicts on the studies; they are no museum's works and in no other figure."""
    said = knowledge.examiner(bundle, experiment)(items)
    values = probabilities(said.logits, bundle.task, bundle.temperature)
    right = values.argmax(axis=1) == experiment.targets(items).argmax(axis=1)
    strange = knowledge.strangeness(bundle, said)
    verdicts = selective.verdicts(values.max(axis=1), strange, bundle.sure_from)
    return {"accuracy": float(np.mean(right)), **selective.by_verdict(verdicts, right)}


def _stamp(report: dict[str, Any], bundle: Bundle, folder: Path, name: str) -> None:
    """Write the report's main figures into the bundle and its manifest."""
    test = report["test"]
    figures = {key: test[key] for key in ("n", "accuracy", "balanced_accuracy", "interval95")}
    figures["ece"] = report["calibration"]["after"]["ece"]
    figures["right_when_sure"] = report["selective"]["right_when_sure"]
    bundles.write(replace(bundle, metrics=figures), folder, name)
