from dataclasses import replace

import keras
import numpy as np
import pytest

from whence.learning import cross_source
from whence.learning.dataset import DataError
from whence.learning.experiment import prepare_experiment
from whence.learning.recipe_file import read_recipe


@pytest.fixture(scope="module")
def experiment(world, trained):
    return prepare_experiment(read_recipe(world / "toy.yaml"), world, None, trained / "runs")


def test_kept_sources_are_tested_and_nothing_of_their_groups_is_learnt(experiment):
    made = cross_source.without_sources(experiment)
    assert {item.source for item in made.part("test")} == {"kept-apart"}
    assert len(made.part("test")) == 8
    learnt = made.part("train") + made.part("valid")
    assert {item.source for item in learnt} == {"main"}
    assert not set(made.groups_of("test")) & {*made.groups_of("train"), *made.groups_of("valid")}
    before = {item.file for item in experiment.part("train") + experiment.part("valid")}
    assert {item.file for item in learnt} <= before
    assert made.run != experiment.run


def test_another_collection_of_the_same_school_is_not_learnt(experiment):
    learnt = next(i for i, part in enumerate(experiment.parts) if part == "train")
    items = list(experiment.items)
    items[learnt] = replace(items[learnt], source="more kept works")
    made = cross_source.without_sources(replace(experiment, items=tuple(items)))
    assert items[learnt].file not in {item.file for item in made.items}


def test_a_label_of_which_nothing_is_left_to_learn_from_is_told(experiment):
    items = [
        replace(item, source="kept-apart") if item.labels == ("India",) else item
        for item in experiment.items
    ]
    with pytest.raises(DataError, match="no picture of `India` is left to learn from"):
        cross_source.without_sources(replace(experiment, items=tuple(items)))


def test_it_is_measured_on_the_kept_sources(experiment, trained, monkeypatch):
    model = keras.models.load_model(trained / "runs/toy/model.keras", compile=False)
    monkeypatch.setattr(cross_source.training, "train", lambda *_: model)
    found = cross_source.measure(experiment, print)
    assert found["tested_on"] == ["kept-apart"]
    assert found["left_out"] == []
    assert found["n"] == found["by_source"]["kept-apart"]["n"] == 8
    assert sum(map(sum, found["confusion"])) == 8


def test_its_interval_draws_whole_groups(experiment, monkeypatch):
    pairs = zip(experiment.items, experiment.groups, strict=True)
    one = tuple(-1 if item.source == "kept-apart" else group for item, group in pairs)
    monkeypatch.setattr(cross_source.training, "train", lambda *_: None)
    monkeypatch.setattr(cross_source, "keras_logits", lambda *_: np.eye(4)[np.arange(8) % 4])
    found = cross_source.measure(replace(experiment, groups=one), print)
    assert 0 < found["balanced_accuracy"] < 1
    assert found["interval95"] == [found["balanced_accuracy"]] * 2


def test_a_recipe_that_keeps_no_source_says_so(experiment, world, trained):
    recipe = experiment.recipe
    plan = recipe.model_copy(update={"split": recipe.split.model_copy(update={"test_share": {}})})
    with pytest.raises(DataError, match=r"split\.test_share"):
        cross_source.without_sources(prepare_experiment(plan, world, None, trained / "runs"))
