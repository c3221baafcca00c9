from dataclasses import replace

import numpy as np
import pytest

from whence.learning import limits
from whence.learning.answers import Answers
from whence.novelty import SCORES, novelty


def answers(places, n, seed, noise=0.2):
    rng = np.random.default_rng(seed)
    labels = np.arange(n) % len(places)
    embeddings = np.asarray(places, np.float32)[labels] + rng.normal(0, noise, (n, 16))
    logits = np.eye(4)[labels, :2] * 6 + rng.normal(0, 1, (n, 2))
    return Answers(logits.astype(np.float32), embeddings.astype(np.float32)), labels


KNOWN, STRANGE = np.eye(16)[:2] * 3, np.eye(16)[4:6] * 3


@pytest.fixture(scope="module")
def sets():
    train, labels = answers(KNOWN, 400, 0)
    return train, labels, answers(KNOWN, 200, 1)[0], answers(STRANGE, 200, 2)[0]


@pytest.mark.parametrize("score", SCORES)
def test_the_limit_lets_95_of_100_known_works_pass(sets, score):
    train, labels, valid, _ = sets
    found = limits.fit(score, train, labels, valid)
    passed = novelty(found, valid.logits, valid.embeddings) <= 1
    assert passed.mean() == pytest.approx(0.95, abs=0.01)


def test_the_first_axis_is_that_along_which_works_of_one_class_vary_most(sets):
    train, labels, valid, _ = sets
    wide = train.embeddings.copy()
    wide[:, 9] *= 10
    found = limits.fit("mahalanobis", replace(train, embeddings=wide), labels, valid)
    assert abs(found["axes"][9, 0]) > 0.9
    assert found["spread"][0] == found["spread"].max() > 2 * found["spread"][1]


@pytest.mark.parametrize("score", ["mahalanobis", "neighbours"])
def test_strangers_are_told_from_known_works_by_kind(sets, score):
    train, labels, valid, strange = sets
    found = limits.fit(score, train, labels, valid)
    kinds = ["one", "other"] * 100
    rows = limits.separation(found, valid, strange, kinds)
    assert set(rows) == {"all", "one", "other"}
    assert rows["one"]["n"] == 100
    assert rows["all"]["auroc"] > 0.99
    assert rows["all"]["passed"] < 0.01


def test_the_statistics_are_small(sets):
    found = limits.fit("mahalanobis", sets[0], sets[1], sets[2])
    assert found["means"].dtype == found["axes"].dtype == np.float16


def test_of_more_numbers_than_works_the_same_is_found(sets):
    """Along the same axes, and in all others together, most of which do not vary at all."""
    train, labels, valid = sets[:3]
    few = replace(train, logits=train.logits[:30], embeddings=train.embeddings[:30])
    narrow = limits.fit("mahalanobis", few, labels[:30], valid)
    wide = [
        replace(one, embeddings=np.pad(one.embeddings, ((0, 0), (0, 500)))) for one in (few, valid)
    ]
    found = limits.fit("mahalanobis", wide[0], labels[:30], wide[1])
    length, kept = narrow["axes"].shape
    assert found["axes"].shape == (length + 500, kept)
    assert found["spread"] == pytest.approx(narrow["spread"], rel=1e-3)
    assert np.abs(found["axes"][:length]) == pytest.approx(np.abs(narrow["axes"]), abs=1e-2)
    share = (length - kept) / (length + 500 - kept)
    assert found["rest"] == pytest.approx(narrow["rest"] * share, rel=1e-3)


def test_sure_from_reaches_the_accuracy_asked_for():
    confidence = np.linspace(0.5, 1, 101)
    right = confidence >= 0.7
    assert limits.sure_from(confidence, right, 1.0) == pytest.approx(0.7)
    assert limits.sure_from(confidence, right, 0.5) == pytest.approx(0.5)
    assert limits.sure_from(confidence - 0.2, right, 0.0) == 0.5
    least = limits.sure_from(confidence, right, 0.9)
    assert right[confidence >= least].mean() >= 0.9
    assert 0.5 < least < 0.7


def test_where_the_accuracy_is_out_of_reach_the_surest_tenth_still_answers():
    confidence = np.linspace(0.5, 1, 100)
    least = limits.sure_from(confidence, np.zeros(100, bool), 0.98)
    assert (confidence >= least).sum() == 10


def test_equals_are_sure_together_or_not_at_all():
    confidence = np.array([0.9, 0.8, 0.8, 0.8, 0.8, 0.6])
    right = np.array([True, True, False, False, False, False])
    for order in (np.arange(6), np.arange(6)[::-1]):
        assert limits.sure_from(confidence[order], right[order], 1.0) == 0.9


def test_classes_of_one_picture_leave_no_gap_in_what_is_known(sets):
    train, labels, valid = sets[:3]
    few = [int(np.flatnonzero(labels == name)[0]) for name in np.unique(labels)]
    one = replace(train, logits=train.logits[few], embeddings=train.embeddings[few])
    found = limits.fit("mahalanobis", one, labels[few], valid)
    assert np.isfinite(novelty(found, valid.logits, valid.embeddings)).all()


def test_known_works_that_are_all_alike_are_known(sets):
    train, labels, valid = sets[:3]
    alike = replace(valid, logits=valid.logits[[0] * 5], embeddings=valid.embeddings[[0] * 5])
    found = limits.fit("energy", train, labels, alike)
    assert (novelty(found, alike.logits, alike.embeddings) <= 1).all()
