import json

import numpy as np
import pytest

from whence import bundle
from whence.learning.evaluation import evaluate, figures
from whence.learning.experiment import prepare_experiment
from whence.learning.recipe_file import read_recipe


@pytest.fixture(scope="module")
def report(trained):
    return json.loads((trained / "model" / "evaluation.json").read_text())


def test_the_toy_world_is_learnt(report):
    assert report["test"]["balanced_accuracy"] > 0.8
    low, high = report["test"]["interval95"]
    assert low <= report["test"]["balanced_accuracy"] <= high


def test_each_figure_is_what_it_is_named_after():
    said = np.array([[0.9, 0.1], [0.8, 0.2], [0.3, 0.7], [0.2, 0.8]])
    found = figures(("a", "b"), np.eye(2)[[0, 0, 0, 1]], said, np.array([7, 7, 8, 9]))
    assert (found["n"], found["accuracy"]) == (4, 3 / 4)
    assert found["balanced_accuracy"] == pytest.approx(5 / 6)
    assert found["macro_f1"] == pytest.approx((4 / 5 + 2 / 3) / 2)
    assert found["confusion"] == {"labels": ["a", "b"], "rows_true": [[2, 1], [0, 1]]}
    a, b = found["per_class"].values()
    assert (a["n"], a["groups"], a["interval95"]) == (3, 2, [0, 1])  # drawn by group
    assert (b["n"], b["groups"], b["interval95"]) == (1, 1, [1, 1])


def test_figures_agree_with_the_answers_kept(report):
    labels = report["test"]["confusion"]["labels"]
    right = [labels[int(np.argmax(row))] == label for _, label, row in report["items"]]
    assert np.mean(right) == pytest.approx(report["test"]["accuracy"])
    assert len(right) == report["test"]["n"] == report["counts"]["test"]
    assert report["counts"]["painted"] == 0
    assert sum(map(sum, report["test"]["confusion"]["rows_true"])) == len(right)
    assert sum(row["n"] for row in report["by_source"].values()) == len(right)


def test_the_interval_is_by_group_and_that_of_single_pictures_is_told_beside():
    targets = np.eye(2)[np.arange(80) // 40]
    said = targets[np.where(np.arange(80) % 40 < 10, np.arange(80) - 40, np.arange(80))]
    found = figures(("a", "b"), targets, said, np.arange(80) // 10)
    (low, high), (lowest, highest) = found["interval95"], found["interval95_pictures"]
    assert high - low > 1.5 * (highest - lowest)
    assert found["per_class"]["a"]["groups"] == 4


def test_a_source_kept_for_test_is_reported_apart(report):
    assert report["by_source"]["kept-apart (India)"]["n"] == 2


def test_every_named_artist_of_the_test_part_is_unseen(report):
    assert set(report["by_artist_seen"]) == {"unseen"}
    named = sum(row["n"] for row in report["by_artist"].values())
    assert report["by_artist_seen"]["unseen"]["n"] == named > 0


def test_what_is_served_equals_keras(report):
    assert report["parity"]["same_label"] == 1
    assert report["parity"]["largest_difference"] < 1e-4


def test_calibration_is_told_before_and_after(report):
    for moment in ("before", "after"):
        assert set(report["calibration"][moment]) == {"ece", "nll", "brier"}


def test_studies_are_in_no_museum_figure(world, trained, monkeypatch):
    recipe = read_recipe(world / "toy.yaml")
    recipe = recipe.model_copy(update={"data": recipe.data.model_copy(update={"studies": 3})})
    monkeypatch.setattr(
        "whence.learning.experiment.painted_items", lambda *_: pytest.fail("painted")
    )
    experiment = prepare_experiment(recipe, world, None, trained / "runs")
    with pytest.raises(pytest.fail.Exception):
        experiment.part("train")
    assert all(item.source != "studies" for item in experiment.part("test"))
    monkeypatch.setattr("whence.learning.experiment.painted_items", lambda *_: [])
    made = bundle.read(trained / "model" / "culture.pkl")
    again = evaluate(made, experiment)
    assert "parity" not in again
