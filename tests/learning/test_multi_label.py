import numpy as np
import pytest

from whence.learning.multi_label import figures, thresholds

TRUE = np.array([[1, 0], [1, 1], [0, 1], [0, 0]], np.float32)
SAID = np.array([[0.3, 0.1], [0.4, 0.9], [0.1, 0.8], [0.2, 0.7]])


def test_each_label_gets_the_threshold_of_the_best_f1():
    low, high = thresholds(TRUE, SAID)
    assert 0.2 < low < 0.3
    assert 0.7 < high < 0.8


def test_a_half_is_kept_where_it_is_as_good():
    said = np.array([[0.9], [0.8], [0.2], [0.1]])
    assert thresholds(TRUE[:, :1], said) == (0.5,)
    between = np.array([[0.9], [0.6], [0.3], [0.1]])  # 0.45 would do as well
    assert thresholds(TRUE[:, :1], between) == (0.5,)


def test_a_label_holds_from_its_threshold_on():
    found = figures(("a", "b"), TRUE, SAID, (0.3, 0.8), np.arange(4))
    assert found["accuracy"] == 1


def test_chances_that_are_true_have_no_calibration_error():
    found = figures(("a", "b"), TRUE, TRUE, (0.5, 0.5), np.arange(4))
    assert found["ece"] == pytest.approx(0)


def test_a_label_that_always_holds_says_nothing_of_balance():
    always = np.column_stack([TRUE[:, 0], np.ones(4)])
    found = figures(("a", "b"), always, SAID, (0.35, 0.05), np.arange(4))
    assert found["balanced_accuracy"] == pytest.approx((1 / 2 + 1) / 2)


def test_figures_by_hand():
    found = figures(("a", "b"), TRUE, SAID, (0.35, 0.5), np.arange(4))
    assert found["accuracy"] == pytest.approx(6 / 8)
    assert found["accuracy_at_half"] == pytest.approx(5 / 8)
    assert found["all_labels_right"] == pytest.approx(2 / 4)
    assert found["per_class"]["a"] == {
        "precision": 1,
        "recall": 1 / 2,
        "f1": pytest.approx(2 / 3),
        "average_precision": 1,
        "threshold": 0.35,
        "n": 2,
    }
    assert found["per_class"]["b"]["precision"] == pytest.approx(2 / 3)
    assert found["map"] == pytest.approx(1)
    assert found["balanced_accuracy"] == pytest.approx((1 / 2 + 1 + 1 + 1 / 2) / 4)
    low, high = found["accuracy_interval95"]
    assert low <= found["accuracy"] <= high
    low, high = found["interval95"]
    assert low <= found["balanced_accuracy"] <= high


def test_a_half_is_a_yes():
    found = figures(("a", "b"), TRUE, TRUE / 2, (0.9, 0.9), np.arange(4))
    assert found["accuracy_at_half"] == 1


def test_intervals_draw_whole_groups():
    right = np.arange(80)[:, None] % 40 < 20
    true = np.tile(np.arange(80)[:, None] < 40, 2).astype(np.float32)
    said = np.where(right, true, 1 - true)
    alone = figures(("a", "b"), true, said, (0.5, 0.5), np.arange(80))
    grouped = figures(("a", "b"), true, said, (0.5, 0.5), np.arange(80) // 10)
    for name in ("accuracy_interval95", "interval95"):
        assert np.ptp(grouped[name]) > 1.5 * np.ptp(alone[name])


def test_a_label_may_hold_for_every_picture_where_that_is_best():
    said = np.array([[0.4], [0.3], [0.2], [0.1]])
    (least,) = thresholds(np.ones((4, 1)), said)
    assert 0 < least < 0.1
