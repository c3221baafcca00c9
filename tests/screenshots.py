"""`make screenshots`: takes the approved pictures of every page, and those that others are shown.

The built-in studies hang, one address each, nothing moves, and what differs from run to run (a
measured time, the day's game) is written over: the same code makes the same pictures.
"""

import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import cv2
import numpy as np
import numpy.typing as npt
from playwright.sync_api import Browser, Page

from tests.browsing import ROOT, Served, chromium, serve

Picture = npt.NDArray[np.uint8]

APPROVED = ROOT / "docs" / "pages"
STUDIES = ROOT / "data" / "studies.csv"
SHOWN = "/painting/study-japan-02"
PATIENCE = 60_000
MOST_LOOKS = 100
"""Looks at a page, a tenth of a second apart, until two are alike."""

VIEWS = {
    f"{scheme}-{name}": (scheme, width, height)
    for scheme in ("light", "dark")
    for name, width, height in (("wide", 1600, 1000), ("narrow", 360, 780))
}


def _collection(page: Page) -> None:
    page.goto("/collection")
    page.wait_for_selector(".shelf img")


def _statistics(page: Page) -> None:
    page.goto("/statistics")
    page.wait_for_selector(".figures figure:last-child .main-svg")


def _try(page: Page) -> None:
    page.goto("/try")
    with page.expect_file_chooser() as chooser:
        page.click("#pick")
    chooser.value.set_files(ROOT / "data" / "studies" / "india-03.webp")
    page.wait_for_selector(".answer .similar img")


def _play(page: Page) -> None:
    page.goto("/play")
    page.wait_for_selector(".guessing #play-wall img")
    page.evaluate(
        """async () => {
          const picture = document.querySelector("#play-wall img");
          picture.src = "/pictures/study-india-03";
          await picture.decode();
          const ratio = picture.naturalWidth / picture.naturalHeight;
          picture.closest(".canvas").style.setProperty("--ratio", ratio);
        }"""
    )


def _gallery(page: Page) -> None:
    page.goto("/")
    page.wait_for_selector("#ahead img", state="attached")


def _painting(page: Page) -> None:
    page.goto(SHOWN)
    page.wait_for_selector("#similar img")
    page.wait_for_selector("#ahead img", state="attached")


def _nothing(page: Page) -> None:
    page.goto("/nowhere")
    page.wait_for_selector(".nothing")


# The collection comes first: it marks what the network has decided since the gallery opened.
PAGES: dict[str, Callable[[Page], None]] = {
    "collection": _collection,
    "statistics": _statistics,
    "try": _try,
    "play": _play,
    "gallery": _gallery,
    "painting": _painting,
    "nothing": _nothing,
}


@contextmanager
def studio(browser: Browser) -> Iterator[tuple[Served, Page]]:
    """A gallery of the studies that nobody has visited yet, and a visitor at whom nothing moves."""
    with tempfile.TemporaryDirectory() as folder, serve(Path(folder), catalogue=STUDIES) as served:
        context = browser.new_context(
            base_url=served.url, reduced_motion="reduce", locale="en-GB", timezone_id="UTC"
        )
        context.set_default_timeout(PATIENCE)
        yield served, context.new_page()
        context.close()


def shots(page: Page) -> Iterator[tuple[str, Picture]]:
    """Take every page in every view: its name, and BGR (H, W, 3)."""
    for name, arrive in PAGES.items():
        arrive(page)
        for view in VIEWS:
            yield f"{name}-{view}", shot(page, view)


def shot(page: Page, view: str) -> Picture:
    """Take the page that is open in one of `VIEWS`, as far as the window shows it."""
    scheme, width, height = VIEWS[view]
    page.emulate_media(color_scheme=scheme)  # type: ignore[arg-type]
    page.set_viewport_size({"width": width, "height": height})
    page.evaluate(
        """async () => {
          document.activeElement?.blur();
          scrollTo(0, 0);
          for (const took of document.querySelectorAll(".took")) {
            took.firstChild.data = took.firstChild.data.replace(/\\d+/, "9");
          }
          const images = [...document.images];
          const seen = images.filter(
            (image) => image.checkVisibility() && image.getBoundingClientRect().top < innerHeight,
          );
          await Promise.all(seen.map((image) => image.decode().catch(() => {})));
        }"""
    )
    # A figure learns of a new width some time after the page has it.
    page.wait_for_function(
        """() => [...document.querySelectorAll(".graph")].every((graph) => {
          const drawn = graph.querySelector(".main-svg");
          return drawn && Math.abs(drawn.clientWidth - graph.clientWidth) < 2;
        })"""
    )
    before, now = b"", page.screenshot(type="jpeg", quality=95)
    for _ in range(MOST_LOOKS):
        if now == before:
            break
        page.wait_for_timeout(100)
        before, now = now, page.screenshot(type="jpeg", quality=95)
    picture = cv2.imdecode(np.frombuffer(now, np.uint8), cv2.IMREAD_COLOR)
    return np.asarray(picture, np.uint8)


def approved(name: str) -> Picture:
    """The picture that was looked at and found good, BGR (H, W, 3)."""
    picture = cv2.imread(str(APPROVED / f"{name}.webp"), cv2.IMREAD_COLOR)
    assert picture is not None, f"no approved picture of {name}: run `make screenshots`"
    return np.asarray(picture, np.uint8)


def main() -> None:
    """Write docs/pages, docs/gallery.webp for the README and assets/preview.jpg for links."""
    APPROVED.mkdir(exist_ok=True)
    for old in APPROVED.glob("*.webp"):
        old.unlink()
    with chromium() as browser, studio(browser) as (_, page):
        for name, picture in shots(page):
            _write(APPROVED / f"{name}.webp", picture, cv2.IMWRITE_WEBP_QUALITY, 65)
        for file, size, quality in (
            (ROOT / "docs" / "gallery.webp", (1280, 860), (cv2.IMWRITE_WEBP_QUALITY, 85)),
            (ROOT / "assets" / "preview.jpg", (1200, 630), (cv2.IMWRITE_JPEG_QUALITY, 80)),
        ):
            VIEWS["shown"] = ("light", *size)
            _painting(page)
            _write(file, shot(page, "shown"), *quality)


def _write(file: Path, picture: Picture, *options: int) -> None:
    cv2.imwrite(str(file), picture, list(options))


if __name__ == "__main__":
    main()
