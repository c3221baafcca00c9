"""Every page through axe-core, light and dark, wide and narrow: nothing serious is in the way."""

from collections.abc import Iterator

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Page

from tests.browsing import ROOT, Served, click_through

pytestmark = pytest.mark.browser

VIEWS = [("light", 1280), ("dark", 1280), ("light", 360), ("dark", 360)]
BARRED = {"serious", "critical"}
SWAGGERS = frozenset({"nested-interactive", "select-name", "scrollable-region-focusable"})
"""What Swagger UI itself does not keep, and no stylesheet of ours can mend."""
PICTURE = ROOT / "data" / "studies" / "india-03.webp"


@pytest.fixture
def page(browser: Browser, gallery: Served) -> Iterator[Page]:
    context = browser.new_context(base_url=gallery.url, reduced_motion="reduce")
    yield context.new_page()
    context.close()


def look(page: Page, but: frozenset[str] = frozenset()) -> None:
    """Fail with what axe-core finds that is serious in any view of the page as it stands.

    `but` names the rules that the page need not keep.
    """
    found = []
    for scheme, width in VIEWS:
        page.set_viewport_size({"width": width, "height": 900})
        page.emulate_media(color_scheme=scheme)  # type: ignore[arg-type]
        page.wait_for_function(
            "scheme => document.documentElement.dataset.bsTheme === scheme", arg=scheme
        )
        # Swagger UI's colours take a moment from one scheme to the other.
        page.wait_for_function(
            "() => !document.getAnimations().some((each) => each instanceof CSSTransition)"
        )
        for rule in Axe().run(page).response["violations"]:
            if rule["impact"] in BARRED and rule["id"] not in but:
                nodes = "; ".join(node["html"][:200] for node in rule["nodes"][:3])
                found.append(f"{scheme} {width}: {rule['id']}: {rule['help']}: {nodes}")
    assert not found, "\n".join(found)


def test_the_gallery_before_and_after_a_painting_hangs(page: Page) -> None:
    page.goto("/")
    page.wait_for_selector("#show")
    look(page)
    click_through(page)
    page.wait_for_selector("#similar img")
    page.click(".disagree summary")
    page.click("#why")
    look(page)


def test_the_collection_with_and_without_works(page: Page) -> None:
    page.goto("/collection?culture=Japan")
    page.wait_for_selector(".shelf img")
    page.click("#pick-one")
    page.wait_for_selector(".dash-dropdown-option")
    look(page)
    page.goto("/collection?words=nothing+like+this")
    page.wait_for_selector(".empty")
    look(page)


def test_a_picture_of_ones_own(page: Page) -> None:
    page.goto("/try")
    with page.expect_file_chooser() as chooser:
        page.click("#pick")
    chooser.value.set_files([PICTURE, ROOT / "README.md"])
    page.wait_for_selector(".answer")
    page.wait_for_selector(".refused")
    page.click(".known summary")
    look(page)


def test_the_statistics(page: Page) -> None:
    page.goto("/statistics")
    page.wait_for_selector(".figures figure:last-child .main-svg")
    look(page)


def test_the_game_while_guessing_and_when_answered(page: Page) -> None:
    page.goto("/play")
    page.wait_for_selector(".guessing #play-choices button")
    look(page)
    page.click("#guess-Japan")
    page.wait_for_selector(".answered .both")
    look(page)


def test_an_address_where_nothing_hangs(page: Page) -> None:
    page.goto("/nowhere")
    page.wait_for_selector(".nothing")
    look(page)


def test_the_documents_of_the_api(page: Page) -> None:
    page.goto("/docs")
    page.locator(".opblock-get .opblock-summary").first.click()
    page.wait_for_selector(".opblock .microlight")
    assert page.locator("main").count() == 1
    look(page, but=SWAGGERS)
