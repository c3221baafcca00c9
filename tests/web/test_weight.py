"""What a visit costs: bytes on the wire, what the browser keeps, what moves on the page."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

import pytest
import requests
from playwright.sync_api import Browser, BrowserContext, Page

from tests.browsing import Served, click_through

pytestmark = pytest.mark.browser

MOST_BYTES = 400_000
MOST_SHIFT = 0.05

SHIFTS = """
    window.shift = 0;
    new PerformanceObserver((list) => {
      for (const entry of list.getEntries()) if (!entry.hadRecentInput) window.shift += entry.value;
    }).observe({ type: "layout-shift", buffered: true });
"""


@dataclass
class Wire:
    """What came over the wire, by address."""

    sizes: dict[str, float] = field(default_factory=dict)
    headers: dict[str, dict[str, str]] = field(default_factory=dict)

    @classmethod
    def of(cls, page: Page) -> "Wire":
        wire = cls()
        addresses: dict[str, str] = {}
        session = page.context.new_cdp_session(page)
        session.send("Network.enable")

        def answered(event: dict[str, Any]) -> None:
            address = event["response"]["url"]
            addresses[event["requestId"]] = address
            headers = event["response"]["headers"]
            wire.headers[address] = {name.lower(): value for name, value in headers.items()}

        def finished(event: dict[str, Any]) -> None:
            address = addresses.get(event["requestId"], "")
            wire.sizes[address] = wire.sizes.get(address, 0) + event["encodedDataLength"]

        session.on("Network.responseReceived", answered)
        session.on("Network.loadingFinished", finished)
        return wire


@pytest.fixture
def context(browser: Browser) -> Iterator[BrowserContext]:
    context = browser.new_context(viewport={"width": 1280, "height": 900})
    yield context
    context.close()


def arrive(page: Page, address: str) -> None:
    """Open a page and wait until nothing more comes."""
    page.goto(address)
    page.wait_for_selector("#page > *")
    page.wait_for_load_state("networkidle")


def test_the_first_page_is_light(context: BrowserContext, gallery: Served) -> None:
    page = context.new_page()
    wire = Wire.of(page)
    arrive(page, gallery.url)
    page.wait_for_selector("#ahead img", state="attached")
    sizes = {url: size for url, size in wire.sizes.items() if "/pictures/" not in url}
    assert len(sizes) > 10
    assert sum(sizes.values()) < MOST_BYTES, sizes
    addresses = " ".join(sizes)
    assert "plotly" not in addresses
    assert "dash_table" not in addresses


def test_whatever_is_text_comes_compressed(context: BrowserContext, gallery: Served) -> None:
    page = context.new_page()
    wire = Wire.of(page)
    arrive(page, gallery.url)
    plain = {
        url: size
        for url, size in wire.sizes.items()
        if size > 4000 and "/pictures/" not in url and "content-encoding" not in wire.headers[url]
    }
    assert plain == {}
    for name in ("dash_renderer", "react-dom", "bootstrap.min.css", "style.css"):
        url = next(url for url in wire.sizes if name in url)
        assert wire.headers[url]["content-encoding"] == "br", url


def test_a_second_visit_fetches_no_file_again(context: BrowserContext, gallery: Served) -> None:
    page = context.new_page()
    arrive(page, gallery.url)
    again = context.new_page()
    wire = Wire.of(again)
    arrive(again, gallery.url)
    files = ("/_dash-component-suites/", "/assets/", "/vendor/")
    fetched = {u: s for u, s in wire.sizes.items() if s and any(part in u for part in files)}
    assert fetched == {}
    unnamed = [
        url
        for url, headers in wire.headers.items()
        if any(part in url for part in files) and "immutable" not in headers["cache-control"]
    ]
    assert unnamed == []


def test_what_dash_loads_under_one_name_for_ever_is_asked_for_and_not_sent_again(
    context: BrowserContext, gallery: Served
) -> None:
    page = context.new_page()
    arrive(page, f"{gallery.url}/statistics")
    page.wait_for_selector(".js-plotly-plot .main-svg")
    again = context.new_page()
    wire = Wire.of(again)
    arrive(again, f"{gallery.url}/statistics")
    again.wait_for_selector(".js-plotly-plot .main-svg")
    asked = {url: size for url, size in wire.sizes.items() if "plotly.min.js" in url}
    assert asked
    assert all(size < 2000 for size in asked.values()), asked


def test_a_browser_without_brotli_gets_gzip_and_one_without_either_plain(gallery: Served) -> None:
    address = f"{gallery.url}/vendor/bootstrap5/css/bootstrap.min.css"
    sheets = {}
    for accepted in ("br", "gzip", "identity"):
        reply = requests.get(address, headers={"Accept-Encoding": accepted}, timeout=10)
        assert reply.headers.get("content-encoding", "identity") == accepted
        assert "Accept-Encoding" in reply.headers["vary"]
        assert reply.headers["cache-control"] == "no-cache"
        sheets[accepted] = reply.content
    assert len(set(sheets.values())) == 1
    refused = requests.get(address, headers={"Accept-Encoding": "br;q=0, gzip"}, timeout=10)
    assert refused.headers["content-encoding"] == "gzip"
    part = requests.get(address, headers={"Range": "bytes=0-9"}, timeout=10)
    assert (part.status_code, part.content) == (200, sheets["br"])
    assert requests.head(address, timeout=10).content == b""


def test_one_content_has_one_tag_however_it_is_sent(gallery: Served) -> None:
    address = f"{gallery.url}/vendor/bootstrap5/css/bootstrap.min.css"
    whole = requests.get(address, headers={"Accept-Encoding": "br"}, timeout=10)
    assert whole.headers["etag"].startswith("W/")
    plain = requests.get(address, headers={"Accept-Encoding": "identity"}, timeout=10)
    assert plain.headers["etag"] == whole.headers["etag"].removeprefix("W/")
    assert "accept-ranges" not in {*whole.headers, *plain.headers}
    known = {"Accept-Encoding": "br", "If-None-Match": whole.headers["etag"]}
    assert requests.get(address, headers=known, timeout=10).status_code == 304


def test_plotly_comes_with_the_statistics(context: BrowserContext, gallery: Served) -> None:
    page = context.new_page()
    wire = Wire.of(page)
    page.goto(f"{gallery.url}/statistics")
    page.wait_for_selector(".js-plotly-plot .main-svg")
    assert any("plotly" in url for url in wire.headers)


def test_the_next_painting_is_there_before_it_is_wanted(
    context: BrowserContext, gallery: Served
) -> None:
    page = context.new_page()
    arrive(page, gallery.url)
    shown = click_through(page)
    page.wait_for_function(
        """shown => {
          const next = document.querySelector("#ahead img");
          return next && next.getAttribute("src") !== shown && next.complete && next.naturalWidth;
        }""",
        arg=shown,
    )
    ahead = page.locator("#ahead img").get_attribute("src") or ""
    wire = Wire.of(page)
    assert click_through(page) == ahead
    assert not wire.sizes.get(gallery.url + ahead)


@pytest.mark.parametrize("width", [360, 1600])
@pytest.mark.parametrize(
    ("path", "last"),
    [
        ("/", "#page > *"),
        ("/painting/study-japan-02", "#painting"),
        ("/collection", "#shelf img"),
        ("/play", "#play-picture"),
        ("/statistics", "#figure-networks .main-svg"),
        ("/try", "#page > *"),
        ("/nowhere", "#page > *"),
    ],
)
def test_nothing_moves_while_a_page_arrives(
    browser: Browser, gallery: Served, path: str, last: str, width: int
) -> None:
    context = browser.new_context(viewport={"width": width, "height": 800})
    context.add_init_script(SHIFTS)
    page = context.new_page()
    arrive(page, gallery.url + path)
    page.wait_for_selector(last)
    if path == "/":
        for _ in range(3):
            click_through(page)
    shift = page.evaluate("window.shift")
    context.close()
    assert shift < MOST_SHIFT
