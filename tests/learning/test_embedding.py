import numpy as np
import pytest

from whence.learning.dataset import items_of
from whence.learning.embedding import Embedder
from whence.learning.network import build
from whence.learning.recipe_file import read_recipe
from whence.preprocessing import InputSpec


@pytest.fixture(scope="module")
def toy(world):
    recipe = read_recipe(world / "toy.yaml")
    return recipe, items_of(recipe, world)[:5], build(recipe)


def test_embeddings_are_computed_once(toy, tmp_path, monkeypatch):
    _, items, model = toy
    first = Embedder(model, InputSpec(32), tmp_path)(items)
    assert first.shape == (5, 96)
    again = Embedder(model, InputSpec(32), tmp_path)
    monkeypatch.setattr(again, "_compute", lambda *_: pytest.fail("computed again"))
    assert np.array_equal(again(items), first)


def test_what_changes_the_answer_is_kept_apart(toy, tmp_path):
    recipe, items, model = toy
    embed = Embedder(model, InputSpec(32), tmp_path)
    plain, view = embed(items), embed(items, recipe.augmentation, 1, 1)
    assert not np.array_equal(plain, view)
    assert not np.array_equal(view, embed(items, recipe.augmentation, 1, 2))
    # On some processors a row's last digits depend on its place in the batch.
    assert embed(items[::-1]) == pytest.approx(plain[::-1], rel=1e-4, abs=1e-6)
    assert not np.array_equal(plain, Embedder(model, InputSpec(32, "torch"), tmp_path)(items))
    weights = [weight * 2 for weight in model.get_weights()]
    other = build(recipe)
    other.set_weights(weights)
    assert not np.array_equal(plain, Embedder(other, InputSpec(32), tmp_path)(items))


def test_layers_without_weights_make_other_embeddings(toy, tmp_path):
    recipe, items, _ = toy
    rows = []
    for cut in ("block_1_expand_BN", "block_1_expand_relu"):
        backbone = recipe.backbone.model_copy(update={"cut_at": cut})
        model = build(recipe.model_copy(update={"backbone": backbone}))
        rows.append(Embedder(model, InputSpec(32), tmp_path)(items))
    assert rows[0].shape == rows[1].shape
    assert not np.array_equal(*rows)
