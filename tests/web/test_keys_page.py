"""Keys that work wherever the focus is, and the switch that turns them off, in a real browser."""

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.browsing import ROOT, Served, click_through

pytestmark = pytest.mark.browser


@pytest.fixture
def visitor(browser: Browser, gallery: Served) -> Iterator[Page]:
    context = browser.new_context(base_url=gallery.url)
    yield context.new_page()
    context.close()


def test_turned_off_in_the_gallery_they_stay_off_for_the_game(visitor: Page) -> None:
    visitor.goto("/")
    shown = click_through(visitor)
    switch, why = visitor.locator("#keys"), visitor.locator("#why")
    expect(switch).to_have_attribute("aria-pressed", "true")
    visitor.keyboard.press("w")
    expect(why).to_have_attribute("aria-pressed", "true")
    switch.click()
    expect(switch).to_have_attribute("aria-pressed", "false")
    visitor.keyboard.press("w")
    visitor.keyboard.press("ArrowRight")
    expect(why).to_have_attribute("aria-pressed", "true")
    expect(visitor.locator("#painting")).to_have_attribute("src", shown)
    visitor.goto("/play")
    visitor.wait_for_selector(".guessing #play-choices button")
    expect(switch).to_have_attribute("aria-pressed", "false")
    visitor.keyboard.press("1")
    expect(visitor.locator(".guessing")).to_have_count(1)
    switch.click()
    visitor.keyboard.press("1")
    expect(visitor.locator(".answered")).to_have_count(1)


def test_turned_off_in_another_tab_they_are_off_here(visitor: Page) -> None:
    visitor.goto("/")
    click_through(visitor)
    other = visitor.context.new_page()
    other.goto("/play")
    other.locator("#keys").click()
    expect(visitor.locator("#keys")).to_have_attribute("aria-pressed", "false")


def test_a_key_that_is_held_down_asks_why_once(visitor: Page) -> None:
    visitor.goto("/")
    click_through(visitor)
    visitor.keyboard.down("w")
    visitor.keyboard.down("w")  # as a keyboard repeats it
    visitor.keyboard.up("w")
    expect(visitor.locator("#why")).to_have_attribute("aria-pressed", "true")


def test_they_are_told_beside_an_own_picture_once_there_is_something_to_ask(visitor: Page) -> None:
    visitor.goto("/try")
    told = visitor.get_by_text("W asks why.")
    expect(told).to_be_hidden()
    with visitor.expect_file_chooser() as chooser:
        visitor.click("#pick")
    chooser.value.set_files(ROOT / "data" / "studies" / "india-03.webp")
    expect(told).to_be_visible()


def test_a_touch_screen_has_none(browser: Browser, gallery: Served) -> None:
    context = browser.new_context(has_touch=True, is_mobile=True, base_url=gallery.url)
    page = context.new_page()
    page.goto("/")
    click_through(page)
    expect(page.locator("#why")).to_be_visible()
    expect(page.locator("#keys")).to_be_hidden()
    context.close()


@pytest.mark.parametrize("held", ["ctrlKey", "shiftKey", "altKey", "metaKey"])
def test_with_another_key_they_are_the_browsers(visitor: Page, held: str) -> None:
    visitor.goto("/")
    shown = click_through(visitor)
    for key in ("ArrowRight", " ", *("w" if held != "shiftKey" else "")):
        pressed = {"key": key, held: True, "bubbles": True}
        visitor.locator("#wall").dispatch_event("keydown", pressed)
    expect(visitor.locator("#why")).to_have_attribute("aria-pressed", "false")
    expect(visitor.locator("#show")).to_be_enabled()
    expect(visitor.locator("#painting")).to_have_attribute("src", shown)


@pytest.mark.parametrize("held", ["ctrlKey", "altKey", "metaKey", "repeat"])
def test_with_another_key_or_held_down_a_number_guesses_nothing(visitor: Page, held: str) -> None:
    visitor.goto("/play")
    visitor.wait_for_selector(".guessing #play-choices button")
    press = """(how) => document.body.dispatchEvent(
        new KeyboardEvent("keydown", { key: "1", bubbles: true, cancelable: true, ...how })
    )"""
    assert visitor.evaluate(press, {held: True}), "it was taken from the browser"
    assert not visitor.evaluate(press, {})
    expect(visitor.locator(".answered")).to_have_count(1)


def test_space_on_another_button_does_not_lead_on(visitor: Page) -> None:
    visitor.goto("/play")
    visitor.wait_for_selector(".guessing #play-choices button")
    visitor.keyboard.press("1")
    expect(visitor.locator(".answered")).to_have_count(1)
    before = visitor.locator("html").get_attribute("data-bs-theme") or ""
    visitor.locator("#theme").focus()
    visitor.keyboard.press("Space")
    expect(visitor.locator("html")).not_to_have_attribute("data-bs-theme", before)
    expect(visitor.locator(".answered")).to_have_count(1)


def test_where_one_writes_they_are_letters(visitor: Page) -> None:
    visitor.goto("/")
    shown = click_through(visitor)
    visitor.evaluate("document.body.prepend(document.createElement('input'))")
    visitor.locator("body > input").focus()
    for key in ("w", "Space", "ArrowRight"):
        visitor.keyboard.press(key)
    expect(visitor.locator("body > input")).to_have_value("w ")
    expect(visitor.locator("#why")).to_have_attribute("aria-pressed", "false")
    expect(visitor.locator("#show")).to_be_enabled()
    expect(visitor.locator("#painting")).to_have_attribute("src", shown)


def test_turned_off_on_another_page_they_are_off_after_back(visitor: Page) -> None:
    """A page that comes back from the browser's memory hears `pageshow` and nothing else."""
    visitor.goto("/")
    click_through(visitor)
    visitor.evaluate("localStorage.setItem('keys', 'off')")
    visitor.evaluate("dispatchEvent(new PageTransitionEvent('pageshow', { persisted: true }))")
    expect(visitor.locator("#keys")).to_have_attribute("aria-pressed", "false")


def test_the_number_pad_guesses_too(visitor: Page) -> None:
    visitor.goto("/play")
    visitor.wait_for_selector(".guessing #play-choices button")
    visitor.keyboard.press("Numpad3")
    expect(visitor.locator(".answered")).to_have_count(1)
