from dataclasses import replace
from pathlib import Path

from tests.learning.test_training import experiment
from whence.learning.served import folder_for


def test_only_the_gallerys_recipe_writes_where_the_gallery_reads(world, tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    made = experiment(world, tmp_path / "runs")
    assert folder_for(made, None) == Path("model")
    for name in (None, "mine"):
        other = replace(made, recipe=made.recipe.model_copy(update={"saves_as": name}))
        assert folder_for(other, None) == made.run / "model"
    assert folder_for(other, tmp_path / "here") == tmp_path / "here"
    assert (tmp_path / "here").is_dir()
