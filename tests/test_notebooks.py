"""The notebooks run from a plain checkout, and are committed without what they print."""

import shutil
from pathlib import Path
from typing import Any

import nbformat
import pytest
from nbclient import NotebookClient

from tests.conftest import ROOT

NOTEBOOKS = sorted((ROOT / "notebooks").glob("*.ipynb"))
FOLDERS = ("assets", "data", "model", "notebooks", "recipes", "tests", "whence")


@pytest.fixture(scope="module")
def checkout(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Copy what a checkout holds, so that the notebooks write nothing into this one."""
    folder = tmp_path_factory.mktemp("checkout")
    shutil.copy(ROOT / "app.py", folder)
    leave = shutil.ignore_patterns("__pycache__", "images", "*.db*", ".*")
    for name in FOLDERS:
        shutil.copytree(ROOT / name, folder / name, ignore=leave)
    return folder


@pytest.fixture
def quiet(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Keep Jupyter's and matplotlib's own files out of the home folder, and museums unasked."""
    for name in ("IPYTHONDIR", "JUPYTER_CONFIG_DIR", "JUPYTER_RUNTIME_DIR", "MPLCONFIGDIR"):
        monkeypatch.setenv(name, str(tmp_path / name.lower()))
    monkeypatch.setenv("PYTHONWARNINGS", "ignore:__array__ impl:DeprecationWarning")
    for name in ("PORT", "WHENCE_CATALOGUE", "WHENCE_MODEL", "WHENCE_MUSEUMS", "DATABASE_URL"):
        monkeypatch.delenv(name, raising=False)


def outputs(notebook: Any) -> list[Any]:
    cells = (cell for cell in notebook.cells if cell.cell_type == "code")
    return [output for cell in cells for output in cell.outputs]


@pytest.mark.parametrize("path", NOTEBOOKS, ids=lambda path: path.stem)
@pytest.mark.usefixtures("quiet")
def test_it_runs(path: Path, checkout: Path) -> None:
    notebook = nbformat.read(path, as_version=4)
    place = {"metadata": {"path": str(checkout / "notebooks")}}
    NotebookClient(notebook, timeout=300, kernel_name="python3", resources=place).execute()
    said = "".join(output.get("text", "") for output in outputs(notebook))
    assert "Error" not in said
    pictures = [output for output in outputs(notebook) if "image/png" in output.get("data", {})]
    assert pictures or "thumbnail" in said


@pytest.mark.parametrize("path", NOTEBOOKS, ids=lambda path: path.stem)
def test_it_is_committed_small_and_without_outputs(path: Path) -> None:
    notebook = nbformat.read(path, as_version=4)
    nbformat.validate(notebook)
    assert not outputs(notebook)
    assert all(cell.get("execution_count") is None for cell in notebook.cells)
    assert path.stat().st_size < 30_000
    assert len(notebook.cells) <= 12


def test_all_four_are_there() -> None:
    names = [path.stem for path in NOTEBOOKS]
    assert names == ["01_collect", "02_train", "03_evaluate", "04_deploy"]
