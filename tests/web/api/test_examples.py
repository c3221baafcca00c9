"""The examples of docs/api.md do what it says they do."""

import json
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
import requests
from playwright.sync_api import Browser

from tests.browsing import Served
from tests.conftest import ROOT
from tests.web.test_uploads import picture
from whence import pictures
from whence.predicting import STATUS
from whence.public_web import errors as addresses

TEXT = (ROOT / "docs" / "api.md").read_text(encoding="utf-8")

EXAMPLE = "http://127.0.0.1:8050"


def examples(language: str) -> list[str]:
    return re.findall(rf"^```{language}\n(.*?)^```$", TEXT, re.MULTILINE | re.DOTALL)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "painting.jpg").write_bytes(picture(".jpg"))
    (tmp_path / "another.png").write_bytes(picture(".png"))
    return tmp_path


def run(folder: Path, gallery: Served, *command: str) -> str:
    words = [word.replace(EXAMPLE, gallery.url) for word in command]
    result = subprocess.run(words, cwd=folder, capture_output=True, text=True, timeout=60)
    assert result.returncode == 0, result.stderr
    return result.stdout


@pytest.mark.parametrize("example", examples("sh"))
def test_curl(folder: Path, gallery: Served, example: str) -> None:
    if shutil.which("curl") is None:
        pytest.skip("needs curl, which this machine does not have")
    said = json.loads(run(folder, gallery, "sh", "-ec", example))
    if "/predict" in example:
        assert all(result["probabilities"] for result in said["results"])
        assert len(said["results"]) == max(1, example.count("file=@"))
    elif "/scorefile/" in example:
        assert sum(said.values()) == pytest.approx(1)
    else:
        assert said["total"] == len(said["items"]) > 0


def test_python(folder: Path, gallery: Served) -> None:
    # Fewer on a page, so that there is more than one.
    codes = [example.replace('"limit": 100', '"limit": 10') for example in examples("python")]
    several, pages = (run(folder, gallery, sys.executable, "-c", code) for code in codes)
    assert [line.split()[0] for line in several.splitlines()] == ["painting.jpg", "another.png"]
    assert "%" in several
    assert all("india" in line for line in pages.splitlines())
    assert len(pages.splitlines()) == len(set(pages.splitlines())) > 10


def test_javascript_on_a_page_from_elsewhere(
    folder: Path, gallery: Served, browser: Browser
) -> None:
    (example,) = examples("js")
    code = example.replace(EXAMPLE, gallery.url)
    page = browser.new_page()
    page.set_content('<input type="file">')
    page.set_input_files("input", folder / "painting.jpg")
    (result,) = page.evaluate(f"async () => {{ {code}; return results; }}")
    assert result["file"] == "painting.jpg"
    assert result["probabilities"][result["label"]] == result["confidence"]
    page.close()


def test_the_answer_shown_has_every_key_of_a_real_one(folder: Path, gallery: Served) -> None:
    (shown,) = (json.loads(example) for example in examples("json"))
    files = {"file": (folder / "painting.jpg").read_bytes()}
    real = requests.post(f"{gallery.url}/api/v1/predict", files=files, timeout=20).json()
    assert list(shown["results"][0]) == list(real["results"][0])


@pytest.mark.parametrize("code", sorted({*STATUS, *pictures.REFUSALS, *addresses.REFUSALS}))
def test_every_code_of_a_refused_picture_is_told(code: str) -> None:
    assert f"`{code}`" in TEXT


def test_every_problem_of_the_api_is_told() -> None:
    code = "".join(file.read_text() for file in (ROOT / "whence" / "web").rglob("*.py"))
    found = set(re.findall(r'Problem\(\s*(\d+),\s*"([a-z-]+)"', code))
    assert ("415", "not-a-picture") in found
    rows = [row.split(" | ") for row in TEXT.splitlines() if row.startswith("| ")]
    told = {(status.strip("| "), word) for status, words, *_ in rows for word in words.split("`")}
    assert found <= told
