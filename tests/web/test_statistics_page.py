"""The statistics page in a real browser."""

import csv
import io
import re
from typing import Any

import pytest
import requests
from playwright.sync_api import Browser, Page, expect

from tests.browsing import Served, Watch

pytestmark = pytest.mark.browser


@pytest.fixture
def statistics(page: Page, gallery: Served) -> Page:
    page.goto(f"{gallery.url}/statistics")
    page.wait_for_selector(".js-plotly-plot .plot-container")
    return page


def test_every_figure_is_drawn_and_its_numbers_can_be_had(
    statistics: Page, gallery: Served
) -> None:
    cards = statistics.locator("figure")
    assert cards.count() >= 5
    expect(statistics.locator(".js-plotly-plot .main-svg").first).to_be_visible()
    for link in statistics.locator("a.csv").all():
        reply = requests.get(gallery.url + (link.get_attribute("href") or ""), timeout=10)
        assert reply.headers["content-type"].startswith("text/csv")
        assert len(list(csv.reader(io.StringIO(reply.text)))) > 2


def test_a_drawn_figure_is_a_picture_whose_numbers_are_read_out(
    statistics: Page, gallery: Served
) -> None:
    numbers = requests.get(f"{gallery.url}/statistics/accuracy.csv", timeout=10).text
    said = statistics.get_by_role("figure", name="How often it is right").locator(".graph")
    for row in csv.DictReader(io.StringIO(numbers)):
        expect(said).to_have_accessible_name(
            re.compile(f"{row['culture']}: {float(row['right']):.1%}")
        )


def test_the_sentence_says_how_often_it_is_right_when_sure(statistics: Page) -> None:
    expect(statistics.locator(".summary")).to_contain_text("times in 100")


def test_a_cell_of_the_confusion_opens_its_works_by_key_and_again(statistics: Page) -> None:
    cell = statistics.get_by_role("button", name="works of Japan called China")
    count = int(cell.inner_text())
    for _ in range(2):
        cell.focus()
        statistics.keyboard.press("Enter")
        expect(statistics.locator("#works-title")).to_have_text("Japan, called China")
        expect(statistics.locator("#works-title")).to_be_in_viewport()
    rows = statistics.locator("#works tbody tr")
    expect(rows).to_have_count(min(count, 12))
    expect(rows.first).to_contain_text("China")
    expect(statistics.locator("#works-title")).to_be_focused()
    works = statistics.locator("#works")
    expect(works).to_contain_text(f"{min(count, 12)} of {count} works, the surest first.")
    expect(works.get_by_role("link")).to_have_count(0)


def test_plotly_is_not_loaded_before_the_statistics_page(browser: Browser, gallery: Served) -> None:
    context = browser.new_context(viewport={"width": 360, "height": 740})
    page = context.new_page()
    watch, asked = Watch(page), list[str]()
    page.on("request", lambda request: asked.append(request.url))
    page.goto(gallery.url)
    page.wait_for_selector("#show")
    page.wait_for_load_state("networkidle")
    assert not [url for url in asked if "plotly" in url]
    page.get_by_role("link", name="How good").click()
    page.wait_for_selector(".js-plotly-plot .plot-container")
    assert [url for url in asked if "plotly" in url]
    assert page.evaluate("document.documentElement.scrollWidth") <= 360
    assert watch.errors == []
    assert watch.hosts == {"127.0.0.1"}
    context.close()


def test_an_unknown_table_is_not_found(gallery: Served) -> None:
    assert requests.get(f"{gallery.url}/statistics/secrets.csv", timeout=10).status_code == 404


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_what_a_figure_says_under_the_pointer_can_be_read(
    browser: Browser, gallery: Served, scheme: Any
) -> None:
    context = browser.new_context(color_scheme=scheme, viewport={"width": 1280, "height": 900})
    page = context.new_page()
    page.goto(f"{gallery.url}/statistics")
    plot = page.locator("#figure-accuracy .nsewdrag")
    plot.scroll_into_view_if_needed()
    box = plot.bounding_box()
    assert box is not None
    plot.hover(position={"x": box["width"] / 8, "y": box["height"] * 0.8})
    said = page.locator("#figure-accuracy .hoverlayer")
    expect(said.locator("text").first).to_contain_text("America")
    colours = [
        said.locator(part).first.evaluate(
            "e => getComputedStyle(e).fill.match(/\\d+/g).map(Number)"
        )
        for part in ("path", "text")
    ]
    assert sum(abs(one - other) for one, other in zip(*colours, strict=True)) > 400
    context.close()
