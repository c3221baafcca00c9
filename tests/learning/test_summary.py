import json

import pytest

from tests.conftest import ROOT
from whence.learning.summary import condense

EVALUATIONS = ROOT / "model" / "evaluations"


def evaluation(**changes):
    return {
        "recipe": "toy", "model": "toy-1", "task": "single-label", "trained_on": "2026-01-01",
        "data_fingerprint": "ab",
        "test": {
            "n": 3, "accuracy": 2 / 3, "balanced_accuracy": 0.5, "interval95": [0.25, 1 / 3],
            "macro_f1": 0.5, "per_class": {"a": {"n": 3, "precision": 1.0, "recall": 2 / 3}},
        },
        "by_source": {"met (a)": {"n": 1, "accuracy": 1.0}, " (a)": {"n": 2, "accuracy": 0.5}},
        "calibration": {"before": {"ece": 0.4}, "after": {"ece": 0.2}},
        "seconds": 12.0,
        "parameters": 99,
        **changes,
    }  # fmt: skip


def test_the_keys_are_those_promised():
    found = condense(evaluation())
    promised = {"task", "test", "by_source", "cross_source", "seconds", "parameters"}
    assert promised <= found.keys()
    figures = {"n", "accuracy", "balanced_accuracy", "macro_f1", "interval95", "map", "ece"}
    assert figures <= found["test"].keys()
    assert found["test"]["accuracy"] == 0.66667
    assert found["test"]["ece"] == 0.2
    assert found["test"]["map"] is None
    assert found["by_source"] == {"met (a)": {"n": 1, "accuracy": 1.0}}


def test_a_multi_label_evaluation_brings_its_own_calibration_and_map():
    several = evaluation(task="multi-label")
    del several["calibration"]
    several["test"] |= {"map": 0.9, "ece": 0.03}
    found = condense(several)["test"]
    assert (found["map"], found["ece"]) == (0.9, 0.03)


def test_what_is_no_evaluation_is_refused():
    with pytest.raises(KeyError):
        condense({})


def test_the_gallerys_row_agrees_with_its_evaluation():
    own = json.loads((ROOT / "model" / "evaluation.json").read_text(encoding="utf-8"))
    kept = json.loads((EVALUATIONS / "paintings.json").read_text(encoding="utf-8"))
    assert kept == json.loads(json.dumps(condense(own))), "run `python -m whence report`"


def test_every_recipe_was_measured():
    names = {file.stem for file in (ROOT / "recipes").glob("*.yaml")}
    assert {file.stem for file in EVALUATIONS.glob("*.json")} == names
    for name in names:
        assert json.loads((EVALUATIONS / f"{name}.json").read_text("utf-8"))["recipe"] == name
