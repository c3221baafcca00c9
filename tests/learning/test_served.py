from dataclasses import replace
from pathlib import Path

import pytest

from tests.conftest import ROOT
from tests.learning.test_training import experiment
from whence import bundle
from whence.learning.dataset import DataError
from whence.learning.served import folder_for, open_served

TINY = bundle.read(ROOT / "tests" / "fixtures" / "tiny" / "tiny.pkl")


def test_only_the_gallerys_recipe_writes_where_the_gallery_reads(world, tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    made = experiment(world, tmp_path / "runs")
    assert folder_for(made, None) == Path("model")
    for name in (None, "mine"):
        other = replace(made, recipe=made.recipe.model_copy(update={"saves_as": name}))
        assert folder_for(other, None) == made.run / "model"
    assert folder_for(other, tmp_path / "here") == tmp_path / "here"
    assert (tmp_path / "here").is_dir()


def test_what_was_measured_of_another_recipe_is_not_written_over(world, tmp_path):
    made = experiment(world, tmp_path / "runs")
    (tmp_path / "evaluation.json").write_text('{"recipe": "toy"}')
    assert folder_for(made, tmp_path) == tmp_path
    (tmp_path / "evaluation.json").write_text('{"recipe": "other"}')
    with pytest.raises(DataError, match=r"measured of `other`; name another folder with --to"):
        folder_for(made, tmp_path)


@pytest.mark.parametrize("named", [True, False])
def test_a_model_is_not_asked_about_what_it_learnt_from_under_another_division(
    world, tmp_path, named
):
    """One that was kept before divisions were named is believed."""
    made = experiment(world, tmp_path / "runs")
    data = made.fingerprint if named else made.fingerprint.partition("-")[0]
    bundle.write(replace(TINY, labels=made.recipe.labels, data_fingerprint=data), tmp_path, "tiny")
    assert open_served(made, tmp_path / "tiny.pkl").data_fingerprint == data
    other = replace(made, parts=made.parts[1:] + made.parts[:1])
    if not named:
        assert open_served(other, tmp_path / "tiny.pkl")
        return
    with pytest.raises(DataError, match="trained on another division of these pictures"):
        open_served(other, tmp_path / "tiny.pkl")
    fewer = replace(made, items=made.items[1:], parts=made.parts[1:])
    with pytest.raises(DataError, match="on other pictures"):
        open_served(fewer, tmp_path / "tiny.pkl")
