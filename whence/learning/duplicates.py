"""Which pictures show the same work: perceptual hashes, alike embeddings, and their clusters."""

from collections.abc import Collection, Sequence
from typing import Final

import cv2
import numpy as np
import numpy.typing as npt
from scipy.sparse import coo_array
from scipy.sparse.csgraph import connected_components

from whence.learning.dataset import Item
from whence.learning.recipe import Split

Pairs = npt.NDArray[np.intp]

_NONE: Final[Pairs] = np.empty((0, 2), np.intp)


def picture_hash(picture: npt.NDArray[np.uint8]) -> npt.NDArray[np.bool_]:
    """Hash a uint8 RGB picture to 64 bits: is each spot brighter than its left neighbour (dHash).

    Survives scaling, JPEG and changes of tone; pictures of one work differ in a few bits.
    """
    grey = cv2.cvtColor(picture, cv2.COLOR_RGB2GRAY)
    small = cv2.resize(grey, (9, 8), interpolation=cv2.INTER_AREA).astype(np.int16)
    return np.asarray(small[:, 1:] > small[:, :-1]).ravel()


def alike_hashes(hashes: npt.NDArray[np.bool_], bits: int) -> Pairs:
    """Pair the rows of (N, 64) that differ in at most `bits` bits; (P, 2) with i < j."""
    signs = hashes.astype(np.float32) * 2 - 1
    return _pairs(signs, hashes.shape[1] - 2 * bits - 0.5)


def alike_embeddings(embeddings: npt.NDArray[np.float32], cosine: float) -> Pairs:
    """Pair the rows of (N, E) whose cosine is at least `cosine`: crops of one scroll, say."""
    lengths = np.linalg.norm(embeddings, axis=1, keepdims=True)
    return _pairs(embeddings / np.maximum(lengths, 1e-12), cosine)


def _pairs(rows: npt.NDArray[np.float32], least: float, block: int = 1024) -> Pairs:
    """Find the pairs whose dot product is at least `least`, in blocks so that memory stays low."""
    found = []
    for start in range(0, len(rows), block):
        left, right = np.nonzero(rows[start : start + block] @ rows.T >= least)
        ahead = left + start < right
        found.append(np.stack([left[ahead] + start, right[ahead]], axis=1))
    return np.concatenate(found) if found else _NONE


def clusters(names: Sequence[Collection[str]], pairs: Pairs) -> npt.NDArray[np.intp]:
    """Return each item's cluster: those that share one of their `names` and `pairs` are together.

    Joins are transitive, so that nothing in one cluster has a near-duplicate in another.
    """
    first: dict[str, int] = {}
    named = [(first.setdefault(name, i), i) for i, many in enumerate(names) for name in many]
    edges = np.concatenate([np.array(named, np.intp).reshape(-1, 2), pairs.reshape(-1, 2)])
    weights = np.ones(len(edges), np.int8)
    graph = coo_array((weights, (edges[:, 0], edges[:, 1])), shape=(len(names), len(names)))
    return np.asarray(connected_components(graph, directed=False)[1], np.intp)


def _share_a_label(items: Sequence[Item], pairs: Pairs) -> npt.NDArray[np.bool_]:
    """Tell of each pair whether its labels are the same, or have one in common."""
    kinds = list({item.labels for item in items})
    names = {label for kind in kinds for label in kind}
    has = np.array([[name in kind for name in names] for kind in kinds], np.float32)
    related = (has @ has.T > 0) | np.eye(len(kinds), dtype=np.bool_)
    codes = {kind: code for code, kind in enumerate(kinds)}
    code = np.array([codes[item.labels] for item in items], np.intp)
    return np.asarray(related[code[pairs[:, 0]], code[pairs[:, 1]]])


def _may_hide_one_work(items: Sequence[Item], pairs: Pairs) -> npt.NDArray[np.bool_]:
    """Tell of each pair whether both are of one source and of nobody that is known."""
    source = np.unique([item.source for item in items], return_inverse=True)[1]
    nobody = np.array([not item.artist for item in items], np.bool_)
    left, right = pairs[:, 0], pairs[:, 1]
    return np.asarray((source[left] == source[right]) & nobody[left] & nobody[right])


def groups(
    items: Sequence[Item],
    hashes: npt.NDArray[np.bool_],
    embeddings: npt.NDArray[np.float32] | None,
    plan: Split,
) -> npt.NDArray[np.intp]:
    """Return each item's group, which no split may divide: an artist's works, near-duplicates.

    Hashes join pictures that share a label; embeddings, needed where `plan.same_work` is a number,
    join pictures of one source whose artist is unknown, where crops of one scroll hide.
    """
    pairs = alike_hashes(hashes, plan.same_picture)
    pairs = pairs[_share_a_label(items, pairs)]
    if embeddings is not None and plan.same_work is not None:
        works = alike_embeddings(embeddings, plan.same_work)
        pairs = np.concatenate([pairs, works[_may_hide_one_work(items, works)]])
    return clusters([item.artists for item in items], pairs)
