"""The statistics page in a real browser."""

import csv
import io
import re
from collections.abc import Iterator
from itertools import pairwise
from typing import Any

import cv2
import numpy as np
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
    held = statistics.get_by_role("figure", name="What hangs here")
    expect(held.locator(".legendtext").first).to_be_visible()
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
    expect(works.get_by_role("table").get_by_role("link")).to_have_count(0)


def test_all_works_of_a_cell_and_all_errors_again_can_be_had(
    statistics: Page, gallery: Served
) -> None:
    title, works = statistics.locator("#works-title"), statistics.locator("#works")
    rows = works.locator("tbody tr")
    cell = statistics.get_by_role("button", name="works of Japan called Japan")
    count = int(cell.inner_text())
    cell.click()
    expect(works).to_contain_text(f"12 of {count} works")
    works.get_by_role("button", name="Show all").click()
    expect(rows).to_have_count(count)
    expect(works.get_by_role("button", name="Show all")).to_have_count(0)
    expect(title).to_have_text("Japan, called Japan")
    expect(title).to_be_focused()
    expect(title).to_be_in_viewport()
    link = works.get_by_role("link", name="CSV: Japan, called Japan")
    table = requests.get(gallery.url + (link.get_attribute("href") or ""), timeout=10).text
    assert [row["network"] for row in csv.DictReader(io.StringIO(table))] == ["Japan"] * count
    works.get_by_role("button", name="Back to all errors").click()
    expect(title).to_have_text("Hall of errors")
    expect(rows).to_have_count(12)
    expect(works.get_by_role("link", name="CSV: Hall of errors")).to_be_visible()
    works.get_by_role("button", name="Show all").click()
    expect(title).to_be_focused()
    numbers = requests.get(f"{gallery.url}/statistics/misses.csv", timeout=10).text
    expect(rows).to_have_count(len(numbers.splitlines()) - 1)


@pytest.fixture
def narrow(browser: Browser, gallery: Served) -> Iterator[Page]:
    context = browser.new_context(viewport={"width": 320, "height": 740})
    page = context.new_page()
    page.goto(f"{gallery.url}/statistics")
    page.wait_for_selector("#figure-networks .bartext")
    yield page
    context.close()


def test_on_a_narrow_page_nothing_is_cut_off_broken_or_overlapping(narrow: Page) -> None:
    assert narrow.evaluate("document.documentElement.scrollWidth") <= 320
    confusion = narrow.locator(".confusion")
    assert confusion.evaluate("e => e.scrollWidth - e.clientWidth") == 0
    left, right = (
        narrow.locator(".confusion tbody tr").first.locator(part).evaluate(
            f"e => {{ const r = document.createRange(); r.selectNodeContents(e);"
            f" return r.getBoundingClientRect().{edge}; }}"
        )
        for part, edge in (("th", "right"), ("td >> nth=0", "left"))
    )  # fmt: skip
    assert right - left >= 2
    narrow.wait_for_selector("#figure-accuracy .bartext")
    texts = [text.bounding_box() for text in narrow.locator("#figure-accuracy .bartext").all()]
    boxes = [box for box in texts if box]
    assert len(boxes) == 4
    for one, next_one in pairwise(boxes):
        assert one["x"] + one["width"] <= next_one["x"]
    table = narrow.locator(".errors table")
    assert table.evaluate("e => e.offsetWidth - e.parentElement.clientWidth") <= 0
    head = narrow.locator(".errors th")
    assert len({round(th.bounding_box()["height"]) for th in head.all()}) == 1  # type: ignore[index]
    assert (head.first.bounding_box() or {})["width"] >= 90


def test_a_confusion_that_goes_on_beyond_an_edge_shows_it(narrow: Page) -> None:
    grid = narrow.locator(".confusion")
    whole = grid.screenshot()
    grid.evaluate("e => { e.firstElementChild.style.minWidth = '40rem'; }")
    edges = []
    for shot in (whole, grid.screenshot()):
        picture = cv2.imdecode(np.frombuffer(shot, np.uint8), cv2.IMREAD_COLOR)
        assert picture is not None
        edges.append(picture[3, -2].mean())  # in the head, where nothing but the wall would be
    assert edges[0] - edges[1] > 40


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


def luminance(colour: list[float]) -> float:
    """Return the relative luminance of WCAG 2."""
    linear = [
        c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4
        for c in (each / 255 for each in colour)
    ]
    return sum(weight * c for weight, c in zip((0.2126, 0.7152, 0.0722), linear, strict=True))


def contrast(one: list[float], other: list[float]) -> float:
    dark, light = sorted((luminance(one), luminance(other)))
    return (light + 0.05) / (dark + 0.05)


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_intervals_and_numbers_can_be_read_on_bars_and_wall(
    browser: Browser, gallery: Served, scheme: Any
) -> None:
    context = browser.new_context(color_scheme=scheme)
    page = context.new_page()
    page.goto(f"{gallery.url}/statistics")
    page.wait_for_selector("#figure-accuracy .bartext")

    def colour(part: str, name: str) -> list[float]:
        read = "(e, name) => getComputedStyle(e)[name].match(/[\\d.]+/g).map(Number)"
        found = page.locator(f"#figure-accuracy{part}").first.evaluate(read, name)
        return list(found[:3])

    wall, full = colour("", "backgroundColor"), colour(" .point path", "fill")
    opaque = float(
        page.locator("#figure-accuracy .point path").first.evaluate(
            "e => getComputedStyle(e).fillOpacity"
        )
    )
    bar = [opaque * one + (1 - opaque) * other for one, other in zip(full, wall, strict=True)]
    edge, interval = colour(" .point path", "stroke"), colour(" .yerror", "stroke")
    for ground in (bar, wall):
        assert contrast(interval, ground) >= 3
    assert contrast(edge, wall) >= 3
    assert contrast(colour(" .bartext", "fill"), bar) >= 4.5
    context.close()
