"""What a visitor sees while the museum misbehaves."""

from pathlib import Path

import pytest
from playwright.sync_api import Browser, expect

from tests.browsing import Watch, click_through, serve
from tests.museums.trouble import Trouble
from whence.painting import COLUMNS

pytestmark = pytest.mark.browser

PATIENCE = 12_000
"""Milliseconds within which every visitor has a painting, whatever the museum does."""

MEMORY = 300
"""Megabytes that the process stays under, pictures of 30,000 × 30,000 included."""

SLOW = ["/drip", "/drip-header", "/hang"]
BAD = ["/missing", "/forbidden", "/error", "/moved/to-other-port", "/moved/to-private"]
WORSE = ["/moved/to-metadata", "/truncated", "/endless", "/huge.png", "/html", "/reset", "/empty"]


def catalogue(path: Path, addresses: list[str]) -> Path:
    rows = [
        {"id": f"work-{number}", "culture": "China", "image_url": address}
        for number, address in enumerate(addresses)
    ]
    lines = [",".join(row.get(column, "") for column in COLUMNS) for row in rows]
    path.write_text("\n".join([",".join(COLUMNS), *lines]) + "\n", encoding="utf-8")
    return path


@pytest.mark.parametrize("ways", [SLOW, BAD + WORSE], ids=["slow", "bad"])
def test_the_visitor_always_gets_a_painting(
    browser: Browser, tmp_path: Path, ways: list[str]
) -> None:
    with Trouble() as museum:
        works = catalogue(tmp_path / "works.csv", [museum.url(way) for way in ways])
        with serve(tmp_path, catalogue=works, museums=museum.origin) as served:
            page = browser.new_page()
            watch = Watch(page)
            page.goto(served.url)
            for _ in range(4):
                assert "/pictures/study-" in click_through(page, PATIENCE)
                expect(page.locator("#notice")).to_contain_text("museum cannot be reached")
            assert watch.errors == []
            assert served.megabytes() < MEMORY
            page.close()
        assert museum.strayed == {}


def test_one_bad_work_among_good_ones_is_never_noticed(browser: Browser, tmp_path: Path) -> None:
    with Trouble() as museum:
        addresses = [museum.url(f"/good/{number}.jpg") for number in range(8)]
        works = catalogue(tmp_path / "works.csv", [museum.url("/truncated"), *addresses])
        with serve(tmp_path, catalogue=works, museums=museum.origin) as served:
            page = browser.new_page()
            page.goto(served.url)
            for _ in range(8):
                assert "/pictures/work-" in click_through(page, PATIENCE)
                expect(page.locator("#notice")).to_be_empty()
            page.close()
