"""Every page in Chinese, read in a browser: no interface word of English is left."""

import csv
import re
import time
from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, expect

from tests.browsing import CALLBACKS, Served, click_through
from tests.conftest import ROOT

pytestmark = pytest.mark.browser

READ = """() => {
  const said = [document.title];
  const walk = (node) => {
    if (node.nodeType === Node.TEXT_NODE) said.push(node.data);
    if (node.nodeType !== Node.ELEMENT_NODE) return;
    if (["SCRIPT", "STYLE", "NOSCRIPT"].includes(node.tagName)) return;
    if (node.lang && node.lang !== "zh-Hans") return;
    for (const name of ["alt", "aria-label", "title", "placeholder", "aria-valuetext"])
      if (node.getAttribute(name)) said.push(node.getAttribute(name));
    for (const pseudo of ["::before", "::after"]) said.push(getComputedStyle(node, pseudo).content);
    if (node.value && node.tagName === "BUTTON") said.push(node.value);
    node.childNodes.forEach(walk);
  };
  walk(document.body);
  return said;
}"""
"""All that the page says in its own language, shown or not."""

NAMES = {
    *(
        "Whence",
        "API",
        "CSV",
        "JavaScript",
        "CC",
        "MIT",
        "UTC",
        "MB",
        "NumPy",
        "OpenCV",
        "Ctrl",
        "Mac",
    ),
    *("JPEG", "PNG", "WebP", "AVIF", "GIF", "BMP", "TIFF", "HEIC"),
    *("none", "normal", "counter", "attr"),
}
"""Proper names, and what CSS calls nothing."""


def facts() -> list[str]:
    """What museums write, longest first."""
    with (ROOT / "data" / "studies.csv").open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    found = {row[name] for row in rows for name in ("title", "artist", "medium", "id")}
    return sorted({*found, "The museum next door"}, key=len, reverse=True)


FACTS = facts()


def english(page: Page) -> list[str]:
    """The English words that the page says itself."""
    text = "\n".join(page.evaluate(READ))
    for fact in FACTS:
        text = text.replace(fact, "")
    return [word for word in re.findall(r"[A-Za-z]{2,}", text) if word not in NAMES]


@pytest.fixture
def chinese(browser: Browser) -> Iterator[BrowserContext]:
    context = browser.new_context(locale="zh-CN", viewport={"width": 1280, "height": 900})
    yield context
    context.close()


def test_the_gallery_speaks_chinese_from_the_bare_wall_to_the_thanks(
    chinese: BrowserContext, gallery: Served
) -> None:
    page = chinese.new_page()
    page.goto(gallery.url)
    page.wait_for_selector("#show")
    expect(page.get_by_role("heading", level=1)).to_have_text("这幅画来自哪里？")
    assert english(page) == []
    click_through(page, 30_000)
    expect(page.locator("#similar h2")).to_have_text("与它相似的作品")
    page.locator("details.disagree summary").click()
    page.click("#disagree")
    expect(page.locator("#thanks")).to_have_text("谢谢！已匿名保存，供下次训练使用。")
    assert english(page) == []
    page.route(CALLBACKS, lambda route: route.abort())
    page.click("#show")
    expect(page.locator("#notice")).to_have_text("展厅没有响应，请再试一次。")


def test_the_collection_finds_by_chinese_names_and_english_addresses(
    chinese: BrowserContext, gallery: Served
) -> None:
    page = chinese.new_page()
    page.goto(f"{gallery.url}/collection")
    page.locator("#find-culture").select_option(label="日本")
    page.wait_for_url("**/collection?culture=Japan")
    expect(page.locator("#count")).to_have_text(re.compile(r"^\d+ 件作品$"))
    page.locator("#pick-one").click()
    expect(page.get_by_placeholder("搜索", exact=True)).to_be_visible()
    assert english(page) == []
    page.goto(f"{gallery.url}/collection?culture=Japan&century=3rd")
    expect(page.locator("#count")).to_have_text("没有作品符合全部条件。")
    assert english(page) == []


def test_the_statistics_speak_chinese_down_to_the_axes(
    chinese: BrowserContext, gallery: Served
) -> None:
    page = chinese.new_page()
    page.goto(f"{gallery.url}/statistics")
    for title, last in ((".xtitle", 2), (".ytitle", 3)):
        page.locator(f".js-plotly-plot {title}").nth(last).wait_for(state="attached")
    assert english(page) == []
    page.click("#figure-confusion [data-museum=Japan][data-network=China]")
    expect(page.locator("#works-title")).to_have_text("来自日本，被认作中国")
    assert english(page) == []


def test_a_picture_of_ones_own_is_answered_in_chinese(
    chinese: BrowserContext, gallery: Served
) -> None:
    page = chinese.new_page()
    page.goto(f"{gallery.url}/try")
    page.wait_for_selector("#pick")
    with page.expect_file_chooser() as chooser:
        page.click("#pick")
    picture = (ROOT / "data" / "studies" / "japan-02.webp").read_bytes()
    chooser.value.set_files(
        [
            {"name": "1.webp", "mimeType": "image/webp", "buffer": picture},
            {"name": "2.webp", "mimeType": "image/webp", "buffer": picture[:90]},
        ]
    )
    expect(page.locator("#told")).to_have_text("2 张图片中判断了 1 张。", timeout=60_000)
    expect(page.locator("#tried .word")).to_have_text("我猜")
    expect(page.locator("#tried .refused")).to_have_text("图片已损坏或不完整，请换一份再试。")
    page.locator("#tried h2").evaluate_all("heads => heads.forEach(head => head.remove())")
    page.locator("#tried img").evaluate_all("all => all.forEach(one => one.removeAttribute('alt'))")
    assert english(page) == []


def test_a_game_is_played_in_chinese(chinese: BrowserContext, gallery: Served) -> None:
    page = chinese.new_page()
    page.goto(f"{gallery.url}/play")
    expect(page.get_by_role("button", name="日本")).to_be_enabled(timeout=60_000)
    assert english(page) == []
    page.get_by_role("button", name="日本").click()
    expect(page.locator("#play-said")).to_contain_text("神经网络", timeout=60_000)
    assert english(page) == []


def test_an_address_where_nothing_hangs_says_so_in_chinese(
    chinese: BrowserContext, gallery: Served
) -> None:
    page = chinese.new_page()
    page.goto(f"{gallery.url}/nowhere")
    expect(page.get_by_role("heading", level=1)).to_have_text("这里什么也没挂")
    assert english(page) == []


def test_the_switch_works_both_ways_and_keeps_the_address(
    browser: Browser, gallery: Served
) -> None:
    address = f"{gallery.url}/collection?culture=Japan#shelf"
    context = browser.new_context(locale="en-GB")
    page = context.new_page()
    page.goto(address)
    expect(page.get_by_role("heading", level=1)).to_have_text("The collection")
    page.get_by_role("button", name="中文").focus()
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", level=1)).to_have_text("馆藏")
    assert page.locator("html").get_attribute("lang") == "zh-Hans"
    assert page.url == address
    (cookie,) = context.cookies()
    assert (cookie["value"], cookie["sameSite"]) == ("zh-Hans", "Lax")
    assert cookie["expires"] > time.time() + 300 * 86_400
    page.goto(f"{gallery.url}/try")
    expect(page.get_by_role("heading", level=1)).to_have_text("试试你自己的图片")
    page.get_by_role("group", name="语言").get_by_role("button", name="English").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Try your own picture")
    assert page.locator("html").get_attribute("lang") == "en"
    context.close()


@pytest.mark.parametrize(
    "back",
    [
        "document.dispatchEvent(new Event('visibilitychange'))",
        "dispatchEvent(new PageTransitionEvent('pageshow', { persisted: true }))",
    ],
)
def test_a_language_chosen_elsewhere_is_spoken_here_unless_a_note_is_begun(
    browser: Browser, gallery: Served, back: str
) -> None:
    context = browser.new_context(locale="en-GB", base_url=gallery.url)
    page, other = context.new_page(), context.new_page()
    page.goto("/")
    click_through(page)
    page.locator("#note").evaluate(
        "(note) => { note.closest('details')?.setAttribute('open', '') }"
    )
    page.fill("#note", "A pupil of his")
    other.goto("/play")
    other.click("[data-language='zh-Hans']")
    expect(other.locator("html")).to_have_attribute("lang", "zh-Hans")
    page.evaluate(back)
    page.wait_for_timeout(300)  # longer than a reload would take to begin
    expect(page.locator("#note")).to_have_value("A pupil of his")
    expect(page.locator("html")).to_have_attribute("lang", "en")
    page.fill("#note", "")
    page.evaluate(back)
    expect(page.locator("html")).to_have_attribute("lang", "zh-Hans")
    page.evaluate(back)
    expect(page.locator("html")).to_have_attribute("lang", "zh-Hans")
    context.close()
