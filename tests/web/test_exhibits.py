import json
from pathlib import Path
from typing import Any

import pytest

from tests.conftest import ROOT
from tests.test_gallery import STUDIES
from whence.web.exhibits import Exhibits
from whence.web.language import speaking

MEASURED: dict[str, Any] = json.loads((ROOT / "model" / "evaluation.json").read_text())


def shown(folder: Path, **changes: Any) -> Exhibits:
    """What the page shows of the served model, some of what was measured of it changed."""
    (folder / "evaluation.json").write_text(json.dumps(MEASURED | changes))
    return Exhibits(STUDIES, folder, MEASURED["model"])


def test_an_unevaluated_model_still_shows_what_hangs(tmp_path: Path) -> None:
    exhibits = Exhibits(STUDIES, tmp_path, "m-1")
    assert set(exhibits.tables) == {"holdings", "misses"}
    assert exhibits.cell("China", "Japan").rows == []
    assert "not been evaluated" in exhibits.sentence


@pytest.mark.parametrize("text", ["[]", '"text"', "7", "null", "{", '{"model": "m-1", "test": 3}'])
def test_results_that_make_no_sense_are_left_out(tmp_path: Path, text: str) -> None:
    (tmp_path / "evaluation.json").write_text(text)
    (tmp_path / "evaluations").mkdir()
    (tmp_path / "evaluations" / "tutorial.json").write_text(text)
    exhibits = Exhibits(STUDIES, tmp_path, "m-1")
    assert set(exhibits.tables) == {"holdings", "misses"}
    assert exhibits.sentence == "This model has not been evaluated yet."


def test_figures_of_another_model_are_not_shown(tmp_path: Path) -> None:
    assert "accuracy" in shown(tmp_path).tables
    other = shown(tmp_path, model="another-1")
    assert set(other.tables) == {"holdings", "misses"}
    assert "not been evaluated" in other.sentence


def test_confidence_is_shown_as_it_was_measured(tmp_path: Path) -> None:
    tables = shown(tmp_path).tables
    assert sum(tables["reliability"].column("works")) == MEASURED["selective"]["n"]
    assert tables["selective"].column("answered")[-1] == 1
    assert tables["selective"].column("right")[0] == MEASURED["selective"]["curve"][0]["accuracy"]
    none = shown(tmp_path, selective={"curve": [3]}).tables
    assert "accuracy" in none
    odd = MEASURED["test"] | {"per_class": {"China": 3}}
    assert "accuracy" not in shown(tmp_path, test=odd).tables
    assert "reliability" not in none


def test_a_model_that_is_never_sure_is_said_to_be_so(tmp_path: Path) -> None:
    never = MEASURED["selective"] | {"confident": 0.0, "right_when_sure": None}
    assert "sure of none" in shown(tmp_path, selective=never).sentence


def test_ours_stands_beside_the_tutorials_where_both_are_known(tmp_path: Path) -> None:
    assert "networks" not in shown(tmp_path).tables
    (tmp_path / "evaluations").mkdir()
    tutorial = tmp_path / "evaluations" / "tutorial.json"
    tutorial.write_text(json.dumps({"test": {"balanced_accuracy": 0.5}}))
    exhibits = shown(tmp_path)
    assert exhibits.tables["networks"].column("network") == ["Whence", "Tutorial"]
    assert "times in 100" in exhibits.sentence
    assert "networks" not in shown(tmp_path, model="another-1").tables


def test_how_it_fares_with_unknown_collections_is_said_where_it_was_measured(
    tmp_path: Path,
) -> None:
    rows = [[0, 0, 0, 0], [230, 770, 0, 0], [0, 0, 354, 0], [0, 0, 0, 0]]
    sentence = shown(tmp_path, cross_source={"confusion": rows}).sentence
    assert "1,354 works in them, it was right about 77 % (China), > 99 % (India)." in sentence
    with speaking("zh-Hans"):
        chinese = shown(tmp_path, cross_source={"confusion": rows}).sentence
    assert "77% (中国)、>99% (印度)" in chinese
    assert "。 " not in chinese
    for nothing in (None, {}, {"confusion": 3}, {"confusion": [[1]]}):
        assert "collections" not in shown(tmp_path, cross_source=nothing).sentence


def test_a_share_that_is_missing_is_no_failure(tmp_path: Path) -> None:
    partly = {key: value for key, value in MEASURED["selective"].items() if key != "torn"}
    assert "not been evaluated" in shown(tmp_path, selective=partly).sentence


def test_pictures_that_are_hardly_new_are_told(tmp_path: Path) -> None:
    leaks = {"n": 8, "accuracy_without": 0.417}
    said = "8 of these resemble one that it learnt from; it is right about 42 % of the others."
    assert said in shown(tmp_path, near_duplicates=leaks).sentence
    for clean in (None, {}, {"n": 0, "accuracy_without": 0.9}, {"n": 4, "accuracy_without": None}):
        assert "resemble" not in shown(tmp_path, near_duplicates=clean).sentence


def test_none_of_what_was_counted_is_none(tmp_path: Path) -> None:
    never = MEASURED["selective"] | {"torn": 0.0}
    assert "cannot decide about 0 %" in shown(tmp_path, selective=never).sentence
