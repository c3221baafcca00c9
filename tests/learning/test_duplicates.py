import tracemalloc
from pathlib import Path

import cv2
import numpy as np

from whence.learning.dataset import Item
from whence.learning.duplicates import (
    alike_embeddings,
    alike_hashes,
    clusters,
    groups,
    picture_hash,
)
from whence.learning.recipe import Split


def picture(seed):
    spots = np.random.default_rng(seed).integers(0, 256, (6, 6, 3), dtype=np.uint8)
    return cv2.resize(spots, (200, 160), interpolation=cv2.INTER_CUBIC)


def test_a_rescaled_paler_jpeg_hashes_nearly_alike_and_another_picture_does_not():
    data = cv2.imencode(".jpg", cv2.resize(picture(1), (90, 70)) // 2 + 60)[1]
    copy = cv2.imdecode(data, cv2.IMREAD_COLOR)
    hashes = np.stack([picture_hash(p) for p in (picture(1), copy, picture(2))])
    assert alike_hashes(hashes, 6).tolist() == [[0, 1]]


def test_bits_are_counted_exactly():
    hashes = np.zeros((3, 64), bool)
    hashes[1, :6] = hashes[2, :7] = True
    assert alike_hashes(hashes, 6).tolist() == [[0, 1], [1, 2]]
    assert alike_hashes(hashes, 7).tolist() == [[0, 1], [0, 2], [1, 2]]


def test_embeddings_pair_by_cosine_whatever_their_length():
    rows = np.array([[1, 0], [5, 0.1], [0, 2]], np.float32)
    assert alike_embeddings(rows, 0.9).tolist() == [[0, 1]]
    assert alike_embeddings(rows[:, :1], 1.0).tolist() == [[0, 1]]


def test_long_embeddings_at_a_wide_angle_are_no_pair():
    rows = np.array([[3, 0], [2, 2], [40, 1]], np.float32)
    assert alike_embeddings(rows, 0.9).tolist() == [[0, 2]]


def test_an_embedding_of_nothing_is_alike_to_none():
    assert alike_embeddings(np.array([[0, 0], [1, 0], [0, 0]], np.float32), 0.5).tolist() == []


def test_pairs_are_found_among_more_rows_than_are_compared_at_once():
    rows = np.eye(1100, dtype=np.float32)
    rows[1050], rows[1060] = rows[5], rows[1030]
    assert alike_embeddings(rows, 0.9).tolist() == [[5, 1050], [1030, 1060]]


def test_clusters_join_names_and_pairs_transitively():
    found = clusters([["x"], [], ["x"], [], []], np.array([[2, 3]]))
    assert found[0] == found[2] == found[3]
    assert len({found[0], found[1], found[4]}) == 3
    assert len(set(clusters([[], []], np.empty((0, 2), np.intp)))) == 2


def test_a_work_by_two_hands_joins_the_works_of_both():
    found = clusters([["x"], ["y"], ["z"], ["x", "y"]], np.empty((0, 2), np.intp))
    assert found[0] == found[1] == found[3] != found[2]


def test_crops_join_only_within_one_source_without_artists():
    alike = np.ones((5, 4), np.float32)
    hashes = np.random.default_rng(0).integers(0, 2, (5, 64)).astype(bool)
    origins = [("", "a"), ("", "a"), ("", "b"), ("Hokusai", "a"), ("Hokusai", "c")]
    items = [Item(str(i), Path(), ("x",), *origin) for i, origin in enumerate(origins)]
    assert len(set(groups(items, hashes, alike, Split(same_work=0.78)))) == 3
    assert len(set(groups(items[::-1], hashes, alike, Split(same_work=0.78)))) == 3
    assert len(set(groups(items, hashes, alike, Split()))) == 4


def test_the_works_of_everyone_who_had_a_hand_in_one_stay_together():
    names = ["Hokusai", "Hiroshige", "Hokusai; Hiroshige", "Utamaro"]
    items = [Item(str(i), Path(), ("x",), name) for i, name in enumerate(names)]
    hashes = np.random.default_rng(0).integers(0, 2, (4, 64)).astype(bool)
    found = groups(items, hashes, None, Split(same_work=None))
    assert found[0] == found[1] == found[2] != found[3]


def test_same_hash_joins_pictures_of_one_label_only():
    items = [Item(str(i), Path(), (label,), f"artist {i}") for i, label in enumerate("xxy")]
    found = groups(items, np.zeros((3, 64), bool), np.eye(3, dtype=np.float32), Split())
    assert found[0] == found[1] != found[2]


def test_several_labels_need_share_only_one_and_embeddings_may_be_left_out():
    labels = [("x", "y"), ("y",), ("z",)]
    items = [Item(str(i), Path(), each) for i, each in enumerate(labels)]
    found = groups(items, np.zeros((3, 64), bool), None, Split(same_work=None))
    assert found[0] == found[1] != found[2]


def test_pictures_of_no_label_at_all_may_show_one_work():
    items = [Item(str(i), Path(), labels) for i, labels in enumerate([("x",), (), ()])]
    found = groups(items, np.zeros((3, 64), bool), None, Split())
    assert found[0] != found[1] == found[2]


def test_thousands_that_are_all_alike_are_one_group_in_little_memory():
    items = [Item(str(i), Path(), ("x",)) for i in range(3000)]
    tracemalloc.start()
    found = groups(items, np.zeros((3000, 64), bool), None, Split())
    most = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert set(found) == {0}
    assert most < 600e6  # lists of pairs took three times as much
