"""`evaluate` and `novelty` on the toy world: what they write, and that they agree."""

import json
import shutil

import pytest
from click.testing import CliRunner

from tests.learning.conftest import arguments
from whence import bundle
from whence.commands import evaluate, novelty
from whence.learning import strangers


@pytest.fixture(scope="module")
def measured(world, trained, tmp_path_factory):
    folder = tmp_path_factory.mktemp("measured")
    shutil.copytree(trained, folder, dirs_exist_ok=True)
    others = folder / "others" / "photographs"
    strangers.drawn(others, 2)
    words = ["--strangers", str(others.parent), "--figures", str(folder / "figures")]
    done = CliRunner().invoke(
        evaluate.command, [*arguments(world, folder), *words], catch_exceptions=False
    )
    assert done.exit_code == 0, done.output
    return folder


def test_everything_is_measured_and_stays_small(measured):
    file = measured / "model" / "evaluation.json"
    report = json.loads(file.read_text())
    assert {"ablations", "novelty", "selective", "studies", "parity"} <= set(report)
    assert set(report["novelty"]["scores"]) == {"mahalanobis", "neighbours", "energy", "doubt"}
    assert report["novelty"]["far"]["photographs"]["n"] == 6
    assert set(report["parity"]["forms"]) == {"keras", "float32", "int8"}
    assert report["parity"]["forms"]["float32"]["same_label"] == 1
    assert (
        report["parity"]["forms"]["int8"]["bytes"] < report["parity"]["forms"]["float32"]["bytes"]
    )
    shares = [report["selective"][name] for name in ("confident", "torn", "unknown")]
    assert sum(shares) == pytest.approx(1, abs=1e-4)
    assert file.stat().st_size < 150_000


def test_the_model_carries_its_main_figures(measured):
    report = json.loads((measured / "model" / "evaluation.json").read_text())
    manifest = json.loads((measured / "model" / "culture.json").read_text())
    made = bundle.read(measured / "model" / "culture.pkl")
    assert made.metrics == manifest["metrics"]
    assert made.metrics["accuracy"] == report["test"]["accuracy"]
    assert made.metrics["interval95"] == report["test"]["interval95"]
    assert made.metrics["ece"] == report["calibration"]["after"]["ece"]
    assert made.metrics["right_when_sure"] == report["selective"]["right_when_sure"]


def test_figures_are_drawn(measured):
    files = sorted(path.name for path in (measured / "figures").iterdir())
    assert files == ["confusion.png", "reliability.png", "selective.png"]


def test_novelty_is_fitted_anew_without_training(world, measured, tmp_path):
    shutil.copytree(measured / "model", tmp_path / "model")
    before = bundle.read(tmp_path / "model" / "culture.pkl")
    words = arguments(world, tmp_path)
    words[words.index("--runs") + 1] = str(measured / "runs")
    done = CliRunner().invoke(novelty.command, [*words, "--score", "energy"])
    assert done.exit_code == 0, done.output
    after = bundle.read(tmp_path / "model" / "culture.pkl")
    assert before.novelty["score"] == "mahalanobis"
    assert after.novelty["score"] == "energy"
    assert after.tflite == before.tflite
    done = CliRunner().invoke(novelty.command, [*words, "--score", "astrology"])
    assert done.exit_code == 2
    assert "mahalanobis" in done.output
