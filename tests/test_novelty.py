import numpy as np
import pytest

from whence.novelty import SCORES, doubt, energy, mahalanobis, neighbours, novelty, widened

EMBEDDINGS = np.eye(4, dtype=np.float32)[[0, 1, 3]] * 7
LOGITS = np.array([[9.0, 0], [0, 9], [1, 1]])
STATISTICS = {
    "means": np.eye(4, dtype=np.float16)[:2],
    "axes": np.eye(4, dtype=np.float16)[:, :2],
    "places": np.eye(2, dtype=np.float32),
    "spread": np.array([0.5, 0.25], np.float32),
    "rest": 0.1,
    "centres": np.eye(4, dtype=np.float16)[:2],
    "typical": 0.0,
    "limit": 1.0,
}


@pytest.mark.parametrize("score", SCORES)
def test_every_score_finds_the_stranger_stranger(score):
    raw = SCORES[score](STATISTICS, LOGITS, EMBEDDINGS)
    assert raw.shape == (3,)
    assert raw[2] > raw[:2].max()


def test_distance_weighs_each_direction_by_its_spread():
    away = np.array([[0.6, 0.8, 0, 0], [1, 0, 0, 0]], np.float32)
    far, near = mahalanobis(STATISTICS, LOGITS, away)
    assert near == pytest.approx(0, abs=1e-5)
    assert far == pytest.approx(0.6**2 / 0.5 + 0.2**2 / 0.25, abs=1e-3)
    outside = mahalanobis(STATISTICS, LOGITS, np.array([[0.0, 0, 0, 2]]))
    assert outside == pytest.approx(min(1 / 0.5, 1 / 0.25) + 1 / 0.1, rel=1e-3)


def test_brightness_of_an_embedding_does_not_count():
    for score in (mahalanobis, neighbours):
        one, many = score(STATISTICS, LOGITS, EMBEDDINGS), score(STATISTICS, LOGITS, EMBEDDINGS * 3)
        assert one == pytest.approx(many, abs=1e-5)


def test_scores_of_logits_survive_large_numbers():
    large = np.array([[1e4, 0.0], [0, 0]])
    assert energy({}, large, EMBEDDINGS)[0] == pytest.approx(-1e4)
    assert energy({}, large, EMBEDDINGS)[1] == pytest.approx(-np.log(2))
    assert doubt({}, large, EMBEDDINGS) == pytest.approx([0, 0.5])


def test_novelty_is_zero_at_the_typical_and_one_at_the_limit():
    statistics = {"score": "energy", "typical": -9.0, "limit": -5.0}
    logits = np.array([[12.0, -99], [9, -99], [7, -99], [5, -99], [1, -99]])
    assert novelty(statistics, logits, EMBEDDINGS) == pytest.approx([0, 0, 0.5, 1, 2])


def test_statistics_say_the_same_in_single_precision():
    wide = widened(STATISTICS | {"score": "mahalanobis"})
    assert {value.dtype for value in wide.values() if isinstance(value, np.ndarray)} == {
        np.dtype(np.float32)
    }
    assert wide["score"] == "mahalanobis"
    for score in (mahalanobis, neighbours):
        narrow = score(STATISTICS, LOGITS, EMBEDDINGS)
        assert np.array_equal(score(wide, LOGITS, EMBEDDINGS), narrow)
