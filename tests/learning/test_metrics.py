import numpy as np
import pytest

from whence.learning import metrics


def whole(*answers):
    return metrics.intervals(*answers)[0]


TRUE = np.array([0, 0, 0, 0, 1, 1])
SAID = np.array([0, 0, 0, 1, 1, 0])


def test_confusion_has_true_rows():
    assert metrics.confusion(TRUE, SAID, 2).tolist() == [[3, 1], [1, 1]]


def test_balanced_accuracy_weighs_classes_alike_and_skips_absent_ones():
    assert metrics.balanced_accuracy(TRUE, SAID, 2) == pytest.approx((3 / 4 + 1 / 2) / 2)
    assert metrics.balanced_accuracy(TRUE, SAID, 3) == pytest.approx((3 / 4 + 1 / 2) / 2)


def test_per_class_figures():
    rows = metrics.per_class(metrics.confusion(TRUE, SAID, 3), ("a", "b", "c"))
    assert rows["a"] == {"precision": 3 / 4, "recall": 3 / 4, "f1": 3 / 4, "n": 4}
    assert rows["b"] == {"precision": 1 / 2, "recall": 1 / 2, "f1": 1 / 2, "n": 2}
    assert rows["c"] == {"precision": 0.0, "recall": 0.0, "f1": 0.0, "n": 0}


def test_a_share_of_what_is_true_is_not_one_of_what_is_said():
    true, said = np.array([0, 0, 0, 1]), np.array([0, 0, 1, 1])
    assert metrics.balanced_accuracy(true, said, 2) == pytest.approx((2 / 3 + 1) / 2)
    rows = metrics.per_class(metrics.confusion(true, said, 2), ("a", "b"))
    assert rows["a"] == {"precision": 1, "recall": 2 / 3, "f1": 4 / 5, "n": 3}
    assert rows["b"] == {"precision": 1 / 2, "recall": 1, "f1": 2 / 3, "n": 1}


def test_the_interval_holds_the_value_and_shrinks_with_more_pictures():
    rng = np.random.default_rng(0)

    def width(n):
        true = np.arange(n) % 4
        said = np.where(rng.random(n) < 0.9, true, (true + 1) % 4)
        low, high = whole(true, said, 4, np.arange(n))
        assert low < metrics.balanced_accuracy(true, said, 4) < high
        return high - low

    assert width(4000) < width(200) / 2


def test_clustered_mistakes_widen_the_interval():
    true = np.zeros(200, int)
    said = np.repeat(np.arange(20) < 3, 10).astype(int)
    alone = whole(true, said, 1 + 1, np.arange(200))
    together = whole(true, said, 1 + 1, np.repeat(np.arange(20), 10))
    assert together[1] - together[0] > 2 * (alone[1] - alone[0])
    assert together == whole(true, said, 2, np.repeat(np.arange(20), 10))


def test_a_class_that_does_not_occur_changes_no_interval():
    true = np.arange(60) % 2
    said = np.where(np.arange(60) % 7, true, 1 - true)
    groups = np.arange(60)
    assert whole(true, said, 3, groups) == whole(true, said, 2, groups)


def test_each_class_has_an_interval_as_wide_as_its_hands_are_few():
    true = np.repeat([0, 2], 200)
    said = np.where(np.arange(400) % 10 < 9, true, 1)
    said[200:] = np.sort(said[200:])  # those of a few hands are wrong, of the others right
    groups = np.where(true == 0, np.arange(400), 1000 + np.arange(400) // 20)
    _, (many, absent, few) = metrics.intervals(true, said, 3, groups)
    assert absent is None
    assert many[0] < 0.9 < many[1]
    assert few[0] < 0.9 < few[1]
    assert few[1] - few[0] > 2 * (many[1] - many[0])


def test_each_class_is_drawn_by_itself():
    """A rare class that is always right leaves as much doubt as the common one's mistakes."""
    true, said = np.repeat([0, 1], [300, 3]), np.repeat([0, 1], [300, 3])
    said[:150] = 1
    low, high = whole(true, said, 2, np.arange(303))
    assert 0.7 < low < 0.75 < high < 0.8


def test_the_interval_of_a_share_is_the_textbooks_and_widens_by_cluster():
    right = np.arange(400) % 10 < 9
    low, high = metrics.share_interval(right, np.arange(400))
    assert (low, high) == pytest.approx((0.8706, 0.9294), abs=0.003)
    together = metrics.share_interval(np.sort(right), np.arange(400) // 20)
    assert together[1] - together[0] > 2 * (high - low)


def test_every_picture_of_a_cluster_counts():
    right, clusters = np.array([1, 0, 0, 1, 1, 0]), np.array([0, 0, 1, 1, 2, 2])
    assert metrics.share_interval(right, clusters) == [0.5, 0.5]


def test_the_interval_of_one_class_is_that_of_a_share():
    said = (np.arange(400) % 10 == 9).astype(int)
    found = whole(np.zeros(400, int), said, 1, np.arange(400))
    assert found == pytest.approx((0.8706, 0.9294), abs=0.003)


def test_clusters_of_any_size_weigh_by_their_pictures():
    right = np.zeros(10, int)
    assert whole(right, right, 1, (np.arange(10) > 0).astype(int)) == [1, 1]
    groups = np.repeat(np.arange(20), [9] * 10 + [1] * 10)
    low, high = whole(np.zeros(100, int), (groups > 9).astype(int), 1, groups)
    assert 0.7 < low < 0.9 < high


def test_the_share_found_of_drawn_clusters_counts_pictures_not_clusters():
    hands = np.concatenate([np.repeat(np.arange(20), 9), np.arange(20, 40)])
    low, _ = whole(np.zeros(200, int), (hands >= 20).astype(int), 1, hands)
    assert low > 0.75  # nine of ten pictures are right, half of the clusters


def test_two_networks_agree_on_labels_and_differ_by_so_much_at_most():
    one = np.array([[0.9, 0.1], [0.6, 0.4], [0.2, 0.8]])
    other = np.array([[0.8, 0.2], [0.45, 0.55], [0.2, 0.8]])
    found = metrics.agreement(one, other)
    assert found["same_label"] == pytest.approx(2 / 3)
    assert found["largest_difference"] == pytest.approx(0.15)
    less = metrics.agreement(np.array([[0.5, 0.25, 0.25]]), np.array([[0.9, 0.05, 0.05]]))
    assert less["largest_difference"] == pytest.approx(0.4)
