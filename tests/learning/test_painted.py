from tests.conftest import ROOT
from whence.learning import painted
from whence.learning.dataset import picture_of
from whence.learning.painted import painted_items
from whence.learning.recipe_file import read_recipe
from whence.studies import TRAINING_SEEDS


def asked(world, **counts):
    recipe = read_recipe(world / "toy.yaml")
    return recipe.model_copy(update={"data": recipe.data.model_copy(update=counts)})


def test_studies_are_painted_once_from_seeds_that_do_not_hang(world, tmp_path, monkeypatch):
    recipe = asked(world, studies=2)
    items = painted_items(recipe, tmp_path)
    assert [item.labels[0] for item in items] == [label for label in recipe.labels for _ in "ab"]
    assert {(item.source, item.painted) for item in items} == {("studies", True)}
    assert all(int(item.path.stem.split("-")[0]) >= TRAINING_SEEDS for item in items)
    assert max(picture_of(items[0]).shape) == painted.SIDE
    monkeypatch.setattr(painted, "paint", None)
    assert painted_items(recipe, tmp_path) == items


def test_sketches_are_made_of_the_labels_that_a_hand_draws(world, tmp_path):
    recipe = asked(world, sketches=2).model_copy(update={"labels": ("China", "Korea", "Japan")})
    items = painted_items(recipe, tmp_path)
    assert [item.labels[0] for item in items] == ["China", "China", "Japan", "Japan"]
    assert {item.source for item in items} == {"sketches"}


def test_labels_that_nobody_paints_have_no_studies(world, tmp_path):
    recipe = asked(world, studies=1).model_copy(update={"labels": ("India", "old Japan", "中国")})
    assert [item.labels for item in painted_items(recipe, tmp_path)] == [("India",)]


def test_pictures_by_an_older_painter_are_not_taken_for_its_own(world, tmp_path, monkeypatch):
    recipe = asked(world, sketches=1)
    before = {item.path for item in painted_items(recipe, tmp_path)}
    (tmp_path / "code").mkdir()
    (tmp_path / "code" / "__init__.py").write_text("# painted otherwise")
    monkeypatch.setattr(painted.sketches, "__file__", str(tmp_path / "code" / "__init__.py"))
    assert before.isdisjoint({item.path for item in painted_items(recipe, tmp_path)})


def test_a_recipe_whose_data_are_no_catalogue_has_nothing_painted(tmp_path):
    assert painted_items(read_recipe(ROOT / "recipes" / "durian.yaml"), tmp_path) == []
