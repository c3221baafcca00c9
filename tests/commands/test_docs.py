"""The documents say what the results and the code say."""

import re
import shutil
from pathlib import Path

import pytest
from click.testing import CliRunner

from tests.conftest import ROOT
from whence.cli import main
from whence.commands.docs import DOCUMENTS


@pytest.mark.parametrize("document", DOCUMENTS)
def test_every_figure_and_setting_is_the_current_one(document: str, tmp_path: Path) -> None:
    for source in ("model", "deploy", "docs", "README.md", "Makefile", "benchmarks"):
        copy = shutil.copytree if (ROOT / source).is_dir() else shutil.copy
        copy(ROOT / source, tmp_path / source)
    result = CliRunner().invoke(main, ["docs", "--root", str(tmp_path)])
    assert result.exit_code == 0, result.output
    written = (tmp_path / document).read_text(encoding="utf-8")
    assert written == (ROOT / document).read_text(encoding="utf-8"), "run `make docs`"


def test_the_readme_is_short_and_its_links_lead_somewhere() -> None:
    text = (ROOT / "README.md").read_text(encoding="utf-8")
    assert len(text.splitlines()) < 150
    for target in re.findall(r"\]\((?!https?:)([^)#]+)", text):
        assert (ROOT / target).exists(), target


def test_results_that_are_not_whole_are_told(tmp_path: Path) -> None:
    for source in ("model", "deploy", "docs", "README.md", "Makefile", "benchmarks"):
        copy = shutil.copytree if (ROOT / source).is_dir() else shutil.copy
        copy(ROOT / source, tmp_path / source)
    (tmp_path / "model" / "evaluation.json").write_text("{}")
    result = CliRunner().invoke(main, ["docs", "--root", str(tmp_path)])
    assert result.exit_code == 1
    assert "README.md: a file of results is not what its command writes" in result.output
