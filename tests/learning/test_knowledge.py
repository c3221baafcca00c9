from dataclasses import replace

import numpy as np
import pytest

from whence import bundle
from whence.learning import knowledge
from whence.learning.experiment import prepare_experiment
from whence.learning.recipe_file import read_recipe


@pytest.fixture(scope="module")
def experiment(world, trained):
    return prepare_experiment(read_recipe(world / "toy.yaml"), world, None, trained / "runs")


@pytest.fixture(scope="module")
def made(trained):
    return bundle.read(trained / "model" / "culture.pkl")


def asking(experiment, **changes):
    return replace(experiment, recipe=experiment.recipe.model_copy(update=changes))


def test_an_exported_model_knows_its_limits(made, experiment):
    assert made.novelty["score"] == knowledge.BEST
    said = knowledge.examiner(made, experiment)(experiment.part("valid"))
    assert (knowledge.strangeness(made, said) <= 1).mean() >= 0.9


def test_sure_from_is_the_recipes_or_chosen_on_validation(made, experiment, monkeypatch):
    assert made.sure_from == experiment.recipe.sure_from
    asked = []
    monkeypatch.setattr(knowledge.limits, "sure_from", lambda *said: asked.append(said) or 0.77)
    plan = asking(experiment, right_when_sure=0.9)
    judged = knowledge.with_limits(made, plan)
    assert judged.sure_from == 0.77
    ((confidence, right, target),) = asked
    assert target == 0.9
    strange = knowledge.strangeness(judged, knowledge.examiner(made, plan)(plan.part("valid")))
    assert len(confidence) == len(right) == (strange <= 1).sum() < len(strange)


def test_studies_are_classes_of_their_own(made, experiment, monkeypatch):
    studies = [replace(i, source="studies", painted=True) for i in experiment.part("valid")]
    mixed = experiment.part("train") + studies
    monkeypatch.setattr(type(experiment), "part", lambda *_: mixed)
    assert len(knowledge.with_limits(made, experiment).novelty["means"]) == 8


def test_what_is_like_a_sketch_is_not_thereby_known(made, experiment, monkeypatch):
    train, valid = experiment.part("train"), experiment.part("valid")
    plain = knowledge.with_limits(made, experiment).novelty
    sketches = [replace(i, source="sketches", painted=True) for i in valid]
    parts = {"train": train + sketches, "valid": valid}
    monkeypatch.setattr(type(experiment), "part", lambda _, name: parts[name])
    assert np.array_equal(knowledge.with_limits(made, experiment).novelty["means"], plain["means"])


def test_pictures_of_a_source_of_that_name_are_known(made, experiment, monkeypatch):
    train, valid = experiment.part("train"), experiment.part("valid")
    plain = knowledge.with_limits(made, experiment).novelty
    named = [replace(item, source="sketches") for item in train]
    parts = {"train": named, "valid": valid}
    monkeypatch.setattr(type(experiment), "part", lambda _, name: parts[name])
    assert np.array_equal(knowledge.with_limits(made, experiment).novelty["means"], plain["means"])


def test_several_labels_at_once_need_no_limits(made, experiment):
    several = replace(made, task="multi-label", novelty=None)
    assert knowledge.with_limits(several, experiment) is several
    assert knowledge.strangeness(several, None) is None


def test_shares_leave_out_what_is_nobodys():
    rows = knowledge.shares(["a", "", "a", "b"], np.array([True, False, False, True]))
    assert rows == {"a": {"n": 2, "accuracy": 0.5}, "b": {"n": 1, "accuracy": 1.0}}
