import errno
import json
import os
import re
import shutil
from dataclasses import replace
from pathlib import Path
from typing import Any

import cv2
import numpy as np
import pytest
from click.testing import CliRunner, Result

from tests.commands.full import FULL, on_a_full_disk
from tests.conftest import ROOT
from tests.museums.trouble import Trouble
from whence import classifier
from whence.bundle import read, write
from whence.classifier import Classifier, Prediction
from whence.cli import main
from whence.pictures import MOST_BYTES

TINY = str(ROOT / "tests" / "fixtures" / "tiny" / "tiny.pkl")
STUDY = ROOT / "data" / "studies" / "china-01.webp"


def predict(*arguments: object) -> Result:
    return CliRunner().invoke(main, ["predict", "--model", TINY, *map(str, arguments)])


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "below").mkdir()
    shutil.copy(STUDY, tmp_path / "b.webp")
    shutil.copy(STUDY, tmp_path / "below" / "a.WEBP")
    (tmp_path / "broken.jpg").write_bytes(b"\xff\xd8\xff\xe0 no picture")
    (tmp_path / "notes.txt").write_text("not a picture")
    return tmp_path


def test_json_lines_hold_every_fact() -> None:
    result = predict("--json", STUDY)
    assert result.exit_code == 0
    line = json.loads(result.stdout)
    assert set(line) == {
        *("file", "label", "confidence", "verdict", "chosen", "probabilities"),
        *("novelty", "model", "ms"),
    }
    assert line["file"] == str(STUDY)
    assert line["probabilities"][line["label"]] == line["confidence"]
    assert sum(line["probabilities"].values()) == pytest.approx(1)


def test_a_name_that_is_no_utf_8_is_still_a_line(tmp_path: Path) -> None:
    odd = tmp_path / os.fsdecode(b"\xe9t\xe9.webp")
    shutil.copy(STUDY, odd)
    result = predict("--json", odd)
    assert result.exit_code == 0
    assert json.loads(result.stdout_bytes.decode())["file"] == str(tmp_path / "?t?.webp")


def test_a_folder_is_walked_and_a_bad_file_is_one_line(folder: Path) -> None:
    result = predict("--json", folder)
    lines = [json.loads(line) for line in result.stdout.splitlines()]
    assert result.exit_code == 1
    assert [Path(line["file"]).name for line in lines] == ["b.webp", "broken.jpg", "a.WEBP"]
    assert lines[1]["error"]["code"] == "broken"
    assert "label" in lines[2]


def test_a_named_file_is_tried_whatever_its_suffix(folder: Path) -> None:
    result = predict("--json", folder / "notes.txt", folder / "absent.jpg")
    errors = [json.loads(line)["error"] for line in result.stdout.splitlines()]
    assert [error["code"] for error in errors] == ["unknown-format", "not-found"]
    assert errors[1]["message"] == "There is no such file."
    assert result.exit_code == 1


def test_a_file_larger_than_a_picture_may_be_is_refused_though_it_begins_as_one(
    tmp_path: Path,
) -> None:
    large = tmp_path / "large.webp"
    shutil.copy(STUDY, large)
    os.truncate(large, MOST_BYTES + 1)
    assert json.loads(predict("--json", large).stdout)["error"]["code"] == "too-large"


def test_a_file_that_cannot_be_read_is_told_by_its_reason_alone() -> None:
    (line,) = predict("--json", "a" * 300).stdout.splitlines()
    error = json.loads(line)["error"]
    reason = os.strerror(errno.ENAMETOOLONG)
    assert error == {"code": "unreadable", "message": f"The file cannot be read: {reason}."}


def test_the_table_has_a_line_a_file(folder: Path) -> None:
    lines = predict(folder).stdout.splitlines()
    decided, refused, _ = [
        json.loads(line) for line in predict("--json", folder).stdout.splitlines()
    ]
    assert len(lines) == 3
    label, share, verdict, file = lines[0].split()
    assert [label, verdict, file] == [decided["label"], decided["verdict"], decided["file"]]
    assert share == f"{decided['confidence']:.0%}"
    assert lines[1].startswith("refused ")
    assert lines[1].endswith(f"{refused['file']}: {refused['error']['message']}")


@pytest.mark.parametrize(
    ("threshold", "shown"), [(0.0, "America, China, India, Japan "), (1.0, "China ")]
)
def test_a_model_of_several_labels_shows_those_that_hold_or_the_likeliest(
    tmp_path: Path, threshold: float, shown: str
) -> None:
    several = replace(read(Path(TINY)), task="multi-label", thresholds=(threshold,) * 4)
    write(several, tmp_path, "several")
    cv2.imwrite(str(tmp_path / "green.png"), np.full((32, 32, 3), (0, 255, 0), np.uint8))
    result = predict("--model", tmp_path / "several.pkl", tmp_path / "green.png")
    assert result.stdout.startswith(shown)


@pytest.mark.parametrize("task", ["single-label", "multi-label"])
def test_long_labels_leave_the_table_straight(tmp_path: Path, folder: Path, task: Any) -> None:
    labels = ("Staffordshire bullterrier", "pug", "Irish water spaniel", "chow")
    model = replace(read(Path(TINY)), task=task, labels=labels, thresholds=(0.0,) * 4)
    write(model, tmp_path / "model", "dogs")
    lines = predict("--model", tmp_path / "model" / "dogs.pkl", folder).stdout.splitlines()
    assert len(lines) == 3
    starts = {line.index(str(folder)) for line in lines}
    assert len(starts) == (1 if task == "single-label" else 2)  # more than WIDEST letters


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="this system has no named pipes")
def test_a_folder_is_walked_past_pipes_and_names_of_several_lines(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe.jpg")
    shutil.copy(STUDY, tmp_path / "two\nlines\x1b[2J.webp")
    result = predict(tmp_path)
    assert result.exit_code == 0
    assert len(result.stdout.splitlines()) == 1
    assert result.stdout.endswith("two?lines?[2J.webp\n")


def test_nothing_is_called_wholly_certain(monkeypatch: pytest.MonkeyPatch) -> None:
    asked = iter([0.9999, 0.995, 0.99, 0.5])
    real = Classifier.predict

    def surer(classifier: Classifier, picture: Any) -> Prediction:
        return replace(real(classifier, picture), confidence=next(asked))

    monkeypatch.setattr(Classifier, "predict", surer)
    lines = predict(STUDY, STUDY, STUDY, STUDY).stdout.splitlines()
    shares = [re.findall(r"[>\d ]*%", line)[0].strip() for line in lines]
    assert shares == ["> 99%", "> 99%", "99%", "50%"]


def test_a_listed_museum_is_asked_and_no_other(monkeypatch: pytest.MonkeyPatch) -> None:
    with Trouble() as museum:
        monkeypatch.setenv("WHENCE_MUSEUMS", museum.origin)
        addresses = ["/good/1.jpg", "/missing", "/busy"]
        result = predict("--json", *map(museum.url, addresses), museum.elsewhere + "/good/1.jpg")
        lines = [json.loads(line) for line in result.stdout.splitlines()]
        assert "label" in lines[0]
        codes = [line["error"]["code"] for line in lines[1:]]
        assert codes == ["not-found", "unreachable", "not-found"]
        assert museum.strayed == {}


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="needs a device that is always full")
def test_a_screen_that_takes_nothing_is_named() -> None:
    said = on_a_full_disk("-m", "whence", "predict", "--model", TINY, str(STUDY))
    assert said.endswith(FULL)
    assert "Traceback" not in said


def test_the_network_alone_leads_to_the_model_beside_it(tmp_path: Path) -> None:
    network = tmp_path / "tiny.tflite"
    result = CliRunner().invoke(main, ["predict", "--model", str(network), str(STUDY)])
    assert result.exit_code == 2
    assert f"name {tmp_path / 'tiny.pkl'} beside it." in result.output


@pytest.mark.parametrize("arguments", [[], ["--nonsense", STUDY]])
def test_wrong_use_exits_with_two(arguments: list[object]) -> None:
    assert predict(*arguments).exit_code == 2


def test_an_empty_folder_beside_pictures_is_refused_and_they_are_decided(tmp_path: Path) -> None:
    result = predict("--json", tmp_path, STUDY)
    assert result.exit_code == 1
    first, other = map(json.loads, result.stdout.splitlines())
    assert (first["file"], first["error"]["code"]) == (str(tmp_path), "not-found")
    assert "no picture in this folder" in first["error"]["message"]
    assert "label" in other


def test_an_empty_folder_and_an_absent_model_exit_with_two(tmp_path: Path) -> None:
    empty = predict(tmp_path)
    assert empty.exit_code == 2
    assert f"There is no picture in {tmp_path}." in empty.output
    absent = CliRunner().invoke(main, ["predict", "--model", str(tmp_path / "no.pkl"), str(STUDY)])
    assert absent.exit_code == 2
    assert "Traceback" not in absent.output


def test_the_network_has_as_many_threads_as_were_set(monkeypatch: pytest.MonkeyPatch) -> None:
    given: list[int] = []
    real = classifier.Interpreter

    def interpreter(num_threads: int, **others: Any) -> Any:
        given.append(num_threads)
        return real(num_threads=num_threads, **others)

    monkeypatch.setattr(classifier, "Interpreter", interpreter)
    monkeypatch.setenv("WHENCE_THREADS", "3")
    assert predict(STUDY).exit_code == 0
    assert given[-1] == 3


def test_a_setting_that_cannot_be_is_wrong_use_too(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("WHENCE_THREADS", "many")
    result = predict(STUDY)
    assert result.exit_code == 2
    assert "WHENCE_THREADS" in result.output


def test_ctrl_c_is_no_refusal(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def stop(*_: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr(Classifier, "predict", stop)
    done = CliRunner().invoke(main, ["predict", str(folder)])
    assert done.exit_code == 130
    assert done.stderr == "Stopped.\n"
