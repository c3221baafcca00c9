"""What the API says of the model."""

import json

import requests
from fastapi import FastAPI

from tests.browsing import Served
from tests.conftest import ROOT
from tests.web.layered import visit

MODEL = ROOT / "model"


def test_the_card_is_manifest_and_evaluation(gallery: Served) -> None:
    card = requests.get(f"{gallery.url}/api/v1/model", timeout=10).json()
    evaluation = card.pop("evaluation")
    assert card == json.loads((MODEL / "culture.json").read_text(encoding="utf-8"))
    measured = json.loads((MODEL / "evaluation.json").read_text(encoding="utf-8"))
    assert evaluation["test"] == measured["test"]
    assert "items" not in evaluation


def test_a_model_that_was_never_evaluated_says_so(api: FastAPI) -> None:
    assert visit(api).get("/api/v1/model").json()["evaluation"] is None


def test_the_labels_are_those_of_the_model(gallery: Served) -> None:
    said = requests.get(f"{gallery.url}/api/v1/labels", timeout=10).json()
    assert [label["name"] for label in said["labels"]] == ["America", "China", "India", "Japan"]
    assert {label["threshold"] for label in said["labels"]} == {None}
    assert 0 < said["sure_from"] < 1
