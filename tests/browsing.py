"""A gallery in a process of its own and a headless Chromium in front of it."""

import os
import shutil
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from urllib.parse import urlsplit

import psutil
import requests
from playwright.sync_api import Browser, Page, Route, expect, sync_playwright

from deploy.serving import free_port

ROOT = Path(__file__).resolve().parent.parent
BROWSERS = ("chromium-headless-shell", "chromium", "chromium-browser", "google-chrome")
FLAGS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]
CALLBACKS = "**/_dash-update-component*"
UNLIMITED = {"calls_a_minute": 0, "uploads_a_minute": 0}


class Served:
    """A running gallery: its address, its process and the folder where it keeps things."""

    def __init__(self, port: int, process: psutil.Process, folder: Path) -> None:
        self.folder = folder
        self.url = f"http://127.0.0.1:{port}"
        self.process = process

    def megabytes(self) -> float:
        """Resident memory of the process and all below it."""
        family = [self.process, *self.process.children(recursive=True)]
        return sum(process.memory_info().rss for process in family) / 1e6


@contextmanager
def serve(folder: Path, **settings: object) -> Iterator[Served]:
    """Run `python app.py` until the block ends; cache and database are in `folder`.

    WHENCE_<NAME> is set from `settings`; one test asks for more than any visitor may.
    """
    port = free_port()
    wanted = UNLIMITED | settings
    knobs = {f"WHENCE_{name.upper()}": str(value) for name, value in wanted.items()} | {
        "PORT": str(port),
        "WHENCE_CACHE": str(folder / "cache"),
        "DATABASE_URL": f"sqlite:///{folder / 'corrections.db'}",
    }
    web = subprocess.Popen([sys.executable, "app.py"], cwd=ROOT, env={**os.environ, **knobs})
    try:
        served = Served(port, psutil.Process(web.pid), folder)
        _wait(served.url, web)
        yield served
    finally:
        web.terminate()
        web.wait(20)


def _wait(url: str, web: subprocess.Popen[bytes]) -> None:
    for _ in range(150):
        try:
            requests.get(url, timeout=5).raise_for_status()
        except requests.ConnectionError:
            assert web.poll() is None, "the gallery did not start"
            time.sleep(0.2)
        else:
            return
    raise AssertionError("the gallery did not answer within 30 s")


@contextmanager
def chromium() -> Iterator[Browser]:
    """The machine's own Chromium or Chrome, never a downloaded one.

    Without the parts that only a window needs the pages' tests take two thirds of the time.
    """
    executable = next(filter(None, map(shutil.which, BROWSERS)), None)
    assert executable, "needs a browser: install Debian's package `chromium` (or Chrome)"
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=executable, args=FLAGS)
        yield browser
        browser.close()


class Watch:
    """What a page complained of and whom it asked."""

    def __init__(self, page: Page) -> None:
        self.errors: list[str] = []
        self.hosts: set[str] = set()
        page.on("console", self._console)
        page.on("pageerror", lambda error: self.errors.append(str(error)))
        page.on("request", lambda request: self.hosts.add(urlsplit(request.url).hostname or ""))

    def _console(self, message: object) -> None:
        if getattr(message, "type", "") == "error":
            self.errors.append(getattr(message, "text", ""))


def pick(page: Page, title: str) -> None:
    """Pick a work of the collection by typing its title in small letters."""
    page.locator("#pick-one").focus()
    page.keyboard.press("Enter")
    page.locator(".dash-dropdown-search").fill(title.lower())
    option = page.locator(".dash-dropdown-option").first
    expect(option).to_contain_text(title)
    option.click()


class HeldBack:
    """Requests to `pattern` whose body has `words` in it, held back until they are asked for."""

    def __init__(self, page: Page, pattern: str, words: str = "") -> None:
        self._page = page
        self._words = words
        self._held: list[Route] = []
        page.route(pattern, self._judge)

    def __len__(self) -> int:
        return len(self._held)

    def take(self, patience: float = 15_000) -> Route:
        """Wait for a request, since the page may show it before we are told, and hand it over."""
        for _ in range(int(patience // 50)):
            if self._held:
                return self._held.pop(0)
            self._page.wait_for_timeout(50)
        raise AssertionError("no request came that was to be held back")

    def _judge(self, route: Route) -> None:
        if self._words in (route.request.post_data or ""):
            self._held.append(route)
        else:
            route.fallback()


def click_through(page: Page, patience: float = 15_000) -> str:
    """Ask for a painting, wait until it is hung and judged, and return its picture's address."""
    before = (
        page.locator("#painting").get_attribute("src")
        if page.locator("#painting").count()
        else None
    )
    page.click("#show")
    page.wait_for_function(
        """before => {
          const painting = document.querySelector("#painting");
          const room = document.querySelector("#room");
          const bars = document.querySelectorAll("#bars .bar").length;
          return painting && painting.getAttribute("src") !== before && painting.complete
            && bars > 1 && room.className === "room";
        }""",
        arg=before,
        timeout=patience,
    )
    return page.locator("#painting").get_attribute("src") or ""
