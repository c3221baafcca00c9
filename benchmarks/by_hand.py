"""A picture given to a page in a real browser, until its answer is there to be read."""

import time
from collections.abc import Callable

from playwright.sync_api import Browser, FilePayload, Locator

from benchmarks.museum import PICTURES
from benchmarks.visitors import Timing, timing

Page = Callable[[Browser, str, float], Timing]
"""Gives pictures to the page at an address for some seconds, one after the other."""


def ours(browser: Browser, url: str, seconds: float) -> Timing:
    """Give pictures to our page for trying them."""
    page = browser.new_page()
    page.goto(f"{url}/try")

    def give(file: FilePayload) -> Locator:
        with page.expect_file_chooser() as chooser:
            page.click("#pick")
        chooser.value.set_files(file)
        return page.locator("#tried .answer", has_text=file["name"])

    found = _over_and_over(give, seconds)
    page.close()
    return found


def streamlits(browser: Browser, url: str, seconds: float) -> Timing:
    """Give pictures to Streamlit's page."""
    page = browser.new_page()
    page.goto(url)

    def give(file: FilePayload) -> Locator:
        page.locator("input[type=file]").set_input_files(file)
        return page.get_by_text(f"{file['name']}: {{")

    found = _over_and_over(give, seconds)
    page.close()
    return found


def _over_and_over(give: Callable[[FilePayload], Locator], seconds: float) -> Timing:
    times: list[float] = []
    _once(give, 0)
    begin = time.perf_counter()
    while time.perf_counter() - begin < seconds or len(times) < 3:
        times.append(_once(give, 1 + len(times)))
    return timing(times, time.perf_counter() - begin)


def _once(give: Callable[[FilePayload], Locator], number: int) -> float:
    picture = PICTURES[number % len(PICTURES)] + str(number).encode()
    file = FilePayload(name=f"picture-{number}.jpg", mimeType="image/jpeg", buffer=picture)
    start = time.perf_counter()
    give(file).first.wait_for(timeout=60_000)
    return time.perf_counter() - start
