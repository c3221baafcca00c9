"""What gunicorn reads before it serves."""

import gc
import os
import runpy
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from tests.conftest import ROOT


@pytest.fixture(autouse=True)
def collector() -> Iterator[None]:
    """Leave the garbage collector of the tests as it was."""
    yield
    gc.unfreeze()
    gc.enable()


def configured() -> dict[str, Any]:
    return runpy.run_path(str(ROOT / "gunicorn.conf.py"))


def test_the_workers_share_what_was_loaded_before_they_part(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setenv("PROMETHEUS_MULTIPROC_DIR", str(tmp_path))
    settings = configured()
    assert not gc.isenabled()
    settings["when_ready"](None)
    assert gc.get_freeze_count() > 1000
    assert gc.isenabled()


def test_figures_leave_with_the_last_worker(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PROMETHEUS_MULTIPROC_DIR", "")  # so that it is put back afterwards
    monkeypatch.delenv("PROMETHEUS_MULTIPROC_DIR")
    settings = configured()
    folder = Path(os.environ["PROMETHEUS_MULTIPROC_DIR"])
    (folder / "counter.db").write_text("1")
    settings["on_exit"](None)
    assert not folder.exists()


def test_a_folder_of_the_operators_own_stays(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setenv("PROMETHEUS_MULTIPROC_DIR", str(tmp_path))
    (tmp_path / "diary.txt").write_text("mine")
    configured()["on_exit"](None)
    assert (tmp_path / "diary.txt").exists()
