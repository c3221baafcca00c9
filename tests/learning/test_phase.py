import warnings

import numpy as np

from tests.learning.test_training import experiment
from whence.learning.phase import PhaseTraining
from whence.learning.recipe_file import read_recipe


def test_class_weights_may_be_given_by_label(world, tmp_path):
    plan = read_recipe(world / "toy.yaml").training
    given = {"America": 1, "China": 2, "India": 3, "Japan": 4}
    changes = {"training": plan.model_copy(update={"class_weights": given})}
    made = experiment(world, tmp_path, **changes)
    phase = PhaseTraining(made, made.recipe.training.phases[0], tmp_path, 32)
    assert phase.class_weights.tolist() == [1, 2, 3, 4]


def test_class_weights_make_classes_count_alike(world, tmp_path):
    with warnings.catch_warnings():
        made = experiment(world, tmp_path)
    phase = PhaseTraining(made, made.recipe.training.phases[0], tmp_path, 32)
    counts = made.targets(made.part("train")).sum(axis=0)
    assert np.allclose(counts * phase.class_weights, counts.sum() / 4)
