"""A browser that refuses to remember, or has no room left, shows the gallery all the same."""

import json
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, expect

from tests.browsing import FLAGS, Served, Watch, chromium_path, click_through

pytestmark = pytest.mark.browser

FULL = "Storage.prototype.setItem = () => { throw new DOMException('full', 'QuotaExceededError'); }"


@pytest.fixture
def refusing(browser: Browser, tmp_path: Path) -> Iterator[BrowserContext]:
    """A visitor whose settings block all cookies, and with them every memory of a page."""
    profile = tmp_path / "Default" / "Preferences"
    profile.parent.mkdir()
    blocked = {"profile": {"default_content_setting_values": {"cookies": 2}}}
    profile.write_text(json.dumps(blocked))
    context = browser.browser_type.launch_persistent_context(
        tmp_path, executable_path=chromium_path(), args=FLAGS
    )
    yield context
    context.close()


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


def test_a_visitor_who_blocks_all_cookies_sees_a_gallery_that_stands_still(
    refusing: BrowserContext, gallery: Served
) -> None:
    page = refusing.new_page()
    visit(page, gallery)
    assert not page.evaluate("() => localStorage instanceof Storage")


def test_so_does_one_whose_browser_has_no_room_left(browser: Browser, gallery: Served) -> None:
    context = browser.new_context()
    page = context.new_page()
    page.add_init_script(FULL)
    visit(page, gallery)
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
