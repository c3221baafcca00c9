"""The documents say what the results and the code say."""

import re
import shutil
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from tests.conftest import ROOT
from whence.cli import main
from whence.commands.docs import DOCUMENTS


@pytest.fixture
def project(tmp_path: Path) -> Path:
    """A copy of all that `docs` reads and writes."""
    for source in ("model", "deploy", "docs", "README.md", "Makefile", "benchmarks"):
        copy = shutil.copytree if (ROOT / source).is_dir() else shutil.copy
        copy(ROOT / source, tmp_path / source)
    return tmp_path


def docs(project: Path) -> Result:
    return CliRunner().invoke(main, ["docs", "--root", str(project)])


@pytest.mark.parametrize("document", DOCUMENTS)
def test_every_figure_and_setting_is_the_current_one(document: str, project: Path) -> None:
    result = docs(project)
    assert result.exit_code == 0, result.output
    written = (project / document).read_text(encoding="utf-8")
    assert written == (ROOT / document).read_text(encoding="utf-8"), "run `make docs`"


def test_the_readme_is_short_and_its_links_lead_somewhere() -> None:
    text = (ROOT / "README.md").read_text(encoding="utf-8")
    assert len(text.splitlines()) < 150
    for target in re.findall(r"\]\((?!https?:)([^)#]+)", text):
        assert (ROOT / target).exists(), target


def test_results_that_are_not_whole_are_told(project: Path) -> None:
    (project / "model" / "evaluation.json").write_text("{}")
    result = docs(project)
    assert result.exit_code == 1
    assert "README.md: a file of results is not what its command writes" in result.output


def test_a_document_without_its_markers_is_told(project: Path) -> None:
    readme = project / "README.md"
    text = readme.read_text(encoding="utf-8")
    readme.write_text(text.replace("<!-- settings:end -->\n", ""), encoding="utf-8")
    result = docs(project)
    assert result.exit_code == 1
    assert "Error: README.md: There is no region “settings”" in result.output
