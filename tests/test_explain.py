import csv
from pathlib import Path

import cv2
import numpy as np
import pytest

from tests.conftest import ROOT
from whence.bundle import read
from whence.classifier import Classifier
from whence.explain import class_maps, contrast, overlay
from whence.pictures import decode

MODEL = ROOT / "model" / "culture.pkl"
CELLS = 7


@pytest.fixture(scope="module")
def classifier() -> Classifier:
    return Classifier(read(MODEL))


def square(data: bytes, side: int = 224) -> np.ndarray:
    return np.asarray(cv2.resize(decode(data), (side, side), interpolation=cv2.INTER_AREA))


def test_a_maps_mean_is_the_logit_without_its_bias() -> None:
    rng = np.random.default_rng(1)
    features = rng.random((7, 7, 5), np.float32)
    weights = rng.random((3, 5), np.float32)
    maps = class_maps(features, weights)
    assert maps.shape == (3, 7, 7)
    np.testing.assert_allclose(
        maps.mean(axis=(1, 2)), features.mean(axis=(0, 1)) @ weights.T, rtol=1e-5
    )


def test_contrast_forgets_what_excites_every_label() -> None:
    maps = np.zeros((2, 2, 2), np.float32)
    maps[:, 0, 0] = 9
    maps[1, 1, 1] = 2
    heat = contrast(maps, 1)
    assert heat[1, 1] == 1
    assert heat[0, 0] == 0
    assert contrast(np.zeros((2, 2, 2), np.float32), 0).max() == 0


@pytest.mark.parametrize(("ratio", "shape"), [(2.0, (112, 224)), (0.5, (224, 112))])
def test_overlay_has_the_pictures_proportions_and_is_clear_where_cold(
    ratio: float, shape: tuple[int, int]
) -> None:
    heat = np.zeros((7, 7), np.float32)
    heat[0, 0] = 1
    picture = overlay(heat, ratio)
    assert picture.shape == (*shape, 4)
    assert picture.dtype == np.uint8
    assert picture[-1, -1, 3] == 0
    assert picture[0, 0, 3] > 200


def test_overlay_of_a_hand_scroll_still_has_a_row() -> None:
    assert overlay(np.ones((7, 7), np.float32), 900).shape == (1, 224, 4)


def test_the_map_moves_with_the_evidence(classifier: Classifier) -> None:
    """The same patch, pasted into one corner of a blank sheet and into the opposite one."""
    patch = square((ROOT / "data" / "studies" / "japan-02.webp").read_bytes(), 96)
    index = classifier.bundle.labels.index("Japan")
    centres = []
    for top, left in ((0, 0), (128, 128)):
        sheet = np.full((224, 224, 3), 235, np.uint8)
        sheet[top : top + 96, left : left + 96] = patch
        maps = classifier.predict(sheet).maps
        assert maps is not None
        heat = contrast(maps, index)
        rows, columns = np.indices(heat.shape)
        centres.append(((rows * heat).sum() / heat.sum(), (columns * heat).sum() / heat.sum()))
    assert centres[1][0] - centres[0][0] > 1
    assert centres[1][1] - centres[0][1] > 1


def deleted(picture: np.ndarray, cells: np.ndarray) -> np.ndarray:
    """Return the picture with those cells of a 7 × 7 grid painted in its mean colour."""
    mask = np.kron(cells, np.ones((32, 32), bool))
    return np.where(mask[..., None], picture.mean(axis=(0, 1)), picture).astype(np.uint8)


def test_deleting_the_hottest_tenth_hurts_more_than_a_random_tenth(
    classifier: Classifier, shared: Path
) -> None:
    with (ROOT / "recipes" / "splits" / "paintings.csv").open(encoding="utf-8", newline="") as file:
        works = [row["file"] for row in csv.DictReader(file) if row["split"] == "test"]
    rng = np.random.default_rng(7)
    tenth = round(CELLS * CELLS / 10)
    hottest_drop, random_drop = [], []
    for name in works:
        picture = square((shared / "paintings" / str(name)).read_bytes())
        before = classifier.predict(picture)
        index = before.labels.index(before.label)
        assert before.maps is not None
        heat = contrast(before.maps, index).ravel()
        for order, drops in (
            (np.argsort(heat)[::-1], hottest_drop),
            (rng.permutation(heat.size), random_drop),
        ):
            cells = np.zeros(heat.size, bool)
            cells[order[:tenth]] = True
            after = classifier.predict(deleted(picture, cells.reshape(CELLS, CELLS)))
            drops.append(before.confidence - after.probabilities[index])
    more = np.array(hottest_drop) - np.array(random_drop)
    assert len(more) == 820
    # By more than chance would: beyond the upper end of a one-sided interval of 97.5 %.
    assert more.mean() > 1.96 * more.std(ddof=1) / np.sqrt(len(more)), (more.mean(), more.std())
