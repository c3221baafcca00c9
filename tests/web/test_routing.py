"""Which page an address leads to, and which have something to show."""

from pathlib import Path

import pytest

from tests.web.test_health import gallery
from whence.web.routing import Place, find, offered

CULTURES = ("Japan", "India", "China", "America")


@pytest.mark.parametrize(
    "labels", [("beagle", "collie", "poodle", "pug"), ("Japan", "China", "India", "Korea")]
)
def test_of_other_labels_only_ones_own_pictures_and_how_good_it_is_are_offered(
    tmp_path: Path, labels: tuple[str, ...]
) -> None:
    hall = gallery(tmp_path, labels=labels)
    assert offered(hall) == {"try", "statistics"}
    assert find("/", hall) == find("/try", hall) == Place("try")
    assert find("/play", hall) == Place("play")


def test_in_whatever_order_the_cultures_are_the_gallery_is_open(tmp_path: Path) -> None:
    hall = gallery(tmp_path, labels=CULTURES)
    assert {"gallery", "painting", "collection", "play", "try", "statistics"} == offered(hall)
    assert find("/", hall) == Place("gallery")


def test_an_address_may_be_written_with_percent_signs(tmp_path: Path) -> None:
    hall = gallery(tmp_path)
    work = next(iter(hall.catalogue))
    written = work.id.replace("-", "%2D")
    assert find(f"/painting/{written}", hall) == Place("painting", work)
