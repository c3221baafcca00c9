"""What every page shares: its header, print, link previews, motion, and what a visitor left."""

import re
from collections.abc import Iterator

import pytest
import requests
from playwright.sync_api import Browser, Page, expect

from tests.browsing import Served, click_through

pytestmark = pytest.mark.browser

PATHS = ["/", "/painting/study-japan-02", "/collection", "/play", "/try", "/statistics"]


@pytest.fixture
def visitor(browser: Browser, gallery: Served) -> Iterator[Page]:
    context = browser.new_context(base_url=gallery.url)
    yield context.new_page()
    context.close()


@pytest.mark.parametrize("language", ["en", "zh-CN"])
def test_the_header_fits_the_narrowest_page_in_two_rows(
    browser: Browser, gallery: Served, language: str
) -> None:
    context = browser.new_context(locale=language, viewport={"width": 360, "height": 780})
    page = context.new_page()
    page.goto(f"{gallery.url}/collection")
    page.wait_for_selector(".shelf img")
    boxes = [link.bounding_box() for link in page.locator(".lintel nav a").all()]
    assert len(boxes) == 5
    assert len({box["y"] for box in boxes if box}) == 1
    assert all(box and box["height"] >= 24 and box["x"] + box["width"] <= 360 for box in boxes)
    header = page.locator(".lintel").bounding_box()
    assert header is not None
    assert header["height"] < 120
    assert page.evaluate("() => document.documentElement.scrollWidth") <= 360
    context.close()


@pytest.mark.parametrize("language", ["en", "zh-CN"])
@pytest.mark.parametrize("letters", [20, 24, 32])
@pytest.mark.parametrize("width", [360, 880, 1024, 1280])
def test_larger_letters_of_the_browser_fit_every_page(
    browser: Browser, gallery: Served, language: str, letters: int, width: int
) -> None:
    """16 pixels are the browsers' own choice."""
    context = browser.new_context(locale=language, viewport={"width": width, "height": 740})
    page = context.new_page()
    sizes = {"fontSizes": {"standard": letters, "fixed": letters}}
    context.new_cdp_session(page).send("Page.setFontSizes", sizes)
    for path in ("/painting/study-japan-02", "/play", "/collection", "/statistics", "/try"):
        page.goto(gallery.url + path)
        page.wait_for_selector(".verdict, .guessing .frame, .shelf img, .confusion, .target")
        size = page.evaluate("getComputedStyle(document.documentElement).fontSize")
        assert size == f"{letters}px"
        assert page.evaluate("document.documentElement.scrollWidth") <= width, path
    context.close()


def test_the_header_says_where_one_is(visitor: Page) -> None:
    for path in ("/", "/collection", "/try"):
        visitor.goto(path)
        expect(visitor.locator("nav [aria-current=page]")).to_have_attribute("href", path)
    visitor.goto("/collection/")
    expect(visitor.locator("nav [aria-current=page]")).to_have_attribute("href", "/collection")
    visitor.goto("/painting/study-japan-02")
    expect(visitor.locator("nav [aria-current=page]")).to_have_attribute("href", "/")
    visitor.goto("/nowhere")
    visitor.wait_for_selector(".nothing")
    expect(visitor.locator("nav [aria-current]")).to_have_count(0)


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_a_painting_prints_as_a_museum_label(
    browser: Browser, gallery: Served, scheme: str
) -> None:
    context = browser.new_context(color_scheme=scheme)  # type: ignore[arg-type]
    page = context.new_page()
    page.goto(f"{gallery.url}/painting/study-japan-02")
    page.wait_for_selector("#similar img")
    page.emulate_media(media="print")
    for part in ("#painting", "#plaque h2", ".verdict", "#bars"):
        expect(page.locator(part)).to_be_visible()
    for part in ("button", "nav", "#similar", ".permalink", ".disagree"):
        assert not any(each.is_visible() for each in page.locator(part).all()), part
    colour = "() => getComputedStyle(document.body).backgroundColor"
    assert page.evaluate(colour) == "rgb(255, 255, 255)"
    assert len(re.findall(rb"/Type ?/Page\b", page.pdf(format="A4"))) == 1
    context.close()


def test_the_statistics_print_with_their_numbers(page: Page, gallery: Served) -> None:
    page.goto(f"{gallery.url}/statistics")
    page.wait_for_selector(".confusion button")
    page.emulate_media(media="print")
    counts = page.locator(".confusion button")
    assert counts.count() == 16
    assert all(each.is_visible() for each in counts.all())


@pytest.mark.parametrize(("system", "chosen"), [("dark", "light"), ("light", "dark")])
def test_what_the_browser_itself_draws_is_as_light_as_the_visitor_chose(
    browser: Browser, gallery: Served, system: str, chosen: str
) -> None:
    context = browser.new_context(color_scheme=system)  # type: ignore[arg-type]
    page = context.new_page()
    page.goto(gallery.url)
    page.click("#theme")
    drawn = page.evaluate("() => getComputedStyle(document.documentElement).colorScheme")
    assert drawn == chosen
    context.close()


@pytest.mark.parametrize(("width", "height"), [(390, 844), (640, 600)])
def test_what_has_the_focus_is_not_behind_the_button_that_stays(
    browser: Browser, gallery: Served, width: int, height: int
) -> None:
    context = browser.new_context(viewport={"width": width, "height": height})
    page = context.new_page()
    page.goto(f"{gallery.url}/painting/study-japan-02")
    page.wait_for_selector("#similar img")
    page.evaluate("() => scrollTo(0, 0)")
    page.locator("#show").focus()
    for _ in range(8):
        page.keyboard.press("Tab")
        page.wait_for_function(  # it scrolls there smoothly
            """() => {
              const { activeElement } = document, bar = document.querySelector(".ask");
              const { bottom } = activeElement.getBoundingClientRect();
              return bar.contains(activeElement) || bottom <= bar.getBoundingClientRect().top;
            }"""
        )
    context.close()


@pytest.mark.parametrize("path", PATHS)
def test_every_page_has_a_preview_for_links(gallery: Served, path: str) -> None:
    text = requests.get(gallery.url + path, timeout=10).text
    preview = dict(re.findall(r'<meta property="([\w:]+)" content="([^"]*)">', text))
    assert preview["og:title"] in text.split("<title>")[1]
    assert len(preview["og:description"]) > 20
    picture = requests.get(preview["og:image"], timeout=10)
    assert picture.status_code == 200
    assert picture.headers["content-type"].startswith("image/")


def test_nothing_moves_for_those_who_asked_for_it(browser: Browser, gallery: Served) -> None:
    context = browser.new_context(reduced_motion="reduce")
    page = context.new_page()
    page.goto(gallery.url)
    click_through(page)
    moving = "() => document.getAnimations().filter((each) => each.playState === 'running').length"
    assert page.evaluate(moving) == 0
    context.close()


def test_the_focus_is_seen(visitor: Page) -> None:
    visitor.goto("/")
    visitor.wait_for_selector("#ahead img", state="attached")
    visitor.locator(".wordmark").focus()
    reached = set()
    for _ in range(8):
        visitor.keyboard.press("Tab")
        name, style, width = visitor.evaluate(
            """() => {
              const { outlineStyle, outlineWidth } = getComputedStyle(document.activeElement);
              const name = document.activeElement.outerHTML.slice(0, 80);
              return [name, outlineStyle, outlineWidth];
            }"""
        )
        assert (style, width) == ("solid", "3px"), name
        reached.add(name)
    assert len(reached) == 8
    assert "show" in name


def test_the_next_painting_is_one_key_from_the_header(visitor: Page) -> None:
    visitor.goto("/")
    click_through(visitor)
    visitor.wait_for_selector("#similar img")
    visitor.locator("#theme").focus()
    visitor.keyboard.press("Tab")
    expect(visitor.locator("#show")).to_be_focused()


def test_a_painting_still_hangs_after_a_reload(visitor: Page) -> None:
    visitor.goto("/")
    visitor.wait_for_selector("#show")
    shown = click_through(visitor)
    visitor.reload()
    expect(visitor.locator("#painting")).to_have_attribute("src", shown)
    expect(visitor.locator(".verdict")).to_be_visible()
    visitor.goto("/painting/study-india-03")
    expect(visitor.locator("#painting")).to_have_attribute("src", "/pictures/study-india-03")
    visitor.go_back()
    expect(visitor.locator("#painting")).to_have_attribute("src", shown)


def test_back_undoes_a_search_at_once_not_pause_by_pause(visitor: Page) -> None:
    visitor.goto("/collection")
    visitor.wait_for_selector(".shelf img")
    field = visitor.locator("#find-words")
    for more, words in (("lo", "lo"), ("tu", "lotu"), ("s", "lotus")):
        field.press_sequentially(more)
        visitor.wait_for_url(f"**/collection?words={words}")
    visitor.go_back()
    visitor.wait_for_url("**/collection")
    expect(field).to_have_value("")
    visitor.go_forward()
    visitor.wait_for_url("**/collection?words=lotus")


def test_what_is_typed_into_a_field_that_was_left_is_undone_by_itself(visitor: Page) -> None:
    visitor.goto("/collection")
    visitor.wait_for_selector(".shelf img")
    field = visitor.locator("#find-words")
    field.press_sequentially("lo")
    visitor.wait_for_url("**/collection?words=lo")
    field.blur()
    field.press("End")
    field.press_sequentially("tus")
    visitor.wait_for_url("**/collection?words=lotus")
    visitor.go_back()
    visitor.wait_for_url("**/collection?words=lo")


def test_what_is_typed_after_back_is_undone_by_itself(visitor: Page) -> None:
    visitor.goto("/collection")
    visitor.wait_for_selector(".shelf img")
    field = visitor.locator("#find-words")
    for words in ("lo", "tus"):
        field.press_sequentially(words)
        visitor.wait_for_url(f"**/collection?words={words}")
        visitor.go_back()
        visitor.wait_for_url("**/collection")
        expect(field).to_have_value("")


@pytest.mark.parametrize("width", [2560, 3840])
def test_a_large_screen_is_used(browser: Browser, gallery: Served, width: int) -> None:
    context = browser.new_context(viewport={"width": width, "height": width * 9 // 16})
    page = context.new_page()
    page.goto(f"{gallery.url}/painting/study-japan-02")
    page.wait_for_selector("#similar img")
    frame, text = page.locator(".frame").bounding_box(), page.locator(".artist").bounding_box()
    assert frame is not None
    assert frame["width"] > 0.4 * width
    assert text is not None
    assert text["height"] > 0.008 * width
    context.close()
