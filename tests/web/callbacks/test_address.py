"""Addresses and the statistics page's callbacks, with what an honest browser would never send."""

from pathlib import Path
from typing import Any, ClassVar

import pytest
from dash.exceptions import PreventUpdate

from tests.test_gallery import Shelf, gallery, works
from tests.web.callbacks.test_gallery import run
from whence.statistics import Table
from whence.web.callbacks.address import Pages
from whence.web.exhibits import Exhibits
from whence.web.workers import Workers


@pytest.mark.parametrize(
    "cell",
    [
        None,
        {},
        {"museum": "Japan"},
        {"museum": 1, "network": []},
        {"museum": "", "network": "Japan"},
        {"museum": "Mars", "network": "Japan"},
        {"museum": "Japan", "network": "Mars"},
        {"museum": [], "network": "Japan", "whole": "true"},
        "x",
        [],
    ],
)
def test_a_forged_cell_of_the_confusion_opens_nothing(cell: Any, tmp_path: Path) -> None:
    hall = gallery(works(3), Shelf())
    pages = Pages(hall, Exhibits(hall.catalogue, tmp_path, hall.classifier.bundle.id), Workers())
    with pytest.raises(PreventUpdate):
        run(pages.open_cell(cell))


class Asked(Exhibits):
    """Tables that note which cell was asked for."""

    cells: ClassVar[list[tuple[str | None, str | None]]] = []

    def cell(self, truth: str | None = None, said: str | None = None) -> Table:
        self.cells.append((truth, said))
        return super().cell(truth, said)


def test_a_cell_opens_what_the_museum_says_and_the_network_said(tmp_path: Path) -> None:
    hall = gallery(works(3), Shelf())
    pages = Pages(hall, Asked(hall.catalogue, tmp_path, hall.classifier.bundle.id), Workers())
    run(pages.open_cell({"museum": "Japan", "network": "China"}))
    run(pages.open_cell({"museum": "", "network": ""}))
    assert Asked.cells == [("Japan", "China"), (None, None)]


@pytest.mark.parametrize(
    ("address", "found"),
    [
        ("/", "wall"),
        ("/painting/work-1", "asked"),
        ("/painting/nobody", "Nothing hangs"),
        (7, "Nothing hangs"),
    ],
)
def test_an_address_leads_to_its_page(address: Any, found: str, tmp_path: Path) -> None:
    hall = gallery(works(3), Shelf())
    pages = Pages(hall, Exhibits(hall.catalogue, tmp_path, hall.classifier.bundle.id), Workers())
    assert found in str(run(pages.show(address)))
