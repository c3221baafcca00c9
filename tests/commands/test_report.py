import json
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from tests.learning.conftest import RECIPE
from tests.learning.test_summary import evaluation
from whence.commands.report import command


@pytest.fixture
def root(tmp_path: Path) -> Path:
    for folder in ("recipes", "docs", "model/evaluations"):
        (tmp_path / folder).mkdir(parents=True)
    (tmp_path / "recipes" / "toy.yaml").write_text(RECIPE)
    return tmp_path


def report(root: Path, *files: Path) -> Result:
    return CliRunner().invoke(command, [*map(str, files), "--root", str(root)])


def measured(root: Path, recipe: str) -> Path:
    file = root / "evaluation.json"
    made = evaluation() | {"recipe": recipe}
    for row in made["test"]["per_class"].values():
        row["f1"] = 0.8
    file.write_text(json.dumps(made))
    return file


def test_an_evaluation_is_condensed_and_stands_in_the_table(root: Path) -> None:
    done = report(root, measured(root, "toy"))
    assert done.exit_code == 0, done.output
    assert (root / "model" / "evaluations" / "toy.json").is_file()
    assert "[toy](#toy)" in (root / "docs" / "recipes.md").read_text(encoding="utf-8")
    assert "not in the table" not in done.output


def test_the_gallerys_own_evaluation_needs_no_naming(root: Path) -> None:
    measured(root, "toy").rename(root / "model" / "evaluation.json")
    done = report(root)
    assert done.exit_code == 0, done.output
    assert (root / "model" / "evaluations" / "toy.json").is_file()
    assert "| 0.800 |" in (root / "docs" / "recipes.md").read_text(encoding="utf-8")


def test_a_recipe_from_elsewhere_is_told_where_it_belongs(root: Path) -> None:
    done = report(root, measured(root, "mine"))
    assert done.exit_code == 0, done.output
    assert f"put its recipe into {root / 'recipes'} as mine.yaml" in done.output
    assert "mine" not in (root / "docs" / "recipes.md").read_text(encoding="utf-8")


def test_a_recipe_may_lie_in_a_file_of_another_name(root: Path) -> None:
    (root / "recipes" / "toy.yaml").rename(root / "recipes" / "my_toy.yaml")
    done = report(root, measured(root, "toy"))
    assert "not in the table" not in done.output
    said = (root / "docs" / "recipes.md").read_text(encoding="utf-8")
    assert "train recipes/my_toy.yaml" in said


@pytest.mark.parametrize("text", ["# Whence", "{}", "7"])
def test_what_is_no_evaluation_is_named(root: Path, text: str) -> None:
    file = root / "other.json"
    file.write_text(text)
    done = report(root, file)
    assert done.exit_code == 1
    assert f"{file} is no evaluation.json of this program." in done.output


def test_figures_that_cannot_be_read_are_named(root: Path) -> None:
    broken = root / "model" / "evaluations" / "toy.json"
    broken.write_text("{")
    done = report(root, measured(root, "mine"))
    assert done.exit_code == 1
    assert f"{broken} cannot be read; delete it" in done.output
