import shutil

import numpy as np
import pytest

from whence.learning import strangers
from whence.learning.dataset import DataError, picture_of
from whence.learning.experiment import prepare_experiment
from whence.learning.recipe_file import read_recipe


def test_drawn_pictures_are_the_same_each_time_and_differ_among_themselves(tmp_path):
    first = strangers.drawn(tmp_path / "one", 3)
    again = strangers.drawn(tmp_path / "two", 3)
    assert [item.source for item in first] == ["noise"] * 3 + ["flat"] * 3 + ["text"] * 3
    pictures = [picture_of(item) for item in first]
    for item, picture in zip(again, pictures, strict=True):
        assert np.array_equal(picture_of(item), picture)
    assert len({picture.tobytes() for picture in pictures}) == 9


@pytest.mark.parametrize("seed", range(5))
def test_what_they_show(seed):
    rng = np.random.default_rng(seed)
    assert strangers.flat(rng).std(axis=(0, 1)).max() == 0
    assert strangers.noise(rng).std() > 5
    page = strangers.text(rng)
    assert len(np.unique(page[..., 0])) > 5
    assert page.shape == (448, 448, 3)


def test_a_folder_of_folders_gives_kinds_but_never_the_models_own_data(world):
    found = strangers.found(world, world / "India", each=7)
    assert {item.source for item in found} == {"America", "China", "Japan"}
    assert len(found) == 21
    assert found == strangers.found(world, world / "India", each=7)


def test_a_folder_without_strangers_is_told(world, tmp_path):
    """The recipe's own folder, a part of it, or pictures that are in no folder of a kind."""
    (tmp_path / "1.jpg").write_bytes(b"picture")
    for folder in (world, world / "India", tmp_path):
        with pytest.raises(DataError, match="each kind into a folder of its own"):
            strangers.found(folder, world)


@pytest.mark.parametrize("name", ["all", "noise"])
def test_a_folder_called_like_another_row_of_the_report_is_told(world, tmp_path, name):
    shutil.copytree(world / "Japan", tmp_path / name)
    with pytest.raises(DataError, match=f"Call .*{name} otherwise"):
        strangers.found(tmp_path, world)


def test_a_stranger_that_is_no_picture_is_told(world, tmp_path):
    shutil.copytree(world / "Japan", tmp_path / "birds")
    (tmp_path / "birds" / "1.png").write_bytes(b"no picture")
    with pytest.raises(DataError, match=r"birds/1\.png"):
        strangers.found(tmp_path, world)


def test_near_strangers_are_the_labels_that_the_recipe_does_not_know(world, trained):
    recipe = read_recipe(world / "toy.yaml")
    experiment = prepare_experiment(recipe, world, None, trained / "runs")
    assert strangers.near(experiment) == []  # the one row of Nowhere has no file
    less = recipe.model_copy(update={"labels": ("America", "China", "India")})
    experiment = prepare_experiment(less, world, None, trained / "runs")
    near = strangers.near(experiment)
    assert len(near) == 20
    assert {item.labels for item in near} == {("Japan",)}


def test_strangers_that_are_no_pictures_or_have_two_labels_are_left_out(world, trained, tmp_path):
    data = tmp_path / "data"
    shutil.copytree(world, data)
    (data / "Japan" / "1.png").write_bytes(b"no picture")
    with (data / "paintings.csv").open("a") as rows:
        rows.write("Japan/2.png,Edo,,main\n")
    recipe = read_recipe(world / "toy.yaml")
    less = recipe.model_copy(update={"labels": ("America", "China", "India")})
    near = strangers.near(prepare_experiment(less, data, None, tmp_path / "runs"))
    assert sorted(item.file for item in near) == sorted(
        f"Japan/{n}.png" for n in range(20) if n not in (1, 2)
    )
