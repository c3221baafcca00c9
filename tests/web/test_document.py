"""What is there before any script, or without: the header, and a sentence."""

import pytest
from playwright.sync_api import Browser, expect

from tests.browsing import Served
from tests.test_gallery import STUDIES
from whence.web import document
from whence.web.routing import Place


@pytest.mark.parametrize(
    ("language", "ways", "said"),
    [
        ("en", "Gallery Collection Play Try your own How good it is", "needs JavaScript"),
        ("zh-CN", "展厅 馆藏 游戏 试试你的图 它有多准", "JavaScript"),
    ],
)
def test_the_header_leads_on_without_scripts(
    browser: Browser, gallery: Served, language: str, ways: str, said: str
) -> None:
    context = browser.new_context(java_script_enabled=False, locale=language)
    page = context.new_page()
    page.goto(f"{gallery.url}/collection")
    links = page.locator(".lintel nav a")
    assert " ".join(links.locator("visible=true").all_inner_texts()) == ways
    expect(page.locator("noscript p")).to_be_visible()
    assert said in page.content()
    expect(page.locator("._dash-loading")).to_be_hidden()
    links.nth(2).click()
    expect(page.locator("nav [aria-current=page]")).to_have_attribute("href", "/play")
    context.close()


def test_a_painting_has_a_preview_of_its_own_wherever_its_address_is_sent() -> None:
    work = next(iter(STUDIES))._replace(id="met-1", title="\"Wave\" <b> & 'moon'", culture="Japan")
    frame = document.HEAD + document.HEADER
    head = document.fill(frame, Place("painting", work), "https://whence.example", {"gallery"})
    for wanted in (
        '<meta property="og:image" content="https://whence.example/pictures/met-1">',
        '<meta property="og:title" content="&quot;Wave&quot; &lt;b&gt; &amp; &#x27;moon&#x27; ',
        '<meta property="twitter:card" content="summary_large_image">',
        '<meta name="description" content="Japan? Let a network guess',
        '<meta property="og:description" content="Japan? Let a network guess',
    ):
        assert wanted in head
    assert "<b>" not in head


def test_nothing_moves_when_the_page_comes(browser: Browser, gallery: Served) -> None:
    context = browser.new_context()
    page = context.new_page()
    page.route("**/_dash-layout", lambda route: None)
    page.goto(f"{gallery.url}/play", wait_until="domcontentloaded")
    header = page.locator(".lintel")
    before = header.bounding_box()
    page.unroute("**/_dash-layout")
    page.goto(f"{gallery.url}/play")
    page.wait_for_selector("#play-choices")
    assert header.bounding_box() == before
    expect(header).to_have_count(1)
    context.close()
