import numpy as np
import pytest

from whence.classifier import probabilities
from whence.learning.calibration import at_bound, calibration_error, fit_temperature, loss


def world(sharpness, task, n=4000):
    rng = np.random.default_rng(0)
    logits = rng.normal(0, 2, (n, 3))
    chances = probabilities(logits, task)
    if task == "single-label":
        drawn = (chances.cumsum(axis=1) > rng.random((n, 1))).argmax(axis=1)
        return logits * sharpness, np.eye(3)[drawn]
    return logits * sharpness, (chances > rng.random((n, 3))).astype(float)


@pytest.mark.parametrize("task", ["single-label", "multi-label"])
@pytest.mark.parametrize("sharpness", [0.5, 1.0, 3.0])
def test_the_temperature_undoes_too_sharp_or_too_soft_logits(task, sharpness):
    logits, targets = world(sharpness, task)
    temperature = fit_temperature(logits, targets, task)
    assert temperature == pytest.approx(sharpness, rel=0.08)
    assert loss(logits, targets, task, temperature) <= loss(logits, targets, task)


def test_a_temperature_that_goes_as_far_as_it_may_is_told_from_one_that_fits():
    logits, targets = world(3.0, "single-label")
    assert not at_bound(fit_temperature(logits, targets, "single-label"))
    assert at_bound(fit_temperature(-logits, targets, "single-label"))
    assert at_bound(fit_temperature(0.2 * targets, targets, "single-label"))


def test_the_temperature_stays_within_its_bounds():
    faint = np.eye(3) / 10
    assert fit_temperature(faint, np.eye(3), "single-label") == pytest.approx(0.05, rel=0.01)
    wrong = np.roll(np.eye(3), 1, axis=1)
    assert fit_temperature(faint, wrong, "single-label") == pytest.approx(20, rel=0.01)


def test_loss_is_the_mean_surprise():
    even = np.zeros((2, 4))
    assert loss(even, np.eye(4)[:2], "single-label") == pytest.approx(np.log(4))
    assert loss(even, np.eye(4)[:2], "multi-label") == pytest.approx(np.log(2))
    assert np.isfinite(loss(np.array([[1000.0, 0]]), np.array([[0.0, 1]]), "single-label"))


def test_calibration_error_is_zero_when_confidence_is_kept_and_the_gap_when_not():
    right = np.arange(1000) % 4 < 3
    assert calibration_error(np.full(1000, 0.75), right, bins=1) == pytest.approx(0)
    assert calibration_error(np.full(1000, 0.95), right, bins=1) == pytest.approx(0.2)
    assert calibration_error(np.array([]), np.array([], bool)) == 0


def test_calibration_bins_hold_equal_mass():
    confidence = np.array([0.1] * 50 + [0.9] * 50)
    right = np.array([False] * 40 + [True] * 10 + [True] * 40 + [False] * 10)
    assert calibration_error(confidence, right, bins=2) == pytest.approx(0.1)
    mixed = np.random.default_rng(0).permutation(100)
    assert calibration_error(confidence[mixed], right[mixed], bins=2) == pytest.approx(0.1)


def test_calibration_bins_weigh_by_what_they_hold():
    found = calibration_error(np.array([0.2, 0.4, 0.9]), np.array([False, False, True]), bins=2)
    assert found == pytest.approx((2 * 0.3 + 0.1) / 3)


def test_calibration_bins_are_fifteen_unless_told_otherwise():
    half_right, all_right, all_wrong = [True, False], [True] * 2, [False] * 2
    right = np.array([all_right, all_wrong] * 4 + [half_right] * 7).ravel()
    # Of two answers each, eight bins are half off and seven keep what they promise.
    sure = np.linspace(0.5, 0.5001, 30)
    assert calibration_error(sure, right) == pytest.approx(8 / 15 / 2, abs=1e-3)


def test_the_order_of_equal_confidences_changes_no_calibration_error():
    sure, right = np.full(30, 0.5), np.arange(30) < 15
    assert calibration_error(sure, right) == pytest.approx(0)
    assert calibration_error(sure, right[::-1]) == pytest.approx(0)
