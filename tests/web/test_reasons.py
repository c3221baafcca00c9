"""Why, what it resembles, and what a visitor has to say, in a real browser."""

import sqlite3
from contextlib import closing

import cv2
import numpy as np
import pytest
import requests
from playwright.sync_api import Page, expect

from tests.browsing import CALLBACKS, HeldBack, Served, click_through

pytestmark = pytest.mark.browser


def test_the_heat_map_appears_over_the_painting_only_when_asked_for(page: Page) -> None:
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    click_through(page)
    assert not [url for url in asked if url.endswith("/why")]
    expect(page.locator(".heat")).to_be_hidden()
    expect(page.get_by_text("The brighter a place")).to_be_hidden()
    with page.expect_response("**/why") as heat:
        page.click("#why")
    assert heat.value.ok
    expect(page.locator(".heat")).to_be_visible()
    assert page.locator("#why").get_attribute("aria-pressed") == "true"
    expect(page.get_by_text("The brighter a place")).to_be_visible()
    # Both at once: the page may be scrolling to the picture.
    box = "document.querySelector('{}').getBoundingClientRect().toJSON()"
    picture, over = page.evaluate(f"[{box.format('#painting')}, {box.format('.heat')}]")
    assert picture == over
    page.locator("#strength").fill("20")
    assert page.locator(".heat").evaluate("e => getComputedStyle(e).opacity") == "0.2"
    page.keyboard.press("Escape")
    page.locator("body").press("w")
    expect(page.locator(".heat")).to_be_hidden()
    page.locator("body").press("W")  # as with caps lock
    expect(page.locator(".heat")).to_be_visible()


def test_nothing_of_a_long_title_is_cut_off(page: Page) -> None:
    click_through(page)
    cut = page.locator("#plaque h2").evaluate(
        "(title, words) => { title.className = 'long'; title.textContent = words;"
        " return title.scrollHeight - title.clientHeight; }",
        "A woman of the court at her window " * 7,
    )
    assert cut == 0


def test_thumbnails_lead_to_works_that_resemble_this_one(page: Page, gallery: Served) -> None:
    click_through(page)  # once: after a second press the first one's thumbnails stay for a moment
    expect(page.locator(".thumbnails a")).to_have_count(4)
    hung = (page.locator("#painting").get_attribute("src") or "").rpartition("/")[2]
    links = [link.get_attribute("href") or "" for link in page.locator(".thumbnails a").all()]
    assert f"/painting/{hung}" not in links
    page.locator(".thumbnails a").first.click()
    page.wait_for_url(f"**{links[0]}")
    expect(page.locator("#painting")).to_have_attribute(
        "src", links[0].replace("/painting/", "/pictures/")
    )
    expect(page.locator(".verdict")).to_have_count(1)
    page.go_back()
    page.wait_for_url("**/")
    expect(page.locator(".bare, #painting")).to_have_count(1)


def corrections(gallery: Served) -> list[tuple[str, str, str]]:
    """Painting, kind and note of all that was kept."""
    with closing(sqlite3.connect(gallery.folder / "corrections.db")) as database:
        return database.execute("select painting, kind, note from corrections").fetchall()


def test_a_visitor_may_disagree_and_it_is_kept(page: Page, gallery: Served) -> None:
    click_through(page)
    page.click("summary")
    page.fill("#note", "  This is ink,\n not oil. ")
    for _ in range(3):  # a busy machine may need longer for a new database than a visitor waits
        page.click("#wrong-label")
        expect(page.locator("#thanks")).not_to_be_empty(timeout=15_000)
        if "Thank you" in page.locator("#thanks").inner_text():
            break
    expect(page.locator("#thanks")).to_contain_text("Thank you")
    expect(page.locator("#note")).to_have_value("")
    hung = (page.locator("#painting").get_attribute("src") or "").rpartition("/")[2]
    assert (hung, "label is wrong", "This is ink, not oil.") in corrections(gallery)
    click_through(page)
    expect(page.locator("#thanks")).to_be_empty()


def test_a_correction_is_sent_once_and_said_not_to_be_kept_where_nobody_answers(
    page: Page,
) -> None:
    click_through(page)
    page.click("summary")
    page.fill("#note", "Look at the paper.")
    held = HeldBack(page, CALLBACKS, '"output":"..thanks.')
    page.locator("#disagree").focus()
    for _ in range(3):
        page.keyboard.press("Enter")
    expect(page.locator("#wrong-label")).to_be_disabled()
    sent = held.take()
    assert len(held) == 0
    sent.abort()
    expect(page.locator("#thanks")).to_have_text("The gallery did not answer. Please try again.")
    expect(page.locator("#note")).to_have_value("Look at the paper.")
    expect(page.locator("#wrong-label")).to_be_enabled()
    expect(page.locator("#disagree")).to_be_focused()


def test_what_is_said_late_to_a_correction_says_nothing_of_the_next_painting(
    page: Page, gallery: Served
) -> None:
    click_through(page)
    page.click("summary")
    page.fill("#note", "Of the first.")
    held = HeldBack(page, CALLBACKS, '"output":"..thanks.')
    page.click("#disagree")
    sent = held.take()
    click_through(page)
    expect(page.locator("#note")).to_have_value("")
    page.fill("#note", "Of the second.")
    with page.expect_response(lambda said: said.request == sent.request) as late:
        sent.continue_()
    assert "Thank you" in late.value.text()
    expect(page.locator("#disagree")).to_be_enabled()
    expect(page.locator("#thanks")).to_be_empty()
    expect(page.locator("#note")).to_have_value("Of the second.")


def test_a_correction_pressed_twice_is_kept_once(page: Page, gallery: Served) -> None:
    click_through(page)
    page.click("summary")
    page.fill("#note", "Twice.")
    counts = []
    for _ in range(2):
        with page.expect_response(CALLBACKS):
            page.click("#disagree")
        expect(page.locator("#disagree")).to_be_enabled()
        expect(page.locator("#thanks")).to_contain_text("Thank you")
        expect(page.locator("#note")).to_have_value("")
        counts.append(len(corrections(gallery)))
    assert counts[0] == counts[1]


def test_every_work_has_an_address_with_a_preview(gallery: Served) -> None:
    known = requests.get(f"{gallery.url}/painting/study-japan-02", timeout=10)
    assert known.status_code == 200
    assert 'property="og:image"' in known.text
    assert f"{gallery.url}/pictures/study-japan-02" in known.text
    unknown = requests.get(f"{gallery.url}/painting/nobody", timeout=10)
    assert unknown.status_code == 404


def test_an_address_where_nothing_hangs_has_a_way_on(page: Page, gallery: Served) -> None:
    page.goto(f"{gallery.url}/painting/nobody")
    expect(page.locator("h1")).to_have_text("Nothing hangs here")
    page.get_by_role("link", name="Back to the entrance").click()
    expect(page.locator("#show")).to_be_visible()


@pytest.mark.parametrize(("width", "pixels"), [(1, 160), (160, 160), (200, 320), (10**9, 480)])
def test_thumbnails_come_in_few_sizes(gallery: Served, width: int, pixels: int) -> None:
    address = f"{gallery.url}/pictures/study-japan-02?width={width}"
    data = requests.get(address, timeout=10).content
    assert cv2.imdecode(np.frombuffer(data, np.uint8), cv2.IMREAD_COLOR).shape[1] == pixels


def test_a_picture_that_a_browser_has_is_not_sent_again(gallery: Served) -> None:
    address = f"{gallery.url}/pictures/study-japan-02"
    tag = requests.get(address, timeout=10).headers["ETag"]
    again = requests.get(address, headers={"If-None-Match": tag}, timeout=10)
    assert (again.status_code, again.content) == (304, b"")


def test_a_heat_map_is_asked_for_again_since_another_model_may_be_served(gallery: Served) -> None:
    address = f"{gallery.url}/pictures/study-japan-02/why"
    first = requests.get(address, timeout=10)
    assert first.headers["Cache-Control"] == "no-cache"
    again = requests.get(address, headers={"If-None-Match": first.headers["ETag"]}, timeout=10)
    assert again.status_code == 304


def test_a_heat_map_that_does_not_come_is_told_and_asked_for_again(page: Page) -> None:
    click_through(page)
    page.route("**/pictures/*/why", lambda route: route.fulfill(status=503, body="busy"))
    page.click("#why")
    told = page.locator("#why-lost")
    expect(told).to_contain_text("cannot be shown just now")
    expect(page.get_by_text("The brighter a place")).to_be_hidden()
    expect(page.locator(".heat")).to_be_hidden()
    assert page.locator("#painting").evaluate("e => getComputedStyle(e).filter") == "none"
    page.unroute_all()
    page.click("#why")
    expect(told).to_be_empty()
    with page.expect_response("**/why") as heat:
        page.click("#why")
    assert heat.value.ok
    expect(page.locator(".heat")).to_be_visible()
    expect(page.get_by_text("The brighter a place")).to_be_visible()
    expect(told).to_be_empty()
