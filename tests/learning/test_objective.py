import numpy as np
import pytest

from whence.learning.objective import accuracy, loss, optimizer
from whence.learning.recipe_file import read_recipe
from whence.learning.recipe_training import Phase

OPTIMIZERS = [("adam", "Adam"), ("adamw", "AdamW"), ("sgd", "SGD"), ("rmsprop", "RMSprop")]


def test_the_loss_fits_the_task(world):
    recipe = read_recipe(world / "toy.yaml")
    logits, target = np.zeros((1, 4), np.float32), np.array([[1, 0, 0, 0]], np.float32)
    assert float(loss(recipe)(target, logits)) == pytest.approx(np.log(4), abs=1e-5)
    several = recipe.model_copy(update={"task": "multi-label"})
    assert float(loss(several)(target, logits)) == pytest.approx(np.log(2), abs=1e-5)


def test_the_cosine_warms_up_for_an_epoch_and_ends_near_nothing():
    made = optimizer(Phase(epochs=5, rate=0.01, schedule="cosine"), steps=10)
    rate = made._learning_rate
    assert float(rate(0)) == pytest.approx(0.0005)
    assert float(rate(10)) == pytest.approx(0.01)
    assert float(rate(50)) == pytest.approx(0.0001, rel=0.01)


@pytest.mark.parametrize(("name", "kind"), OPTIMIZERS)
def test_optimisers_by_name(name, kind):
    made = optimizer(Phase(optimizer=name, rate=0.5), steps=1)
    assert type(made).__name__ == kind
    assert float(made.learning_rate) == 0.5


def test_accuracy_fits_the_task(world):
    recipe = read_recipe(world / "toy.yaml")
    logits = np.array([[3, 1, -1, -1]], np.float32)
    target = np.array([[1, 0, 0, 0]], np.float32)
    single, several = accuracy(recipe), accuracy(recipe.model_copy(update={"task": "multi-label"}))
    single.update_state(target, logits)
    several.update_state(target, logits)
    assert float(single.result()) == 1
    assert float(several.result()) == pytest.approx(3 / 4)
