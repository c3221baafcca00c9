"""The collection in a real browser: search, filters, address, keyboard, narrow and wide."""

from collections.abc import Iterator
from urllib.parse import urlencode

import pytest
import requests
from playwright.sync_api import Browser, Page, expect

from tests.browsing import CALLBACKS, HeldBack, Served, Watch, click_through, pick

pytestmark = pytest.mark.browser

VIEWS = [(1280, "light"), (360, "dark")]


@pytest.fixture(params=VIEWS, ids=["wide-light", "narrow-dark"])
def visit(
    request: pytest.FixtureRequest, browser: Browser, gallery: Served
) -> Iterator[tuple[Page, Watch]]:
    width, scheme = request.param
    context = browser.new_context(viewport={"width": width, "height": 900}, color_scheme=scheme)
    page = context.new_page()
    watch = Watch(page)
    page.goto(f"{gallery.url}/collection")
    page.wait_for_selector(".shelf img")
    yield page, watch
    assert watch.errors == []
    assert watch.hosts == {"127.0.0.1"}
    assert page.evaluate("document.documentElement.scrollWidth") <= width
    context.close()


@pytest.fixture
def collection(page: Page, gallery: Served) -> Page:
    page.goto(f"{gallery.url}/collection")
    page.wait_for_selector(".shelf img")
    return page


def test_a_page_of_thumbnails_arrives_and_its_space_was_kept(visit: tuple[Page, Watch]) -> None:
    page, _ = visit
    expect(page.locator("#count")).to_have_text("96 works")
    expect(page.locator(".shelf li")).to_have_count(24)
    before = page.locator(".pager").bounding_box()
    page.wait_for_function(
        """() => [...document.querySelectorAll(".shelf img")]
          .every(image => image.complete && image.naturalWidth)""",
        timeout=15_000,
    )
    assert page.locator(".pager").bounding_box() == before


def test_typing_searches_and_the_address_remembers_it(visit: tuple[Page, Watch]) -> None:
    page, _ = visit
    page.locator("#find-words").press_sequentially("lotus")
    page.wait_for_url("**/collection?words=lotus")
    expect(page.locator(".shelf .title").first).to_contain_text("otus")
    expect(page.locator("#find-words")).to_be_focused()
    found = page.locator("#count").inner_text()
    page.reload()
    expect(page.locator("#count")).to_have_text(found)
    expect(page.locator("#find-words")).to_have_value("lotus")


def test_nothing_found_is_said_kindly_with_a_way_back(visit: tuple[Page, Watch]) -> None:
    page, _ = visit
    page.fill("#find-words", "no such painting")
    expect(page.locator("#count")).to_have_text("No work fits all of this.")
    expect(page.locator("#random")).to_be_hidden()
    page.get_by_role("link", name="Show all works").click()
    expect(page.locator("#count")).to_have_text("96 works")
    expect(page.locator("#random")).to_be_visible()
    expect(page.locator("#find-words")).to_have_value("")


def test_back_and_forward_walk_through_the_choices(collection: Page) -> None:
    collection.select_option("#find-culture", "Japan")
    expect(collection.locator("#count")).to_have_text("24 works")
    collection.select_option("#find-museum", "Built-in study")
    expect(collection.locator("#count")).to_have_text("12 works")
    assert "culture=Japan" in collection.url
    collection.go_back()
    expect(collection.locator("#count")).to_have_text("24 works")
    expect(collection.locator("#find-museum")).to_have_value("")
    collection.go_back()
    expect(collection.locator("#count")).to_have_text("96 works")
    expect(collection.locator("#find-culture")).to_have_value("")
    collection.go_forward()
    expect(collection.locator("#count")).to_have_text("24 works")
    expect(collection.locator("#find-culture")).to_have_value("Japan")


def test_pages_are_plain_links_and_a_new_choice_begins_at_the_first(collection: Page) -> None:
    expect(collection.get_by_role("link", name="Previous")).to_have_count(0)
    collection.get_by_role("link", name="Next").click()
    expect(collection.locator(".pager")).to_contain_text("Page 2 of 4")
    assert collection.url.endswith("/collection?page=2")
    collection.select_option("#find-culture", "India")
    collection.wait_for_url("**/collection?culture=India")
    expect(collection.locator(".shelf li")).to_have_count(24)


def test_a_work_is_reached_by_keyboard_and_back_returns_to_the_selection(collection: Page) -> None:
    collection.select_option("#find-culture", "China")
    collection.wait_for_url("**?culture=China")
    first = collection.locator(".shelf a").first
    first.focus()
    address = first.get_attribute("href") or ""
    collection.keyboard.press("Enter")
    collection.wait_for_url(f"**{address}")
    expect(collection.locator("#painting")).to_be_visible()
    collection.go_back()
    expect(collection.locator("#count")).to_have_text("24 works")
    expect(collection.locator("#find-culture")).to_have_value("China")


def test_one_painting_is_picked_by_typing_and_another_by_chance(collection: Page) -> None:
    pick(collection, "Birds on a branch")
    collection.wait_for_url("**/painting/*")
    expect(collection.locator("#plaque h2")).to_contain_text("Birds on a branch")
    collection.go_back()
    collection.select_option("#find-culture", "India")
    collection.wait_for_url("**?culture=India")
    collection.get_by_role("button", name="Random from this selection").click()
    collection.wait_for_url("**/painting/*india*")
    expect(collection.locator("#culture")).to_have_text("India")


def test_what_was_picked_opens_however_late_the_answer(collection: Page) -> None:
    """Closed, the picker offers the first works again, among which it is not."""
    way = HeldBack(collection, CALLBACKS, "address.href")
    offers = HeldBack(collection, CALLBACKS, '"pick-one.options')
    collection.locator("#pick-one").focus()
    collection.keyboard.press("Enter")
    collection.locator(".dash-dropdown-search").fill("great wave")
    typed = offers.take()
    typed.continue_()
    expect(collection.locator(".dash-dropdown-option")).to_have_count(2)
    option = collection.locator(".dash-dropdown-option").last  # not among the first fifty
    expect(option).to_contain_text("The great wave")
    option.click()
    late = way.take()
    with collection.expect_response(CALLBACKS):
        offers.take().continue_()
    collection.wait_for_timeout(300)
    assert len(way) == 0, "what was picked was taken back"
    late.continue_()
    collection.wait_for_url("**/painting/*")
    expect(collection.locator("#plaque h2")).to_contain_text("The great wave")


def test_only_decided_works_carry_a_mark(page: Page, gallery: Served) -> None:
    click_through(page)
    word = page.locator(".verdict .word").inner_text()
    outcome = {"Right": "right", "Wrong": "wrong", "Not sure": "unsure"}[word]
    title = page.locator("#plaque h2").inner_text()
    # Other tests may have had more works decided than one page shows.
    page.goto(f"{gallery.url}/collection?{urlencode({'outcome': outcome, 'words': title})}")
    expect(page.get_by_label("The network")).to_have_value(outcome)
    expect(page.locator(".about-outcomes")).to_contain_text("decided")
    assert title in page.locator(".shelf .title").all_inner_texts()
    assert page.locator(".mark").count() == page.locator(".shelf li").count() > 0


def test_every_control_is_named(collection: Page) -> None:
    for name in ("Search", "Artist"):
        expect(collection.get_by_role("search").get_by_label(name)).to_have_count(1)
    for name in ("Culture", "Century", "Museum", "The network"):
        expect(collection.get_by_role("combobox", name=name)).to_have_count(1)
    expect(collection.get_by_role("button", name="Pick one painting")).to_have_count(1)


def test_tab_leads_through_all_controls_to_the_first_work(collection: Page) -> None:
    collection.locator("#find-words").focus()
    reached = []
    for _ in range(9):
        collection.keyboard.press("Tab")
        reached.append(
            collection.evaluate(
                "document.activeElement.id || document.activeElement.getAttribute('href') || "
                "document.activeElement.querySelector('[id]')?.id"
            )
        )
    names = ["culture", "century", "artist", "museum", "outcome"]
    assert reached[:5] == [f"find-{name}" for name in names]
    assert {"pick-one", "random"} <= set(reached)
    assert "/painting/" in str(reached)


def test_the_address_is_answered_whatever_it_asks_for(gallery: Served) -> None:
    for search in ("", "?page=-1", "?culture=%ff%00", "?" + "words=a&" * 500):
        reply = requests.get(f"{gallery.url}/collection{search}", timeout=10)
        assert reply.status_code == 200
        assert "The collection · Whence" in reply.text


def test_a_picture_that_cannot_be_had_leaves_its_place_and_says_so(
    visit: tuple[Page, Watch],
) -> None:
    page, watch = visit
    held = HeldBack(page, "**/pictures/*?width=320")
    page.reload()
    first, pager = page.locator(".shelf li a").first, page.locator(".pager")
    lost = held.take()
    said = page.get_by_role("link", name="This picture cannot be had just now.")
    expect(said).to_have_count(0)
    before = first.bounding_box(), pager.bounding_box()
    for one in [lost, *(held.take() for _ in range(23))]:
        one.abort()
    expect(said).to_have_count(24)
    expect(page.locator(".shelf img:visible")).to_have_count(0)
    assert (first.bounding_box(), pager.bounding_box()) == before
    page.unroute_all()
    page.reload()
    expect(page.locator(".shelf img").first).to_be_visible()
    expect(said).to_have_count(0)
    watch.errors.clear()  # the browser's own, of pictures that did not come
