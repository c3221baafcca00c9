"""A browser that refuses to remember, or has no room left, shows the gallery all the same."""

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.browsing import Served, Watch, click_through

pytestmark = pytest.mark.browser

REFUSED = """for (const name of ["localStorage", "sessionStorage"]) {
  const get = () => { throw new DOMException("Access is denied", "SecurityError"); };
  Object.defineProperty(window, name, { configurable: true, get });
}"""
"""What a page meets whose visitor blocks all cookies."""

FULL = "Storage.prototype.setItem = () => { throw new DOMException('full', 'QuotaExceededError'); }"


def visit(page: Page, gallery: Served) -> None:
    """Hang two paintings, play a round, and complain of nothing."""
    watch, calls = Watch(page), []
    page.on("request", lambda request: calls.append(request.post_data or ""))
    page.goto(gallery.url)
    click_through(page)
    click_through(page)
    page.wait_for_timeout(1000)  # in which a page that draws itself anew does so a dozen times
    assert sum('"output":"page.children"' in call for call in calls) == 1
    page.click("#keys")
    expect(page.locator("#keys")).to_have_attribute("aria-pressed", "false")
    page.click("nav a[href='/play']")
    page.click("#guess-Japan")
    expect(page.locator(".game.answered")).to_be_visible()
    assert not watch.errors


@pytest.mark.parametrize("trouble", [REFUSED, FULL])
def test_a_gallery_stands_still_where_nothing_is_remembered(
    browser: Browser, gallery: Served, trouble: str
) -> None:
    context = browser.new_context()
    page = context.new_page()
    page.add_init_script(trouble)
    visit(page, gallery)
    assert not page.evaluate("() => localStorage instanceof Storage")
    context.close()


def test_what_was_remembered_before_the_room_ran_out_still_counts(
    browser: Browser, gallery: Served
) -> None:
    context = browser.new_context()
    page = context.new_page()
    page.goto(gallery.url)
    page.evaluate("() => localStorage.setItem('keys', 'off')")
    page.add_init_script(FULL)
    page.reload()
    expect(page.locator("#keys")).to_have_attribute("aria-pressed", "false")
    context.close()


def test_where_there_is_room_the_probe_leaves_nothing(page: Page) -> None:
    assert page.evaluate("() => localStorage.getItem('whence-room')") is None
    assert page.evaluate("() => sessionStorage.getItem('whence-room')") is None
    assert page.evaluate("() => localStorage instanceof Storage")
