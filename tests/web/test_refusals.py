"""One sentence, in the shape that the address speaks."""

from typing import Any

import pytest
from playwright.sync_api import Browser

from tests.browsing import Served
from whence.web.refusals import SLOW, slow, too_often


def scope(path: str, accept: str = "*/*") -> dict[str, object]:
    return {"type": "http", "path": path, "headers": [(b"accept", accept.encode())]}


BROWSER = "text/html,application/xhtml+xml,*/*;q=0.8"


@pytest.mark.parametrize(
    ("path", "accept", "kind"),
    [
        ("/api/v1/predict", BROWSER, "application/problem+json"),
        ("/scorefile/", "*/*", "application/problem+json"),
        ("/try", "*/*", "application/json"),
        ("/_dash-update-component", BROWSER, "application/json"),
        ("/statistics", BROWSER, "text/html; charset=utf-8"),
    ],
)
def test_the_shape_is_that_of_the_address(path: str, accept: str, kind: str) -> None:
    answer = slow(scope(path, accept))
    assert (answer.status_code, answer.headers["content-type"]) == (503, kind)
    assert SLOW in bytes(answer.body).decode()
    assert int(answer.headers["retry-after"]) > 0


def test_the_wait_is_said_in_words_and_in_the_header() -> None:
    answer = too_often(scope("/api/v1/predict"), 12.3)
    assert answer.headers["retry-after"] == "13"
    assert b"in 13 seconds" in bytes(answer.body)


@pytest.mark.browser
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_the_small_page_has_the_colours_of_all_others(
    browser: Browser, gallery: Served, scheme: Any
) -> None:
    context = browser.new_context(color_scheme=scheme, base_url=gallery.url)
    page = context.new_page()
    colours = []
    for path, link in (("/nowhere", ".nothing a"), ("/assets/nothing.css", ".nothing a")):
        page.goto(path)
        page.wait_for_selector(link)
        colours.append([
            page.locator(part).first.evaluate(
                "e => [getComputedStyle(e).color, getComputedStyle(e).backgroundColor]"
            )
            for part in ("body", link)
        ])  # fmt: skip
    assert colours[0] == colours[1]
    context.close()
