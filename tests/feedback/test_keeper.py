"""A correction is kept or refused, and both are told."""

import sys
from collections.abc import Iterator
from pathlib import Path
from subprocess import run

import pytest

from tests.conftest import ROOT
from tests.feedback.sample import correction
from whence import signals
from whence.feedback import FeedbackError
from whence.feedback.keeper import Keeper
from whence.feedback.store import Corrections
from whence.settings import Settings


@pytest.fixture
def heard() -> Iterator[list[str]]:
    said: list[str] = []
    with signals.corrected.connected_to(said.append):
        yield said


def test_what_is_kept_is_told(
    tmp_path: Path, heard: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    url = f"sqlite:///{tmp_path}/feedback.db"
    monkeypatch.setenv("DATABASE_URL", url)
    keep = Keeper(Settings())
    assert keep.state == "unused"
    keep(correction("kept"))
    assert [kept.note for kept in Corrections(url)] == ["kept"]
    assert (keep.state, heard) == ("in use", ["kept"])


def test_what_is_refused_is_told_until_one_is_kept(
    tmp_path: Path, heard: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "folder").touch()
    monkeypatch.setenv("DATABASE_URL", f"sqlite:///{tmp_path}/folder/feedback.db")
    keep = Keeper(Settings())
    with pytest.raises(FeedbackError):
        keep(correction())
    assert (keep.state, heard) == ("refused", ["refused"])
    (tmp_path / "folder").unlink()
    keep(correction())
    assert (keep.state, heard) == ("in use", ["refused", "kept"])


def test_the_databases_libraries_wait_for_the_first_correction() -> None:
    code = (
        "import sys; from whence.feedback.keeper import Keeper\n"
        "from whence.settings import Settings\n"
        "Keeper(Settings()); print('sqlalchemy.orm' in sys.modules, 'alembic' in sys.modules)"
    )
    done = run([sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, check=True)
    assert done.stdout.split() == ["False", "False"]
