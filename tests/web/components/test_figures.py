import pytest

from whence.statistics import Table
from whence.web.components import figures


def test_a_share_is_spoken_as_per_cents_name_by_name():
    table = Table(
        ("culture", "right", "low", "high"), [("China", 0.914, 0.8, 0.95), ("India", 0.995, 0.9, 1)]
    )
    assert figures.spoken(figures.accuracy(table)) == "China: 91.4%, India: 99.5%"


def test_a_bars_interval_reaches_as_far_up_and_down_as_was_measured():
    rows = [("China", 0.9, 0.8, 0.95), ("India", 0.5, 0.25, 1)]
    error = figures.accuracy(Table(("culture", "right", "low", "high"), rows))["data"][0]["error_y"]
    assert error["array"] == pytest.approx([0.05, 0.5])
    assert error["arrayminus"] == pytest.approx([0.1, 0.25])


def test_works_are_spoken_culture_by_culture():
    rows = [("China", "19th", 12), ("China", "20th", 3), ("Japan", "19th", 7)]
    said = figures.spoken(figures.holdings(Table(("culture", "century", "works"), rows)))
    assert said == "China: 19th century: 12, 20th century: 3; Japan: 19th century: 7"


def test_the_diagonal_that_only_helps_the_eye_is_not_spoken():
    table = Table(("sure", "right", "works"), [(0.5, 0.6, 10), (0.9, 1.0, 20)])
    assert figures.spoken(figures.reliability(table)) == (
        "how sure: share right; 50.0%: 60.0%, 90.0%: 100.0%"
    )
