"""What the page says, for every combination of verdict and truth."""

from dataclasses import replace
from typing import Any

import numpy as np
import pytest

from tests.test_gallery import STUDIES
from whence.classifier import Prediction
from whence.web.components import hanging
from whence.web.components.bars import bars
from whence.web.names import percentage

PAINTING = next(iter(STUDIES))._replace(
    culture="Japan", title="Wave", artist="Hokusai", date="1831"
)


def prediction(**changes: Any) -> Prediction:
    plain = Prediction(
        labels=("America", "China", "India", "Japan"),
        probabilities=(0.05, 0.15, 0.1, 0.7),
        label="Japan",
        confidence=0.7,
        chosen=("Japan",),
        verdict="confident",
        novelty=None,
        model="m",
        milliseconds=3.4,
        embedding=np.zeros(3, np.int8),
    )
    return replace(plain, **changes)


@pytest.mark.parametrize(
    ("changes", "tone", "museum", "study"),
    [
        ({}, "right", "Japan. The museum agrees.", "Japan. The label agrees."),
        (
            {"label": "China"},
            "wrong",
            "China, but the museum says Japan.",
            "China, but the label says Japan.",
        ),
        ({"verdict": "torn"}, "unknown", *["Probably Japan, perhaps China."] * 2),
        (
            {"verdict": "torn", "confidence": 0.4},
            "unknown",
            *["Japan or China: I can’t decide."] * 2,
        ),
        ({"verdict": "unknown"}, "unknown", *["I don’t know this kind of picture."] * 2),
    ],
)
def test_sentence_and_tone(changes: dict[str, Any], tone: str, museum: str, study: str) -> None:
    said = prediction(**changes)
    assert hanging.tone_of(PAINTING.culture, said) == tone
    assert hanging.sentence(PAINTING, said, from_museum=True) == museum
    assert hanging.sentence(PAINTING, said, from_museum=False) == study


def test_verdict_shows_icon_word_and_colour_together() -> None:
    right = str(hanging.verdict(PAINTING, prediction(), from_museum=True))
    wrong = str(hanging.verdict(PAINTING, prediction(label="India"), from_museum=True))
    assert all(part in right for part in ("✓", "Right", "verdict right"))
    assert all(part in wrong for part in ("✗", "Wrong", "verdict wrong"))


def test_alt_text_is_the_label_and_survives_an_empty_one() -> None:
    assert hanging.alternative(PAINTING) == "Wave, by Hokusai, 1831"
    bare = PAINTING._replace(title="", artist="", date="")
    assert hanging.alternative(bare) == "A painting whose title is not in our list"


def test_only_a_long_title_is_set_smaller() -> None:
    def heading(title: str) -> Any:
        label = hanging.plaque(PAINTING._replace(title=title), from_museum=True)
        return label["props"]["children"][0]["props"]["className"]

    assert heading("Wave") is None
    assert heading("Wave " * 20) == "long"


def test_an_id_is_quoted_in_its_address() -> None:
    odd = PAINTING._replace(id="a/b?c")
    assert hanging.picture_url(odd) == "/pictures/a%2Fb%3Fc"


def test_bars_mark_the_truth_once() -> None:
    rows = bars(PAINTING, prediction())["props"]["children"][:-1]
    assert [row["props"]["className"] for row in rows] == ["bar", "bar", "bar", "bar true"]


@pytest.mark.parametrize(
    ("probability", "shown"),
    [(0.0, "< 1 %"), (0.004, "< 1 %"), (0.006, "1 %"), (0.5, "50 %"), (0.996, "> 99 %")],
)
def test_nothing_is_called_quite_sure(probability: float, shown: str) -> None:
    assert percentage(probability) == shown
