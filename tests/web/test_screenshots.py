"""The pages look as they did when somebody looked at them and found them good.

Colours of 40-pixel squares are compared, not pixels: another machine's fonts set the same words a
little wider or narrower and stay below the limit, a broken layout does not.
"""

from collections.abc import Iterator

import cv2
import numpy as np
import pytest
from playwright.sync_api import Browser, Page

from tests.screenshots import APPROVED, PAGES, VIEWS, Picture, approved, shot, shots, studio

pytestmark = pytest.mark.browser

SQUARE = 40
VISIBLE = 24
"""Levels of 255 by which a square's mean colour may differ."""

MOST = 0.14
"""Share of squares that may. Measured: the same fonts 0, Liberation Sans throughout at most 0.11;
no grid in the rooms 0.49, all 3 rem lower 0.28, no header 0.44, a larger picture 0.37."""

OTHER_FONTS = """
    *:not(svg *) { font-family: "Liberation Sans", Arial, Helvetica, sans-serif !important; }
"""
BROKEN = {
    "no grid": ".room, .filters { display: block !important; }",
    "lower": "main { margin-top: 3rem !important; }",
    "no header": ".lintel { display: none !important; }",
    "larger picture": ".canvas { width: 70% !important; }",
    "another wall": ":root, [data-bs-theme] { --wall: #ccc !important; }",
}


def difference(one: Picture, other: Picture) -> float:
    """Share of squares whose mean colour differs visibly; 1 where even the sizes differ."""
    if one.shape != other.shape:
        return 1.0
    size = one.shape[1] // SQUARE, one.shape[0] // SQUARE
    means = [
        cv2.resize(each.astype(np.float32), size, interpolation=cv2.INTER_AREA)
        for each in (one, other)
    ]
    return float((np.abs(means[0] - means[1]).max(axis=2) > VISIBLE).mean())


@pytest.fixture(scope="module")
def page(browser: Browser) -> Iterator[Page]:
    with studio(browser) as (_, page):
        yield page


def test_every_page_looks_as_approved(page: Page) -> None:
    taken = {name: difference(picture, approved(name)) for name, picture in shots(page)}
    assert {file.stem for file in APPROVED.glob("*.webp")} == set(taken)
    changed = {name: share for name, share in taken.items() if share > MOST}
    assert not changed, f"look at these; if they are right, run `make screenshots`: {changed}"


def test_other_fonts_pass_and_a_broken_layout_does_not(page: Page) -> None:
    view = next(iter(VIEWS))
    PAGES["painting"](page)
    wear = """style => {
        const sheet = document.createElement("style");
        sheet.textContent = style;
        document.head.append(sheet);
        window.undress = () => sheet.remove();
    }"""
    page.evaluate(wear, OTHER_FONTS)
    assert difference(shot(page, view), approved(f"painting-{view}")) < MOST
    for name, style in BROKEN.items():
        page.evaluate("() => window.undress()")
        page.evaluate(wear, style)
        assert difference(shot(page, view), approved(f"painting-{view}")) > MOST, name
