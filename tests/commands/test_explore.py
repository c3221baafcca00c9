import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from tests.conftest import ROOT
from whence.cli import main

RECIPE = """\
name: tiny
labels: [America, China, India, Japan]
data: {kind: catalogue, folder: studies, csv: table.csv}
training: {phases: [{epochs: 1}]}
"""


@pytest.fixture
def recipe(tmp_path: Path) -> Path:
    """Make a recipe of eight of the built-in studies."""
    folder = tmp_path / "studies"
    folder.mkdir()
    rows = ["file,culture,artist,source"]
    for culture in ("America", "China", "India", "Japan"):
        for number in ("01", "02"):
            name = f"{culture.lower()}-{number}.webp"
            shutil.copy(ROOT / "data" / "studies" / name, folder)
            rows.append(f"{name},{culture},,painter {number}")
    (folder / "table.csv").write_text("\n".join(rows) + "\n")
    (tmp_path / "tiny.yaml").write_text(RECIPE)
    return tmp_path / "tiny.yaml"


def call(*arguments: object) -> Result:
    return CliRunner().invoke(main, ["explore", *map(str, arguments)])


def test_pictures_and_a_page_are_written(recipe: Path, tmp_path: Path) -> None:
    to = tmp_path / "out" / "explored"
    done = call(recipe, "--data", tmp_path / "studies", "--to", to)
    assert done.exit_code == 0, done.output
    assert done.output.endswith(f"8 pictures in {to / 'index.html'}.\n")
    names = ["index.html", "labels.png", "sizes.png", "sources.png", "works.png"]
    assert sorted(file.name for file in to.iterdir()) == names
    assert "The data of tiny" in (to / "index.html").read_text(encoding="utf-8")


def test_what_the_recipe_leaves_out_is_told(recipe: Path, tmp_path: Path) -> None:
    with (tmp_path / "studies" / "table.csv").open("a") as table:
        table.write("japan-01.webp,japan,,\n")
    done = call(recipe, "--data", tmp_path / "studies", "--to", tmp_path / "to")
    told = "Left out, of labels that the recipe does not know: 1 (japan 1)."
    assert told in done.output
    assert told in (tmp_path / "to" / "index.html").read_text(encoding="utf-8")


def test_what_is_no_picture_is_told(recipe: Path, tmp_path: Path) -> None:
    (tmp_path / "studies" / "india-01.webp").write_bytes(b"")
    done = call(recipe, "--data", tmp_path / "studies", "--to", tmp_path / "to")
    assert done.exit_code == 0
    assert done.output.endswith("1 files are no readable pictures; see the page.\n")
    assert "india-01.webp" in (tmp_path / "to" / "index.html").read_text(encoding="utf-8")


def test_mistakes_are_one_sentence(recipe: Path, tmp_path: Path) -> None:
    data = ("--data", tmp_path / "studies")
    (tmp_path / "file").write_text("")
    for words, *arguments in (
        ("There is no readable recipe", tmp_path / "none.yaml", "--to", tmp_path),
        ("name the folder with --data", recipe, "--data", tmp_path / "no", "--to", tmp_path),
        (
            f"{tmp_path / 'file' / 'to'}: Not a directory.",
            recipe,
            *data,
            "--to",
            tmp_path / "file" / "to",
        ),
    ):
        done = call(*arguments)
        assert done.exit_code == 1
        assert words in done.output
        assert done.output.count("\n") == 1


def test_a_look_at_the_data_never_loads_tensorflow() -> None:
    code = (
        "import sys, whence.learning.exploring_page, whence.learning.exploring_figures\n"
        "sys.exit('tensorflow' in sys.modules or 'matplotlib.pyplot' in sys.modules)"
    )
    assert subprocess.run([sys.executable, "-c", code], cwd=ROOT, check=False).returncode == 0
