"""The same picture gets the same answer: alone, in company, with two threads, after a restart."""

import json
import shutil
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from benchmarks.answers import AT_ONCE, answers
from tests.conftest import ROOT

Asked = Callable[[Path], dict[str, Any]]


def after_a_restart(folder: Path) -> dict[str, Any]:
    command = [sys.executable, "-m", "benchmarks.answers", str(folder)]
    said = subprocess.run(command, cwd=ROOT, check=True, capture_output=True, timeout=120).stdout
    return dict(json.loads(said))


WAYS: dict[str, Asked] = {
    "two threads": lambda folder: answers(folder, threads=2, at_once=1),
    "at once": lambda folder: answers(folder, threads=1, at_once=AT_ONCE),
    "after a restart": after_a_restart,
}


@pytest.fixture(scope="module")
def pictures(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("pictures")
    for study in sorted((ROOT / "data" / "studies").glob("*.webp"))[::3]:
        shutil.copy(study, folder)
    return folder


@pytest.fixture(scope="module")
def alone(pictures: Path) -> dict[str, Any]:
    return answers(pictures, threads=1, at_once=1)


@pytest.mark.parametrize("way", WAYS)
def test_every_way_of_asking_gets_the_same_answer(
    way: str, pictures: Path, alone: dict[str, Any]
) -> None:
    found = WAYS[way](pictures)
    assert found.keys() == alone.keys()
    assert len({answer["label"] for answer in alone.values()}) == 4
    for name, wanted in alone.items():
        said = found[name]
        assert said["probabilities"] == pytest.approx(wanted["probabilities"], abs=1e-5), name
        assert (said["label"], said["verdict"]) == (wanted["label"], wanted["verdict"]), name
