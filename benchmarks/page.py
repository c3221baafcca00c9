"""What a visitor feels, in a real browser: click to verdict, first paint, shift, bytes."""

import time
from pathlib import Path
from statistics import median
from typing import Any

from playwright.sync_api import Browser, BrowserContext, Page

from benchmarks.results import Bar, Found
from benchmarks.server import gallery, museum
from benchmarks.synthetic import catalogue
from tests.browsing import chromium

WATCH = """
  window.shift = 0;
  window.painted = 0;
  new PerformanceObserver((list) => {
    for (const entry of list.getEntries()) if (!entry.hadRecentInput) window.shift += entry.value;
  }).observe({ type: "layout-shift", buffered: true });
  new PerformanceObserver((list) => {
    for (const entry of list.getEntries())
      if (entry.name === "first-contentful-paint") window.painted = entry.startTime;
  }).observe({ type: "paint", buffered: true });
"""
CLICK = """() => new Promise((resolve) => {
  const before = document.querySelector("#painting")?.getAttribute("src");
  const start = performance.now();
  const look = () => {
    const painting = document.querySelector("#painting");
    const hung = painting && painting.getAttribute("src") !== before && painting.complete;
    const judged = document.querySelector("#room").className === "room";
    // Painted is what was in the page when a frame began, so one more frame is waited for.
    if (hung && judged && document.querySelectorAll("#bars .bar").length > 1)
      requestAnimationFrame(() => resolve(performance.now() - start));
    else requestAnimationFrame(look);
  };
  document.querySelector("#show").click();
  look();
})"""
NOTHING_AHEAD = """
  // The page answers the callback itself that makes the next painting ready.
  const ask = window.fetch;
  window.fetch = (address, options) =>
    String(options?.body).split('"outputs"')[0].includes("next.data")
      ? Promise.resolve(new Response(null, { status: 204 }))
      : ask(address, options);
"""
SLOW = 80
HEADER = ("in Chromium, median", "")


def measure(folder: Path, quick: bool) -> Found:
    """Visit again and again; each visit is a new browser profile."""
    visits, rounds, clicks = (2, 1, 2) if quick else (7, 4, 5)
    ahead, cold = [], []
    with museum(SLOW) as hall, chromium() as browser:
        works = catalogue(folder / "works.csv", 20_000, hall.url)
        with gallery(folder, 2, catalogue=works, museums=hall.url) as server:
            first = [_visited(browser, server.url) for _ in range(visits)]
            for _ in range(rounds):
                ahead += _clicked(browser, server.url, clicks)
                cold += _clicked(browser, server.url, clicks, NOTHING_AHEAD)
    painted, shift, size = (median(values) for values in zip(*first, strict=True))
    rows = [
        ("click to verdict painted, the next painting made ready", f"{median(ahead):.0f} ms"),
        (f"without that, from a museum that takes {SLOW} ms", f"{median(cold):.0f} ms"),
        ("first contentful paint", f"{painted:.0f} ms"),
        ("layout shift (0.1 is good)", f"{shift:.3f}"),
        ("bytes of the first load, pictures not counted", f"{size / 1000:.0f} kB"),
    ]
    return Found(HEADER, rows, [Bar("layout shift", round(shift, 3), at_most=0.1)])


def _visited(browser: Browser, url: str) -> tuple[float, float, float]:
    """Return milliseconds to the first contentful paint, layout shift and bytes of one visit."""
    context = browser.new_context(viewport={"width": 1280, "height": 900})
    page = _watched(context)
    sizes = _weighed(page)
    page.goto(url)
    page.wait_for_load_state("networkidle")
    painted, shift = page.evaluate("() => [window.painted, window.shift]")
    context.close()
    return painted, shift, sum(sizes.values())


def _clicked(browser: Browser, url: str, clicks: int, script: str = "") -> list[float]:
    """Return the milliseconds of each click until picture and verdict were painted."""
    context = browser.new_context(viewport={"width": 1280, "height": 900})
    page = _watched(context, script)
    page.goto(url)
    page.wait_for_load_state("networkidle")
    times = []
    for _ in range(1 + clicks):
        times.append(page.evaluate(CLICK))
        page.wait_for_load_state("networkidle")
        time.sleep(1)  # while the visitor looks
    context.close()
    return times[1:]


def _watched(context: BrowserContext, script: str = "") -> Page:
    context.add_init_script(WATCH + script)
    return context.new_page()


def _weighed(page: Page) -> dict[str, float]:
    """Return a dictionary that fills with what comes over the wire, by request."""
    sizes: dict[str, float] = {}
    pictures: set[str] = set()
    session = page.context.new_cdp_session(page)
    session.send("Network.enable")

    def answered(event: dict[str, Any]) -> None:
        if "/pictures/" in event["response"]["url"]:
            pictures.add(event["requestId"])

    def finished(event: dict[str, Any]) -> None:
        if event["requestId"] not in pictures:
            sizes[event["requestId"]] = event["encodedDataLength"]

    session.on("Network.responseReceived", answered)
    session.on("Network.loadingFinished", finished)
    return sizes
