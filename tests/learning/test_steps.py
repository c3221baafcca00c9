import json
import re
import shutil
import subprocess
import sys

import pytest
from click.testing import CliRunner

from tests.conftest import ROOT
from tests.learning.conftest import RECIPE, arguments
from whence.commands import evaluate, export, novelty, split
from whence.commands.train import command
from whence.learning import steps


def test_it_says_what_it_learns_from_and_how_well(trained):
    said = (trained / "said.txt").read_text()
    assert "America" in said
    assert "balanced accuracy" in said
    assert "same label as Keras: 100" in said
    (surely,) = [line for line in said.splitlines() if line.startswith("sure of")]
    found = json.loads((trained / "model" / "evaluation.json").read_text())["selective"]
    assert f"sure of {found['confident']:.1%} (right {found['right_when_sure']:.1%})" in surely
    assert surely.endswith(f"{found['unknown']:.1%} called unknown")
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


def test_another_recipe_of_the_same_name_is_not_compared_at_the_cost_of_what_is_trained(
    world, trained, tmp_path
):
    shutil.copytree(trained / "runs", tmp_path / "runs")
    kept = {path: path.read_bytes() for path in (tmp_path / "runs").rglob("*") if path.is_file()}
    other = tmp_path / "other.yaml"
    other.write_text(RECIPE.replace("epochs: 50", "epochs: 51"))
    _recipe, *words = arguments(world, tmp_path)
    done = CliRunner().invoke(command, [str(other), *words, "--no-test"])
    assert done.exit_code == 1
    assert "would be lost; give this recipe another `name`" in done.output
    assert {path: path.read_bytes() for path in kept} == kept


def test_what_is_finished_is_neither_trained_nor_named_anew(world, trained, tmp_path):
    for folder in ("runs", "model"):
        shutil.copytree(trained / folder, tmp_path / folder)
    network = (tmp_path / "runs" / "toy" / "model.keras").read_bytes()
    done = CliRunner().invoke(command, arguments(world, tmp_path))
    assert done.exit_code == 0, done.output
    assert "trained before" in done.output
    assert "balanced accuracy" in done.output
    assert (tmp_path / "runs" / "toy" / "model.keras").read_bytes() == network
    for name in ("culture.tflite", "culture.json"):
        same = (tmp_path / "model" / name, trained / "model" / name)
        assert same[0].read_bytes() == same[1].read_bytes()


def divided(world, folder, text, anew=True):
    recipe = folder / "toy.yaml"
    recipe.write_text(text.replace("same_work: 1.0", "same_work: null"))
    paths = ["--data", world, "--runs", folder / "runs"]
    words = [str(part) for part in (recipe, *paths, *["--anew"][:anew])]
    return CliRunner().invoke(split.command, words)


def test_pictures_are_not_taken_for_one_work_by_a_network_without_weights(world, tmp_path):
    never = divided(world, tmp_path, RECIPE)
    easily = divided(world, tmp_path, RECIPE.replace("same_work: 1.0", "same_work: 0.01"))
    assert easily.exit_code == 0, easily.output
    assert easily.output == never.output


def test_split_prints_how_many_of_each_label_fall_where(world, tmp_path):
    done = divided(world, tmp_path, RECIPE)
    assert done.exit_code == 0, done.output
    rows = [line.split() for line in done.output.splitlines()]
    assert rows[0] == ["train", "valid", "test", "all"]
    assert [row[0] for row in rows[1:6]] == ["America", "China", "India", "Japan", "pictures"]
    assert rows[1][4] == "20"
    assert sum(map(int, rows[5][1:4])) == int(rows[5][4]) == 80
    assert "labels that the recipe does not know: 1 (Nowhere 1)." in done.output
    assert "near-duplicate" not in done.output
    assert divided(world, tmp_path, RECIPE).output == done.output


def test_pictures_that_cannot_be_used_are_told_all_at_once(world, tmp_path):
    shutil.copytree(world, tmp_path / "data")
    pictures = sorted((tmp_path / "data").rglob("*.png"))
    pictures[0].write_bytes(b"broken")
    pictures[-1].unlink()
    done = divided(tmp_path / "data", tmp_path, RECIPE)
    assert done.exit_code == 1
    assert f"{pictures[0]}: " in done.output
    assert f"no readable picture at {pictures[-1]}" in done.output


def test_split_refuses_a_label_without_a_picture_in_a_part(world, tmp_path):
    done = divided(world, tmp_path, RECIPE.replace("valid: 0.2", "valid: 0"))
    assert done.exit_code == 1
    assert "`America` has no picture in valid" in done.output
    assert "Traceback" not in done.output


def test_a_refused_division_is_not_kept_and_does_not_replace_one(world, tmp_path):
    kept = tmp_path / "runs" / "toy" / "split.csv"
    divided(world, tmp_path, RECIPE.replace("valid: 0.2", "valid: 0"))
    assert not kept.exists()
    assert divided(world, tmp_path, RECIPE).exit_code == 0
    before = kept.read_bytes()
    assert divided(world, tmp_path, RECIPE.replace("valid: 0.2", "valid: 0")).exit_code == 1
    assert divided(tmp_path / "nowhere", tmp_path, RECIPE).exit_code == 1
    assert kept.read_bytes() == before


def test_a_division_that_is_drawn_anew_is_told_with_its_file(world, tmp_path):
    kept = tmp_path / "kept.csv"
    text = RECIPE.replace("split:\n", f"split:\n  file: {kept}\n")
    sentence = f"The division was drawn now and written to {kept}."
    assert sentence in divided(world, tmp_path, text, anew=False).output
    before = kept.read_bytes()
    assert sentence not in divided(world, tmp_path, text, anew=False).output
    assert sentence in divided(world, tmp_path, text).output
    assert kept.read_bytes() == before


def test_a_folder_in_the_place_of_the_division_is_told(world, tmp_path):
    (tmp_path / "runs" / "toy" / "split.csv").mkdir(parents=True)
    done = divided(world, tmp_path, RECIPE)
    assert done.exit_code == 1
    assert "split.csv is a folder; name a CSV under `split.file`" in done.output


def test_a_kept_division_that_the_recipe_does_not_ask_for_is_told(world, tmp_path):
    assert "--anew" not in divided(world, tmp_path, RECIPE).output
    done = divided(world, tmp_path, RECIPE.replace("valid: 0.2", "valid: 0.4"), anew=False)
    assert "`split --anew`" in done.output
    kept = tmp_path / "runs" / "toy" / "split.csv"
    kept.write_text(kept.read_text().replace(",valid\n", ",train\n"))
    refused = divided(world, tmp_path, RECIPE, anew=False)
    assert refused.exit_code == 1
    assert f"then run `split --anew`: {kept} keeps this division" in refused.output


def test_pictures_that_were_replaced_since_a_division_was_kept_are_told(world, tmp_path):
    shutil.copytree(world, tmp_path / "data")
    sentence = "near-duplicates may lie in several parts; `split --anew` finds them"
    divided(tmp_path / "data", tmp_path, RECIPE)
    assert sentence not in divided(tmp_path / "data", tmp_path, RECIPE, anew=False).output
    one, other = sorted((tmp_path / "data").rglob("*.png"))[:2]
    shutil.copy(one, other)
    assert sentence in divided(tmp_path / "data", tmp_path, RECIPE, anew=False).output
    assert sentence not in divided(tmp_path / "data", tmp_path, RECIPE).output


@pytest.mark.parametrize(
    "change",
    [
        ("China, India", "India, China"),
        ("image_size: 32", "image_size: 48"),
        ("seed: 3", "seed: 4"),
    ],
)
@pytest.mark.parametrize("verb", [export.command, evaluate.command])
def test_a_network_of_another_recipe_is_neither_exported_nor_measured(
    world, trained, tmp_path, verb, change
):
    recipe = tmp_path / "toy.yaml"
    recipe.write_text(RECIPE.replace(*change))
    shutil.copytree(trained / "model", tmp_path / "model")
    before = (tmp_path / "model" / "evaluation.json").read_bytes()
    words = [recipe, "--data", world, "--runs", trained / "runs", "--to", tmp_path / "model"]
    done = CliRunner().invoke(verb, list(map(str, words)))
    assert done.exit_code == 1
    assert "run `train`" in done.output
    assert "Traceback" not in done.output
    assert (tmp_path / "model" / "evaluation.json").read_bytes() == before


@pytest.mark.parametrize("verb", [export.command, evaluate.command, novelty.command])
def test_where_nothing_is_trained_no_weights_are_asked_for(world, tmp_path, monkeypatch, verb):
    monkeypatch.setattr("whence.learning.network.build", lambda *_, **__: pytest.fail("built"))
    done = CliRunner().invoke(verb, arguments(world, tmp_path))
    assert done.exit_code == 1
    nothing = f"Nothing is trained in {tmp_path / 'runs' / 'toy'}; run `train` first."
    assert done.output == f"Error: {nothing}\n"
    assert list(tmp_path.iterdir()) == []


WITHOUT_TENSORFLOW = """
import sys
from whence.cli import main
try:
    main(sys.argv[1:])
finally:
    assert not {"tensorflow", "keras"} & sys.modules.keys(), "loaded"
"""


@pytest.mark.parametrize("verb", ["split", "train", "evaluate", "export", "novelty"])
@pytest.mark.parametrize("wrong", ["recipe", "data"])
def test_mistakes_and_divisions_do_not_wait_for_tensorflow(world, trained, tmp_path, verb, wrong):
    recipe = tmp_path / "toy.yaml"
    recipe.write_text(RECIPE.replace("same_work: 1.0", "same_work: null"))
    data = world if verb == "split" else tmp_path / "nowhere"
    if wrong == "recipe":
        recipe.write_text("name: toy\n")
    words = [verb, recipe, "--data", data, "--runs", tmp_path / "runs"]
    if verb != "split":
        words += ["--to", trained / "model"]
        shutil.copytree(trained / "runs", tmp_path / "runs")
    done = subprocess.run(
        [sys.executable, "-c", WITHOUT_TENSORFLOW, *map(str, words)],
        cwd=ROOT, capture_output=True, text=True, check=False,
    )  # fmt: skip
    assert "loaded" not in done.stderr
    assert "Traceback" not in done.stderr
    assert done.returncode == (0 if (verb, wrong) == ("split", "data") else 1), done.stderr


def test_a_kept_division_is_told_without_weights(world, tmp_path):
    assert divided(world, tmp_path, RECIPE).exit_code == 0
    recipe = tmp_path / "toy.yaml"
    recipe.write_text(RECIPE)
    words = ["--data", world, "--runs", tmp_path / "runs", "--weights", tmp_path / "none.h5"]
    done = CliRunner().invoke(split.command, [str(recipe), *map(str, words)])
    assert done.exit_code == 0, done.output


@pytest.mark.parametrize("below", ["", "figures"])
def test_a_file_where_figures_shall_be_is_told_before_anything_is_measured(
    world, trained, tmp_path, monkeypatch, below
):
    monkeypatch.setattr(steps, "evaluate", lambda *_: pytest.fail("measured first"))
    file = tmp_path / "file.png"
    file.write_text("a picture")
    words = [*arguments(world, trained), "--figures", str(file / below)]
    done = CliRunner().invoke(evaluate.command, words)
    assert done.exit_code != 0
    assert str(file) in done.output
    assert "Traceback" not in done.output
    assert file.read_text() == "a picture"


def test_a_served_model_with_other_labels_is_not_measured(world, trained, tmp_path):
    recipe = tmp_path / "toy.yaml"
    recipe.write_text(RECIPE.replace("China, India", "India, China"))
    words = [recipe, "--data", world, "--runs", tmp_path / "runs", "--to", trained / "model"]
    done = CliRunner().invoke(evaluate.command, list(map(str, words)))
    assert done.exit_code == 1
    assert "was trained with other labels or on other pictures than the recipe" in done.output


@pytest.mark.parametrize("verb", [evaluate.command, novelty.command])
def test_a_served_model_is_not_asked_about_data_that_it_may_have_learnt_from(
    world, trained, tmp_path, verb
):
    data, model = tmp_path / "data", tmp_path / "model"
    shutil.copytree(world, data)
    shutil.copytree(trained / "model", model)
    (data / "China" / "new.png").write_bytes((data / "China" / "1.png").read_bytes())
    with (data / "paintings.csv").open("a") as rows:
        rows.write("China/new.png,China,somebody,main\n")
    before = (model / "culture.pkl").read_bytes()
    words = [data / "toy.yaml", "--data", data, "--runs", tmp_path / "runs", "--to", model]
    done = CliRunner().invoke(verb, list(map(str, words)))
    assert done.exit_code == 1
    assert "on other pictures than the recipe's are now; run `train`" in done.output
    assert (model / "culture.pkl").read_bytes() == before


def test_limits_are_not_learnt_anew_from_another_division(world, trained, tmp_path):
    for name in ("model", "runs"):
        shutil.copytree(trained / name, tmp_path / name)
    recipe = tmp_path / "toy.yaml"
    recipe.write_text(RECIPE.replace("seed: 3", "seed: 4"))
    (tmp_path / "runs" / "toy" / "split.csv").unlink()
    words = [recipe, "--data", world, "--runs", tmp_path / "runs", "--to", tmp_path / "model"]
    done = CliRunner().invoke(novelty.command, list(map(str, words)))
    assert done.exit_code == 1
    assert "is not of this recipe, data and division" in done.output


def test_artists_that_a_kept_division_does_not_know_are_told(world, tmp_path):
    data = tmp_path / "data"
    shutil.copytree(world, data)
    table = data / "paintings.csv"
    rows = table.read_text()
    words = [data / "toy.yaml", "--data", data, "--runs", tmp_path / "runs"]
    table.write_text(re.sub(r",[A-Z]\w+ \d+,main", ",,main", rows))
    first = CliRunner().invoke(split.command, list(map(str, words)))
    assert "several parts" not in first.output
    table.write_text(rows)
    again = CliRunner().invoke(split.command, list(map(str, words)))
    assert re.search(r"Works of \w+ \d+ and [\d,]+ others lie in several parts", again.output)


def test_the_same_network_is_exported_as_the_same_file(world, trained, tmp_path):
    words = ["--data", world, "--runs", trained / "runs", "--to", tmp_path]
    done = CliRunner().invoke(export.command, [str(world / "toy.yaml"), *map(str, words)])
    assert done.exit_code == 0, done.output
    files = [folder / "culture.tflite" for folder in (tmp_path, trained / "model")]
    assert files[0].read_bytes() == files[1].read_bytes()


def test_a_folder_that_cannot_be_is_told_before_training(world, tmp_path, monkeypatch):
    monkeypatch.setattr(steps, "train", lambda *_: pytest.fail("trained first"))
    (tmp_path / "model").write_text("a file")
    done = CliRunner().invoke(command, arguments(world, tmp_path))
    assert done.exit_code == 1
    assert f"{tmp_path / 'model'}: File exists." in done.output


@pytest.mark.parametrize("verb", [evaluate.command, novelty.command])
def test_what_needs_labels_that_exclude_is_refused_to_others(world, tmp_path, verb):
    recipe = tmp_path / "toy.yaml"
    recipe.write_text(RECIPE.replace("seed: 3", "seed: 3\ntask: multi-label"))
    words = [recipe, "--data", world, "--runs", tmp_path / "runs", "--to", tmp_path / "model"]
    flags = ["--cross-source"] if verb is evaluate.command else []
    done = CliRunner().invoke(verb, [*map(str, words), *flags])
    assert done.exit_code != 0
    assert "exclude" in done.output
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


def test_the_figure_across_sources_stays_with_its_model(tmp_path):
    first = {"model": "a-1", "recipe": "a", "cross_source": {"n": 5}, "items": []}
    steps.keep(dict(first), tmp_path)
    for model, expected in (("a-1", {"n": 5}), ("a-2", None), ("a-1", None)):
        steps.keep({"model": model, "recipe": "a", "items": []}, tmp_path)
        written = json.loads((tmp_path / "evaluation.json").read_text())
        assert written.get("cross_source") == expected
        assert list(written)[-1] == "items"


def test_what_was_not_measured_anew_stays_with_its_model(tmp_path):
    whole = {"model": "a-1", "test": {"n": 1}, "novelty": {"auroc": 0.9}, "items": []}
    steps.keep(dict(whole), tmp_path)
    steps.keep({"model": "a-1", "test": {"n": 2}, "items": []}, tmp_path)
    written = json.loads((tmp_path / "evaluation.json").read_text())
    assert (written["test"], written["novelty"]) == ({"n": 2}, {"auroc": 0.9})
    steps.keep({"model": "a-2", "test": {"n": 3}, "items": []}, tmp_path)
    assert "novelty" not in json.loads((tmp_path / "evaluation.json").read_text())


def test_a_recipe_that_keeps_no_source_is_told_before_anything_is_measured(
    world, trained, tmp_path, monkeypatch
):
    monkeypatch.setattr(steps, "evaluate", lambda *_: pytest.fail("measured first"))
    shutil.copytree(trained / "runs", tmp_path / "runs")
    shutil.copytree(trained / "model", tmp_path / "model")
    recipe = tmp_path / "toy.yaml"
    recipe.write_text(re.sub("test_share: *{[^}]*}", "test_share: {}", RECIPE))
    assert recipe.read_text() != RECIPE
    _recipe, *words = arguments(world, tmp_path)
    done = CliRunner().invoke(evaluate.command, [str(recipe), *words, "--cross-source"])
    assert done.exit_code == 1
    assert "split.test_share" in done.output
