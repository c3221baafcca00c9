import unicodedata
from pathlib import Path

import pytest

from tests.learning.conftest import RECIPE
from whence.learning.recipe_file import RecipeError, read_recipe

ROOT = Path(__file__).resolve().parents[2]


def refusal(tmp_path, text):
    file = tmp_path / "r.yaml"
    file.write_text(text)
    with pytest.raises(RecipeError) as caught:
        read_recipe(file)
    return str(caught.value).replace(str(file), "r.yaml")


@pytest.mark.parametrize("file", sorted((ROOT / "recipes").glob("*.yaml")), ids=lambda f: f.stem)
def test_every_recipe_of_the_project_is_valid(file):
    assert read_recipe(file).name == file.stem


def test_values_and_defaults(tmp_path):
    file = tmp_path / "r.yaml"
    file.write_text(RECIPE)
    recipe = read_recipe(file)
    assert recipe.labels == ("America", "China", "India", "Japan")
    assert recipe.task == "single-label"
    assert recipe.backbone.name == "MobileNetV2"
    assert [phase.unfreeze for phase in recipe.training.phases] == ["none", "block_1_expand"]


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ("seed: 3", "sead: 3", "line 4: there is no key `sead`; did you mean `seed`?"),
        ("seed: 3", "seed: -3", "line 4: `seed` is -3: input should be greater than or equal to 0"),
        ("  valid: 0.2", "  valid: 2", "line 8: `split.valid` is 2: input should be less than"),
        (
            "{kind: catalogue}",
            "{kind: magic}",
            "line 6: `data.kind` is 'magic': write catalogue, folders, table, labelme, urls.",
        ),
        (
            "{kind: catalogue}",
            "{kind: folder}",
            "labelme, urls; did you mean `folders`?",
        ),
        ("name: toy", "name: My Toy", "write small letters, digits and hyphens, a letter first."),
        ("seed: 3", "seed: three", "line 4: `seed` is 'three': write a whole number."),
        (
            "{kind: catalogue}",
            "{csv: a}",
            "line 6: `data` does not say how pictures come; write a `kind`: cat",
        ),
        (
            "{kind: catalogue}",
            "{kind: catalogue, cvs: a}",
            "line 6: there is no key `data.cvs`; did you mean `csv`?",
        ),
        ("epochs: 2,", "epoch: 2,", "line 22: there is no key `training.phases.1.epoch`; did you"),
        ("image_size: 32", "image_size: big", "line 5: `image_size` is 'big'"),
        (
            "image_size: 32",
            "image_size: 1025",
            "`image_size` is 1025: input should be less",
        ),
        ("seed: 3", "seed: 4294967296", "equal to 4294967295"),
        (
            "{unfreeze: none,",
            "{unfreeze: none, size: 5000,",
            "`training.phases.0.size` is 5000",
        ),
        ("India, Japan]", "India, India]", "line 3: `labels` names a label twice"),
        ("name: toy", "task: single-label", "`name` is missing; write it"),
        ("seed: 3", "seed: 3\nseed: 4", "line 5: `seed` stands here again."),
        ("epochs: 2,", "epochs: 2, epochs: 3,", "line 22: `epochs` stands here again."),
        ("India, Japan]", "India, '']", "`labels` has ''; write words"),
        ("India, Japan]", "India, ' Japan']", "`labels` has ' Japan'; write words"),
        ("rate: 1.0", "rate: .inf", "`training.phases.0.rate` is inf: input should be a finite"),
        (
            "{kind: catalogue}",
            "{kind: folders, folder: a, valid: train}",
            "names a folder twice; what is learnt from can neither validate nor test",
        ),
        (
            "{weights: none, cut_at: block_1_expand_relu}",
            "{name: tutorial-cnn}",
            "tutorial-cnn has no weights to begin with; write `weights: none`",
        ),
        (
            "{kind: catalogue}",
            "{csv: a.csv}",
            "does not say how pictures come; write a `kind`",
        ),
        (
            "seed: 3",
            "seed: 3\nepochs: 4",
            "line 5: there is no key `epochs`; did you mean `epochs` under `training.phases`?",
        ),
        (
            "training:",
            "training:\n  label_smooting: 0.1",
            "there is no key `training.label_smooting`; did you mean `label_smoothing`?",
        ),
        (
            "training:",
            "training:\n  image_sise: 96",
            "did you mean `image_size` at the left edge?",
        ),
        ("seed: 3", "seed: 3\nzzz: 4", "there is no key `zzz`; take it out."),
        (
            "India, Japan]",
            "India, 2024]",
            "`labels.3` is 2024: input should be a valid string; put",
        ),
        ("[America, China, India, Japan]", "America", "write a list, like [one, two]."),
        ("India, Japan]", "India, no]", "YAML reads yes and no so, put it between quotes."),
        ("seed: 3", "seed: yes", "`seed` is True: write a number."),
        ("seed: 3", "right_when_sure: no", "is False: write a number, or null for none."),
        ("dropout: 0}", "dropout: yes}", "`head.dropout` is True: write a number."),
        ("dropout: 0}", "dropout: 1.0}", "input should be less than 1."),
        (
            "same_work: 1.0",
            "same_work: no",
            "is False: write a number, or null for none.",
        ),
        ("seed: 3", "online: no", "put it between quotes, or write null for none."),
    ],
)
def test_mistakes_name_the_line_and_the_remedy(tmp_path, old, new, said):
    assert said in refusal(tmp_path, RECIPE.replace(old, new))


@pytest.mark.parametrize("left", ["none", "block_1_expand"])
def test_a_soup_needs_a_head_and_fine_tunings_of_it(tmp_path, left):
    """`left` is what the only phase that is left unfreezes."""
    lines = [line for line in RECIPE.splitlines() if f"- {{unfreeze: {left}" in line]
    start = RECIPE[: RECIPE.index("  phases:")]
    text = "\n".join([start + "  soup: {runs: 2}", "  phases:", *lines])
    said = refusal(tmp_path, text)
    assert said.startswith("r.yaml, line 16: `training.soup` averages fine-tunings of one head")
    file = tmp_path / "whole.yaml"
    file.write_text(RECIPE.replace("  phases:", "  soup: {runs: 2}\n  phases:"))
    assert read_recipe(file).training.soup.runs == 2


def test_all_mistakes_are_told_at_once(tmp_path):
    said = refusal(
        tmp_path, RECIPE.replace("seed: 3", "seed: -3").replace("valid: 0.2", "valid: 2")
    )
    assert len(said.splitlines()) == 2


def test_a_wrong_key_in_the_only_phase_is_one_mistake(tmp_path):
    lines = [line for line in RECIPE.splitlines() if "- {unfreeze: block_1" not in line]
    said = refusal(tmp_path, "\n".join(lines).replace("rate:", "rat:"))
    assert said.splitlines() == [said]
    assert "did you mean `rate`?" in said


def test_a_list_of_wrong_words_is_not_also_called_too_short(tmp_path):
    said = refusal(tmp_path, RECIPE.replace("[America, China, India, Japan]", "[yes, no]"))
    assert [line.split("`")[1] for line in said.splitlines()] == ["labels.0", "labels.1"]


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("a: [1", "line 1: this is not YAML"),
        ("", "is no recipe"),
        ("a: 2024-13-45", "a value that cannot be read (month"),
        ("- 1\n", "is no recipe"),
        ("a: &y\n  b: *y\n", "nested too deeply, or names itself"),
        ("a: " + "[" * 2000, "nested too deeply"),
    ],
)
def test_what_is_no_mapping_is_refused(tmp_path, text, said):
    assert said in refusal(tmp_path, text)


def test_a_missing_file_is_told(tmp_path):
    with pytest.raises(RecipeError, match="no readable recipe"):
        read_recipe(tmp_path / "none.yaml")


def test_the_tutorials_network_has_one_size(tmp_path):
    text = RECIPE.replace("cut_at: block_1_expand_relu", "name: tutorial-cnn")
    said = refusal(tmp_path, text.replace("{unfreeze: none,", "{unfreeze: none, size: 96,"))
    assert "all its phases see `image_size`; leave `size` out" in said


def test_names_are_alike_in_whichever_form_their_letters_are_written(tmp_path):
    weights = {"America": 1, "Caf\u00e9": 2, "India": 1, "Japan": 1}
    text = RECIPE.replace("China", "Caf\u00e9").replace("balanced", str(weights).replace("'", ""))
    text = text.replace("kind: catalogue", "kind: catalogue, label: \u00e9cole")
    file = tmp_path / "r.yaml"
    file.write_text(unicodedata.normalize("NFD", text))
    recipe = read_recipe(file)
    assert recipe.labels[1] == "Caf\u00e9"
    assert recipe.training.class_weights == weights
    assert recipe.data.label == "\u00e9cole"


def test_the_larger_networks_weights_of_labels_name_these_labels(tmp_path):
    online = (
        "online:\n  backbone: {name: ResNet50}\n  image_size: 64\n"
        "  training: {class_weights: {China: 2}, phases: [{epochs: 1}]}\n"
    )
    assert "`online.training.class_weights` must name every label" in refusal(
        tmp_path, RECIPE + online
    )


def test_a_recipe_in_another_encoding_is_told(tmp_path):
    file = tmp_path / "r.yaml"
    file.write_text(RECIPE, encoding="utf-16")
    with pytest.raises(RecipeError, match="is not written in UTF-8; save it so"):
        read_recipe(file)
