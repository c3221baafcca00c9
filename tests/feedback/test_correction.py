from dataclasses import fields, replace
from datetime import UTC, datetime, timedelta, timezone

import numpy as np
import pytest

from tests.feedback.sample import NOON, correction
from whence.classifier import Prediction
from whence.feedback import KINDS, Correction, FeedbackError
from whence.feedback.correction import tidy

PREDICTION = Prediction(
    labels=("China", "Japan"),
    probabilities=(0.3, 0.7),
    label="Japan",
    confidence=0.7,
    chosen=("Japan",),
    verdict="torn",
    novelty=None,
    model="culture-1a2b",
    milliseconds=3.0,
    embedding=np.zeros(2, np.int8),
)


def test_a_correction_repeats_what_was_shown() -> None:
    made = Correction.of("met-1", PREDICTION, "label is wrong", " Korea ", clock=lambda: NOON)
    assert made == Correction(
        "met-1", "Japan", "torn", 0.7, "culture-1a2b", "label is wrong", NOON, "Korea"
    )


def test_without_a_clock_it_is_now_in_utc() -> None:
    before = datetime.now(UTC)
    made = Correction.of("met-1", PREDICTION, KINDS[0])
    assert before <= made.time <= datetime.now(UTC)
    assert made.time.utcoffset() == timedelta(0)


def test_nothing_about_the_visitor_is_in_it() -> None:
    assert [field.name for field in fields(Correction)] == [
        *("painting", "label", "verdict", "confidence", "model", "kind", "time", "note")
    ]


def test_other_zones_become_utc() -> None:
    tokyo = NOON.astimezone(timezone(timedelta(hours=9)))
    made = replace(correction(), time=tokyo)
    assert made.time == NOON
    assert made.time.utcoffset() == timedelta(0)


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ("  a note \n", "a note"),
        ("two\r\nlines\tand \x00 more\x1b[31m", "two lines and more[31m"),
        ("\ud800broken\udfff", "broken"),
        ("\u202a\u202b\u202c\u202d\u202eesrever\u2066\u2067\u2068\u2069", "esrever"),
        ("क्\u200dष 日本 👩\u200d🎨", "क्\u200dष 日本 👩\u200d🎨"),
        ("\x00 \x07", ""),
    ],
)
def test_a_note_is_one_clean_line(typed: str, kept: str) -> None:
    assert correction(typed).note == kept
    assert tidy(kept) == kept


def test_a_note_of_500_characters_is_kept_and_one_more_refused() -> None:
    assert len(correction(f"  {'語' * 500}\n").note) == 500
    with pytest.raises(FeedbackError, match="longer than 500 characters") as refusal:
        correction("語" * 501)
    assert refusal.value.code == "note-too-long"


@pytest.mark.parametrize("edge", [{"confidence": 0}, {"confidence": 1}, {"model": "m" * 200}])
def test_what_is_just_possible_is_kept(edge: dict[str, object]) -> None:
    made = replace(correction(), **edge)
    assert {name: getattr(made, name) for name in edge} == edge


@pytest.mark.parametrize(
    "wrong",
    [
        {"painting": ""},
        {"painting": "met-\x00"},
        {"model": "m" * 201},
        {"label": "\ud800"},
        {"verdict": "certain"},
        {"kind": "spam"},
        {"confidence": 1.5},
        {"confidence": -0.1},
        {"painting": "met-1 "},
        {"confidence": float("nan")},
        {"time": NOON.replace(tzinfo=None)},
    ],
)
def test_what_the_page_never_sends_is_refused(wrong: dict[str, object]) -> None:
    with pytest.raises(FeedbackError, match="reload the page") as refusal:
        replace(correction(), **wrong)
    assert refusal.value.code == "bad-correction"
