"""The pages with the model of another recipe: dog breeds, scenes."""

import re
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from urllib.parse import urljoin

import cv2
import numpy as np
import pytest
from playwright.sync_api import Browser, FilePayload, Page, expect

from tests.browsing import ROOT, Watch, serve
from tests.fixtures.make_tiny import network
from whence import bundle

pytestmark = pytest.mark.browser

TINY = bundle.read(ROOT / "tests" / "fixtures" / "tiny" / "tiny.pkl")
BREEDS = tuple(f"breed {number:03}" for number in range(120))


def plain(blue: int, green: int, red: int) -> FilePayload:
    pixels = np.full((60, 90, 3), (blue, green, red), np.uint8)
    data = cv2.imencode(".png", pixels)[1].tobytes()
    return {"name": "mine.png", "mimeType": "image/png", "buffer": data}


def shown(page: Page, picture: FilePayload) -> None:
    with page.expect_file_chooser() as chooser:
        page.click("#pick")
    chooser.value.set_files([picture])
    expect(page.locator("#tried .verdict")).to_be_visible(timeout=30_000)


def visit(browser: Browser, folder: Path, made: bundle.Bundle) -> Iterator[Page]:
    bundle.write(made, folder, made.recipe)
    with serve(folder, model=folder / f"{made.recipe}.pkl") as served:
        page = browser.new_page()
        watch = Watch(page)
        page.goto(f"{served.url}/try")
        page.wait_for_selector("#pick")
        yield page
        page.close()
        assert watch.errors == []


@pytest.fixture(scope="module")
def dogs(browser: Browser, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Page]:
    head = np.random.default_rng(1).normal(0, 4, (3, len(BREEDS))).astype(np.float32)
    made = replace(
        TINY, recipe="dogs", labels=BREEDS, tflite=network(head), activation=head.T.copy()
    )
    yield from visit(browser, tmp_path_factory.mktemp("dogs"), made)


@pytest.fixture(scope="module")
def scenes(browser: Browser, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Page]:
    made = replace(
        TINY,
        recipe="scenes",
        task="multi-label",
        labels=("beach", "trees", "city", "sunset"),
        thresholds=(0.9, 0.9, 0.9, 0.9),
    )
    yield from visit(browser, tmp_path_factory.mktemp("scenes"), made)


def test_of_many_breeds_the_likeliest_are_shown(dogs: Page) -> None:
    shown(dogs, plain(10, 40, 250))
    bars = dogs.locator("#tried .bar")
    assert 2 <= bars.count() < 10
    assert all("breed" in text for text in bars.all_inner_texts())
    expect(dogs.locator("#tried .verdict").first).to_contain_text("breed")
    expect(dogs.locator("#tried").locator(".threshold, .legend")).to_have_count(0)


def test_every_breed_can_be_looked_up(dogs: Page) -> None:
    dogs.click(".known summary")
    expect(dogs.locator("#labels li:visible")).to_have_count(len(BREEDS))
    dogs.fill("#find", "breed 11")
    expect(dogs.locator("#labels li:visible")).to_have_count(10)
    dogs.fill("#find", "cat")
    expect(dogs.locator("#none-found")).to_be_visible()


def test_its_home_is_where_a_picture_is_tried_and_the_header_offers_what_works(dogs: Page) -> None:
    dogs.goto(urljoin(dogs.url, "/"))
    dogs.wait_for_selector("#pick")
    links = dogs.locator(".lintel nav a")
    assert [link.get_attribute("href") for link in links.all()] == ["/try", "/statistics"]
    expect(dogs.locator("nav [aria-current=page]")).to_have_attribute("href", "/try")
    links.nth(1).click()
    expect(dogs.locator("h1")).to_have_text("How good it is")
    dogs.click(".wordmark")
    shown(dogs, plain(10, 40, 250))


@pytest.mark.parametrize("address", ["/collection", "/play", "/painting/study-china-01"])
def test_a_page_that_asks_for_a_culture_leads_to_ones_own_pictures(
    dogs: Page, address: str
) -> None:
    dogs.goto(urljoin(dogs.url, address))
    expect(dogs.locator("h1")).to_have_text("This network names other labels")
    expect(dogs.locator("#show, #play-room")).to_have_count(0)
    dogs.click("#page a")
    dogs.wait_for_selector("#pick")


def test_all_scenes_that_hold_are_named(scenes: Page) -> None:
    shown(scenes, plain(0, 250, 250))
    expect(scenes.locator("#tried .verdict").first).to_contain_text("beach and trees.")


def test_a_line_on_each_bar_shows_from_where_its_label_holds(scenes: Page) -> None:
    meters = scenes.get_by_role("meter")
    expect(meters.first).to_have_attribute("aria-valuetext", re.compile("holds from 90 % on"))
    for bar in scenes.locator("#tried .track").all():
        track, line = bar.bounding_box(), bar.locator(".threshold").bounding_box()
        assert track
        assert line
        middle = line["x"] + line["width"] / 2 - track["x"]
        assert middle / track["width"] == pytest.approx(0.9, abs=0.01)
        assert line["height"] > track["height"]
    expect(scenes.locator("#tried .legend")).to_have_text("A label holds from its line on.")


def test_no_scene_may_hold(scenes: Page) -> None:
    scenes.reload()
    shown(scenes, plain(128, 128, 128))
    expect(scenes.locator("#tried .verdict").first).to_contain_text("nothing here that I know")
