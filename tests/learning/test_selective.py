import numpy as np
import pytest

from whence.learning.selective import by_verdict, curve, reliability, verdicts

CONFIDENCE = np.linspace(0.5, 1, 100)
RIGHT = CONFIDENCE > 0.75


def test_the_curve_ends_with_every_answer_and_begins_with_the_surest():
    rows = curve(CONFIDENCE, RIGHT)
    assert rows[-1]["answered"] == 1
    assert rows[-1]["accuracy"] == pytest.approx(RIGHT.mean())
    assert rows[0] == {"answered": 0.05, "accuracy": 1, "from": pytest.approx(0.9798, abs=1e-3)}
    assert len(curve(CONFIDENCE[:3], RIGHT[:3])) == 3


def test_reliability_bins_hold_equal_numbers_in_order():
    rows = reliability(CONFIDENCE[::-1], RIGHT[::-1], bins=4)
    assert [row["n"] for row in rows] == [25] * 4
    assert [row["accuracy"] for row in rows] == [0, 0, 1, 1]
    assert rows[0]["confidence"] < rows[-1]["confidence"]


def test_equals_are_answered_together_in_whatever_order_they_come():
    sure = np.array([0.95, 0.9, 0.9, 0.9, 0.9, 0.6])
    right = np.array([True, True, True, False, False, False])
    rows = curve(sure, right, points=3)
    assert [row["answered"] for row in rows] == pytest.approx([5 / 6, 1], abs=1e-4)
    assert [row["accuracy"] for row in rows] == pytest.approx([3 / 5, 1 / 2], abs=1e-4)
    turned = np.array([0, 4, 3, 2, 1, 5])
    assert curve(sure[turned], right[turned], points=3) == rows
    assert reliability(sure[turned], right[turned], 3) == reliability(sure, right, 3)


def test_verdicts_unknown_comes_before_torn():
    sure, strange = np.array([0.9, 0.4, 0.4, 0.9]), np.array([0.2, 0.2, 3.0, 3.0])
    said = verdicts(sure, strange, 0.6)
    assert said.tolist() == ["confident", "torn", "unknown", "unknown"]
    assert verdicts(sure, None, 0.6).tolist() == ["confident", "torn", "torn", "confident"]
    edge = verdicts(np.array([0.6]), np.array([1.0]), 0.6)  # as the classifier counts them
    assert edge.tolist() == ["confident"]
    row = by_verdict(said, np.array([True, True, False, False]))
    assert row == {"n": 4, "confident": 0.25, "torn": 0.25, "unknown": 0.5, "right_when_sure": 1}
    assert by_verdict(said[1:], np.array([True] * 3))["right_when_sure"] is None
