"""One browser and one gallery for all tests of the page."""

import csv
import functools
import threading
from collections.abc import Iterator
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.browsing import ROOT, Served, Watch, chromium, serve

# Nothing here is about speed, and the machine may be busy.
expect.set_options(timeout=30_000)


class _Quiet(SimpleHTTPRequestHandler):
    def log_message(self, *args: object) -> None:
        pass


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    with chromium() as running:
        yield running


@pytest.fixture(scope="session")
def museum() -> Iterator[str]:
    """A well-behaved museum on this machine that shows the built-in studies over HTTP."""
    handler = functools.partial(_Quiet, directory=str(ROOT / "data"))
    with ThreadingHTTPServer(("127.0.0.1", 0), handler) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        yield f"http://127.0.0.1:{server.server_port}"
        server.shutdown()


def museum_catalogue(path: Path, museum: str) -> Path:
    """Write a catalogue of works that `museum` serves: the studies, under ids of their own."""
    with (ROOT / "data" / "studies.csv").open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, rows[0].keys())
        writer.writeheader()
        for row in rows:
            writer.writerow(
                row
                | {
                    "id": f"local-{row['id']}",
                    "museum": "The museum next door",
                    "page_url": f"{museum}/",
                    "image_url": f"{museum}/{row['image_url']}",
                }
            )
    return path


@pytest.fixture(scope="session")
def gallery(museum: str, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Served]:
    """The gallery with the museum next door in reach."""
    folder = tmp_path_factory.mktemp("gallery")
    catalogue = museum_catalogue(folder / "works.csv", museum)
    with serve(folder, catalogue=catalogue, museums=museum) as served:
        yield served


@pytest.fixture
def page(browser: Browser, gallery: Served) -> Iterator[Page]:
    """A new visitor who has just opened the gallery at 1280 × 900."""
    context = browser.new_context(viewport={"width": 1280, "height": 900})
    page = context.new_page()
    page.goto(gallery.url)
    page.wait_for_selector("#ahead img", state="attached")
    yield page
    context.close()


@pytest.fixture
def watched(browser: Browser, gallery: Served) -> Iterator[tuple[Page, Watch]]:
    """The same, with everything noted that the page complains of and whom it asks."""
    context = browser.new_context(viewport={"width": 1280, "height": 900})
    page = context.new_page()
    watch = Watch(page)
    page.goto(gallery.url)
    page.wait_for_selector("#ahead img", state="attached")
    yield page, watch
    context.close()
