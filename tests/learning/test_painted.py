from whence.learning.dataset import picture_of
from whence.learning.recipe_file import read_recipe
from whence.learning.studies_source import study_items
from whence.studies import TRAINING_SEEDS


def test_studies_are_painted_once_from_seeds_that_do_not_hang(world, tmp_path, monkeypatch):
    recipe = read_recipe(world / "toy.yaml")
    items = study_items(recipe, 2, tmp_path, side=48)
    assert [item.labels[0] for item in items] == [label for label in recipe.labels for _ in "ab"]
    assert {item.source for item in items} == {"studies"}
    assert all(int(item.path.stem.split("-")[0]) >= TRAINING_SEEDS for item in items)
    assert max(picture_of(items[0]).shape) == 48
    monkeypatch.setattr("whence.learning.studies_source.paint", None)
    assert study_items(recipe, 2, tmp_path, side=48) == items
