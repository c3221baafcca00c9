"""One classifier, many doors: the same pictures get the same answer through each."""

import json
from base64 import b64encode
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import cv2
import pytest
import requests
from click.testing import CliRunner

from tests.browsing import Served, serve
from tests.conftest import ROOT
from whence import aws
from whence.cli import main

FORMATS = (".jpg", ".png", ".webp", ".avif", ".gif", ".bmp", ".tiff")
BYTES = {"Content-Type": "application/octet-stream"}
FACTS = ("label", "verdict", "chosen", "probabilities", "confidence", "novelty", "model")


def good() -> dict[str, bytes]:
    """Forty pictures, of every format that we read."""
    pictures = {}
    for number, path in enumerate(sorted((ROOT / "data" / "studies").glob("*.webp"))[:40]):
        suffix = FORMATS[number % len(FORMATS)]
        pixels = cv2.resize(cv2.imread(str(path)), (300 + number, 240))
        pictures[f"{path.stem}{suffix}"] = cv2.imencode(suffix, pixels)[1].tobytes()
    return pictures


def bad() -> dict[str, bytes]:
    """Ten files that no door may decide."""
    whole = (ROOT / "data" / "studies" / "japan-01.webp").read_bytes()
    jpeg = cv2.imencode(".jpg", cv2.imread(str(ROOT / "data" / "studies" / "china-01.webp")))[1]
    return {
        "empty.jpg": b"",
        "page.html": b"<!doctype html><title>Nothing</title>",
        "text.txt": b"not a picture",
        "cut.webp": whole[: len(whole) // 2],
        "cut.jpg": jpeg.tobytes()[:-400],
        "zeros.bin": bytes(1000),
        "phone.heic": b"\0\0\0\x18ftypheic\0\0\0\0mif1heic",
        "head.png": b"\x89PNG\r\n\x1a\n",
        "drawing.svg": b"<svg xmlns='http://www.w3.org/2000/svg'/>",
        "large.jpg": jpeg.tobytes() + bytes(15_000_001),
    }


@pytest.fixture(scope="module")
def files(tmp_path_factory: pytest.TempPathFactory) -> list[Path]:
    folder = tmp_path_factory.mktemp("pictures")
    for name, data in (good() | bad()).items():
        (folder / name).write_bytes(data)
    return sorted(folder.iterdir())


@pytest.fixture(scope="module")
def unhurried(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Served]:
    with serve(tmp_path_factory.mktemp("doors"), uploads_a_minute=0, calls_a_minute=0) as served:
        yield served


def told(answer: dict[str, Any]) -> dict[str, Any]:
    """What must be the same through every door."""
    if error := answer.get("error"):
        return {"error": error["code"]}
    if code := answer.get("code"):
        return {"error": code}
    return {name: answer[name] for name in FACTS}


def by_command_line(files: list[Path]) -> list[dict[str, Any]]:
    said = CliRunner().invoke(main, ["predict", "--json", *map(str, files)])
    assert said.exit_code == 1, said.output
    return [json.loads(line) for line in said.stdout.splitlines()]


def by_page(files: list[Path], served: Served) -> list[dict[str, Any]]:
    return [
        requests.post(f"{served.url}/try", path.read_bytes(), headers=BYTES, timeout=30).json()
        for path in files
    ]


def by_api(files: list[Path], served: Served) -> list[dict[str, Any]]:
    address = f"{served.url}/api/v1/predict"
    answers = []
    for path in files:
        reply = requests.post(address, path.read_bytes(), headers=BYTES, timeout=30).json()
        answers.append(reply["results"][0] if "results" in reply else reply)
    return answers


def by_lambda(files: list[Path]) -> list[Any]:
    return [aws.handler({"image": b64encode(p.read_bytes()).decode()}, None) for p in files]


def test_fifty_pictures_are_answered_alike(files: list[Path], unhurried: Served) -> None:
    assert len(files) == 50
    expected = [told(answer) for answer in by_command_line(files)]
    assert sum("error" in answer for answer in expected) == len(bad())
    assert len({answer.get("label") for answer in expected}) == 5
    for answers in (by_page(files, unhurried), by_api(files, unhurried), by_lambda(files)):
        for path, answer, wanted in zip(files, answers, expected, strict=True):
            found = told(answer)
            assert found.keys() == wanted.keys(), (path.name, answer)
            numbers = found.pop("probabilities", {}), dict(wanted).pop("probabilities", {})
            assert numbers[0] == pytest.approx(numbers[1], abs=1e-5), path.name
            for name, value in found.items():
                close = pytest.approx(wanted[name], abs=1e-4) if name in _FLOATS else wanted[name]
                assert value == close, (path.name, name)


_FLOATS = ("confidence", "novelty")
