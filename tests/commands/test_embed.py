import shutil
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner, Result

from tests.conftest import ROOT
from whence.bundle import read, write
from whence.catalogue import Catalogue
from whence.classifier import Prediction
from whence.cli import main
from whence.gallery import Gallery
from whence.similar import Neighbours

TINY = ROOT / "tests" / "fixtures" / "tiny" / "tiny.pkl"


@pytest.fixture
def studies(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A copy of the studies, which alone are the catalogue."""
    shutil.copytree(ROOT / "data" / "studies", tmp_path / "studies")
    shutil.copy(ROOT / "data" / "studies.csv", tmp_path)
    for name in ("WHENCE_CATALOGUE", "WHENCE_STUDIES"):
        monkeypatch.setenv(name, str(tmp_path / "studies.csv"))
    monkeypatch.setenv("WHENCE_MODEL", str(TINY))
    monkeypatch.setenv("WHENCE_CACHE", str(tmp_path / "cache"))
    return tmp_path


def embed() -> Result:
    return CliRunner().invoke(main, ["embed"])


def saved(folder: Path) -> Neighbours:
    works = Neighbours("tiny-39a4d6c2")
    hanging = Catalogue.load(ROOT / "data" / "studies.csv")
    assert works.load(folder / "studies.embeddings.npz", hanging)
    return works


def test_every_work_is_embedded(studies: Path) -> None:
    result = embed()
    assert result.exit_code == 0, result.output
    assert len(saved(studies)) == 48


def test_a_work_that_cannot_be_had_is_left_for_the_next_run(studies: Path) -> None:
    picture = studies / "studies" / "china-01.webp"
    content = picture.read_bytes()
    picture.unlink()
    assert "1 works could not be had" in embed().output
    assert "study-china-01" not in saved(studies)
    picture.write_bytes(content)
    for other in (studies / "studies").glob("japan-*.webp"):
        other.unlink()
    result = embed()
    assert "0 works could not be had" in result.output, "a work was asked for twice"
    assert len(saved(studies)) == 48


def test_an_interrupted_run_keeps_what_it_has_saved_by_then(
    studies: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    real = Gallery.predict

    def interrupted(gallery: Gallery, painting: Any) -> Prediction:
        if painting.id == "study-china-01":
            raise KeyboardInterrupt
        return real(gallery, painting)

    monkeypatch.setattr(Gallery, "predict", interrupted)
    monkeypatch.setattr("whence.commands.embed.EVERY", 0)
    assert embed().exit_code == 130
    ids = [work.id for work in Catalogue.load(studies / "studies.csv")]
    assert len(saved(studies)) == ids.index("study-china-01") > 0


def test_another_model_starts_anew(studies: Path) -> None:
    Neighbours("another-model").save(studies / "studies.embeddings.npz")
    assert embed().exit_code == 0
    assert len(saved(studies)) == 48


def test_for_a_model_of_other_labels_the_studies_stay_as_they_are(
    studies: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    other = replace(read(TINY), labels=("hat", "cap", "shoe", "sock"))
    write(other, studies / "model", "other")
    monkeypatch.setenv("WHENCE_MODEL", str(studies / "model" / "other.pkl"))
    shutil.copy(studies / "studies.csv", studies / "mine.csv")
    monkeypatch.setenv("WHENCE_CATALOGUE", str(studies / "mine.csv"))
    assert embed().exit_code == 0
    assert (studies / "mine.embeddings.npz").exists()
    assert not (studies / "studies.embeddings.npz").exists()
