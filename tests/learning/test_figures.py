import cv2
import numpy as np

from whence.learning.figures import draw

LABELS = ["$a^$", "画", "c"]
POINTS = [{"confidence": 0.5, "accuracy": 0.6, "answered": 0.5}] * 3


def test_each_figure_is_a_picture_with_something_on_it(tmp_path):
    report = {
        "test": {"confusion": {"labels": LABELS, "rows_true": [[5, 1, 0], [0, 4, 0], [0, 0, 0]]}},
        "selective": {"reliability": POINTS, "curve": POINTS},
    }
    files = draw(report, tmp_path / "new")
    assert [file.stem for file in files] == ["confusion", "reliability", "selective"]
    for file in files:
        picture = cv2.imread(str(file))
        assert min(picture.shape[:2]) > 200
        assert np.unique(picture).size > 5
        assert file.stat().st_size < 60_000


def test_a_network_that_is_never_sure_is_drawn_too(tmp_path):
    """Of ten labels, one that has learnt nothing has a tenth of each."""
    confusion = {"labels": LABELS, "rows_true": [[1, 0, 0], [0, 1, 0], [0, 0, 1]]}
    drawn = []
    for points in ([], [{"confidence": 0.11, "accuracy": 0.1, "answered": 0.5}] * 3):
        report = {
            "test": {"confusion": confusion},
            "selective": {"reliability": points, "curve": POINTS},
        }
        file = next(each for each in draw(report, tmp_path) if each.stem == "reliability")
        drawn.append(cv2.imread(str(file)))
    assert (drawn[0] != drawn[1]).any()
