from tests.conftest import ROOT
from tests.learning.test_summary import evaluation
from whence.commands.report import written
from whence.learning.recipe_file import read_recipe
from whence.learning.recipes_page import page
from whence.learning.summary import condense


def test_the_page_agrees_with_recipes_and_figures():
    said = (ROOT / "docs" / "recipes.md").read_text(encoding="utf-8")
    assert said == written(ROOT), "run `python -m whence report`"


def test_the_page_of_one_recipe(world):
    recipe = read_recipe(world / "toy.yaml")
    found = condense(evaluation(near_duplicates={"n": 1, "accuracy_without": 0.5}))
    found["by_label"]["a"]["f1"] = 0.8
    other = recipe.model_copy(update={"name": "other"})
    said = page({"toy_1.yaml": recipe, "other.yaml": other}, {"toy": found})
    assert "train recipes/toy_1.yaml --data" in said
    assert "other.yaml" not in said
    assert "| [toy](#toy) | MobileNetV2, 32 px | 4 | 3 | 66.7 % |" in said
    assert "50.0 % (25.0 to 33.3)" in said
    assert "1 of 3 test pictures have a near-duplicate" in said
    assert "none given" in said
