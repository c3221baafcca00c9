import json
import shutil
from pathlib import Path

from tests.conftest import ROOT
from tests.test_gallery import STUDIES
from whence.web.exhibits import Exhibits


def test_an_unevaluated_model_still_shows_what_hangs(tmp_path: Path) -> None:
    exhibits = Exhibits(STUDIES, tmp_path)
    assert set(exhibits.tables) == {"holdings", "misses"}
    assert exhibits.cell("China", "Japan").rows == []
    assert "not been evaluated" in exhibits.sentence


def test_ours_stands_beside_the_tutorials_where_both_are_known(tmp_path: Path) -> None:
    shutil.copy(ROOT / "model" / "evaluation.json", tmp_path)
    assert "networks" not in Exhibits(STUDIES, tmp_path).tables
    (tmp_path / "evaluations").mkdir()
    tutorial = tmp_path / "evaluations" / "tutorial.json"
    tutorial.write_text(json.dumps({"test": {"balanced_accuracy": 0.5}}))
    exhibits = Exhibits(STUDIES, tmp_path)
    assert exhibits.tables["networks"].column("network") == ["Whence", "Tutorial"]
    assert "times in 100" in exhibits.sentence
