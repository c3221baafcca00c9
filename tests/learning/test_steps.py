import json
import shutil

from click.testing import CliRunner

from tests.learning.conftest import RECIPE, arguments
from whence.commands import split
from whence.commands.train import command
from whence.learning import steps


def test_it_says_what_it_learns_from_and_how_well(trained):
    said = (trained / "said.txt").read_text()
    assert "America" in said
    assert "balanced accuracy" in said
    assert "same label as Keras: 100" in said
    names = sorted(path.name for path in (trained / "model").iterdir())
    assert names == ["culture.json", "culture.pkl", "culture.tflite", "evaluation.json"]


def test_recipes_are_compared_without_the_test_part(world, trained, tmp_path):
    shutil.copytree(trained / "runs", tmp_path / "runs")
    done = CliRunner().invoke(command, [*arguments(world, tmp_path), "--no-test"])
    assert done.exit_code == 0, done.output
    assert "pictures of validation" in done.output
    assert "balanced accuracy" in done.output
    assert "temperature" in done.output
    assert not (tmp_path / "model").exists()


def divided(world, folder, text):
    recipe = folder / "toy.yaml"
    recipe.write_text(text.replace("same_work: 1.0", "same_work: null"))
    paths = ["--data", world, "--runs", folder / "runs"]
    words = [str(part) for part in (recipe, *paths, "--anew")]
    return CliRunner().invoke(split.command, words)


def test_split_prints_how_many_of_each_label_fall_where(world, tmp_path):
    done = divided(world, tmp_path, RECIPE)
    assert done.exit_code == 0, done.output
    rows = [line.split() for line in done.output.splitlines()]
    assert rows[0] == ["train", "valid", "test", "all"]
    assert [row[0] for row in rows[1:6]] == ["America", "China", "India", "Japan", "pictures"]
    assert rows[1][4] == "20"
    assert sum(map(int, rows[5][1:4])) == int(rows[5][4]) == 80
    assert "near-duplicate" not in done.output
    assert divided(world, tmp_path, RECIPE).output == done.output


def test_split_refuses_a_label_without_a_picture_in_a_part(world, tmp_path):
    done = divided(world, tmp_path, RECIPE.replace("valid: 0.2", "valid: 0"))
    assert done.exit_code == 1
    assert "`America` has no picture in valid" in done.output
    assert "Traceback" not in done.output


def test_a_recipe_without_a_larger_network_says_so(world, tmp_path):
    done = CliRunner().invoke(command, [*arguments(world, tmp_path), "--online"])
    assert done.exit_code == 1
    assert "names no `online` network" in done.output


def test_a_users_mistake_is_one_sentence(world, tmp_path):
    wrong = arguments(world, tmp_path)
    wrong[wrong.index("--data") + 1] = str(tmp_path / "nowhere")
    done = CliRunner().invoke(command, wrong)
    assert done.exit_code == 1
    assert "name the folder with --data" in done.output
    assert "Traceback" not in done.output


def test_the_figure_across_sources_stays_with_its_recipe_and_data(tmp_path):
    first = {"recipe": "a", "data_fingerprint": "1", "cross_source": {"n": 5}, "items": []}
    steps.keep(dict(first), tmp_path)
    for changes, expected in (({}, {"n": 5}), ({"recipe": "b"}, None), ({"recipe": "a"}, None)):
        again = {name: first[name] for name in ("recipe", "data_fingerprint", "items")} | changes
        steps.keep(again, tmp_path)
        written = json.loads((tmp_path / "evaluation.json").read_text())
        assert written.get("cross_source") == expected
        assert list(written)[-1] == "items"
