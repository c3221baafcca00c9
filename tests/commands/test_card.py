"""The model card says what the evaluation and the manifest say."""

import json
import shutil

import pytest
from click.testing import CliRunner

from tests.conftest import ROOT
from whence.cli import main

MODEL = ROOT / "model"


@pytest.fixture
def copied(tmp_path):
    for name in ("evaluation.json", "culture.json"):
        shutil.copy(MODEL / name, tmp_path)
    return tmp_path


def write(folder):
    return CliRunner().invoke(main, ["card", "--model", str(folder)])


def test_the_card_is_the_current_one(copied):
    done = write(copied)
    assert done.exit_code == 0, done.output
    written = (copied / "MODEL_CARD.md").read_text(encoding="utf-8")
    current = (MODEL / "MODEL_CARD.md").read_text(encoding="utf-8")
    assert written == current, "run `python -m whence card`"


def test_figures_come_from_the_evaluation(copied):
    file = copied / "evaluation.json"
    report = json.loads(file.read_text())
    report["test"]["balanced_accuracy"] = 0.12345
    file.write_text(json.dumps(report))
    assert write(copied).exit_code == 0
    assert "**12.3 %**" in (copied / "MODEL_CARD.md").read_text(encoding="utf-8")


def test_an_evaluation_of_another_model_is_refused(copied):
    file = copied / "culture.json"
    file.write_text(json.dumps(json.loads(file.read_text()) | {"id": "other-00000000"}))
    done = write(copied)
    assert done.exit_code == 1
    assert "python -m whence evaluate" in done.output
    assert not (copied / "MODEL_CARD.md").exists()


def test_missing_figures_are_said_in_one_sentence(copied):
    (copied / "evaluation.json").write_text('{"model": "x", "recipe": "paintings"}')
    (copied / "culture.json").write_text('{"id": "x"}')
    done = write(copied)
    assert done.exit_code == 1
    assert "Traceback" not in done.output


def test_another_recipes_model_gets_no_card_in_words_about_paintings(copied):
    file = copied / "evaluation.json"
    file.write_text(json.dumps(json.loads(file.read_text()) | {"recipe": "garments"}))
    (copied / "culture.json").unlink()
    done = write(copied)
    assert done.exit_code == 1
    assert "`garments` wants a card in words of its own" in done.output
    assert not (copied / "MODEL_CARD.md").exists()


def test_a_folder_without_the_gallerys_model_is_told_so(copied):
    (copied / "culture.json").unlink()
    done = write(copied)
    assert done.exit_code == 1
    assert "There is no" in done.output
    assert "culture.json" in done.output


def test_a_card_that_cannot_be_written_is_one_sentence(copied):
    (copied / "MODEL_CARD.md").mkdir()
    done = write(copied)
    assert done.exit_code == 1
    assert isinstance(done.exception, SystemExit)
    assert "MODEL_CARD.md: Is a directory." in done.output
