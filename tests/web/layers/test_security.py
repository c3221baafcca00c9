"""What browsers are told to refuse, and that no page of ours is refused anything."""

import base64
import hashlib
import re

import pytest
import requests
from playwright.sync_api import Page, expect

from tests.browsing import Served, Watch, click_through
from tests.web.layered import INNER, visit
from tests.web.test_uploads import picture
from whence.web.layers.proxies import Proxies
from whence.web.layers.security import Security, policy

WHOLE = [
    "/",
    "/statistics",
    "/pictures/study-china-01",
    "/api/v1/labels",
    "/assets/style.css",
    "/nothing/here",
]
VIOLATIONS = """() => {
  window.violations = [];
  document.addEventListener("securitypolicyviolation", (event) =>
    window.violations.push(`${event.violatedDirective}: ${event.blockedURI} ${event.sourceFile}`));
}"""


@pytest.mark.parametrize("path", WHOLE)
def test_every_answer_carries_the_headers(gallery: Served, path: str) -> None:
    headers = requests.get(gallery.url + path, timeout=30).headers
    assert headers["x-content-type-options"] == "nosniff"
    assert "frame-ancestors 'none'" in headers["content-security-policy"]
    assert headers["referrer-policy"] == "strict-origin-when-cross-origin"
    allowed = dict(one.split("=") for one in headers["permissions-policy"].split(", "))
    ours = {"camera", "clipboard-read", "clipboard-write"}
    assert {name for name, whom in allowed.items() if whom == "(self)"} == ours
    assert {whom for name, whom in allowed.items() if name not in ours} == {"()"}
    assert {"geolocation", "microphone"} <= allowed.keys()
    assert headers["cross-origin-opener-policy"] == "same-origin"
    embeddable = path.startswith(("/pictures/", "/api/"))
    wanted = "cross-origin" if embeddable else "same-origin"
    assert headers["cross-origin-resource-policy"] == wanted
    assert "strict-transport-security" not in headers


def test_a_refusal_carries_them_too(gallery: Served) -> None:
    reply = requests.post(f"{gallery.url}/_dash-update-component", data=b"{", timeout=30)
    assert reply.status_code == 400
    assert "content-security-policy" in reply.headers


def test_https_is_for_good_where_the_visitor_came_by_it() -> None:
    secure = visit(Proxies(Security(INNER, list), hops=1))
    by_https = {"x-forwarded-proto": "https", "x-forwarded-for": "192.0.2.1"}
    told = secure.get("/", headers=by_https).headers["strict-transport-security"]
    assert int(told.partition("max-age=")[2].partition(";")[0]) >= 365 * 24 * 3600
    assert "strict-transport-security" not in secure.get("/").headers


def test_scripts_run_from_files_or_by_their_hash_only(gallery: Served) -> None:
    reply = requests.get(gallery.url, timeout=30)
    directives = dict(
        part.strip().split(" ", 1) for part in reply.headers["content-security-policy"].split(";")
    )
    assert "unsafe" not in directives["script-src"]
    assert directives["default-src"] == directives["form-action"] == "'self'"
    assert directives["object-src"] == directives["base-uri"] == "'none'"
    assert directives["img-src"] == "'self' data:"
    inline = re.findall(
        r"<script(?![^>]*src=)(?![^>]*application/json)[^>]*>(.*?)</script>", reply.text, re.DOTALL
    )
    assert inline
    for script in inline:
        digest = base64.b64encode(hashlib.sha256(script.encode()).digest()).decode()
        assert f"'sha256-{digest}'" in directives["script-src"]


def test_blobs_are_shown_by_the_documents_of_the_api_only(gallery: Served) -> None:
    said = {
        path: requests.get(gallery.url + path, timeout=30).headers["content-security-policy"]
        for path in ("/", "/docs", "/docs/", "/docs/ui/swagger-ui.css")
    }
    assert [path for path in said if "blob:" in said[path]] == ["/docs", "/docs/"]


def test_a_policy_names_what_it_allows() -> None:
    assert "script-src 'self' 'sha256-abc'" in policy(["'sha256-abc'"])


@pytest.fixture
def strict(page: Page) -> tuple[Page, Watch]:
    page.add_init_script(f"({VIOLATIONS})()")
    return page, Watch(page)


@pytest.mark.browser
@pytest.mark.parametrize(
    ("path", "drawn"),
    [
        ("/", "#show"),
        ("/collection", "#shelf img"),
        ("/collection?words=china", "#shelf"),
        ("/statistics", ".js-plotly-plot .plot-container"),
        ("/try", "#pick"),
        ("/play", "#page > *"),
        ("/painting/study-china-01", ".verdict"),
        ("/nothing/here", ".nothing"),
        ("/docs", "#docs .opblock"),
    ],
)
def test_no_page_breaks_its_own_rules(
    strict: tuple[Page, Watch], gallery: Served, path: str, drawn: str
) -> None:
    page, watch = strict
    page.goto(gallery.url + path)
    page.wait_for_selector(drawn, timeout=60_000)
    page.wait_for_load_state("networkidle")
    if path == "/":
        click_through(page, patience=60_000)
        page.keyboard.press("w")
        page.click("#theme")
    if path == "/statistics":
        page.locator("#figure-accuracy .nsewdrag").hover()
        page.click("#figure-confusion .wrong button >> nth=0")
    assert page.evaluate("window.violations") == []
    assert not [error for error in watch.errors if "Content Security Policy" in error]


@pytest.mark.browser
def test_a_visitors_own_picture_breaks_no_rule(strict: tuple[Page, Watch], gallery: Served) -> None:
    page, watch = strict
    page.goto(f"{gallery.url}/try")
    page.wait_for_selector("#pick", timeout=60_000)
    with page.expect_file_chooser() as chooser:
        page.click("#pick")
    chooser.value.set_files(
        [{"name": "one.png", "mimeType": "image/png", "buffer": picture(".png")}]
    )
    expect(page.locator("#tried .verdict")).to_have_count(1, timeout=60_000)
    page.click("#why")
    assert page.evaluate("window.violations") == []
    assert watch.errors == []


@pytest.mark.browser
def test_a_script_that_somebody_smuggles_in_does_not_run(
    strict: tuple[Page, Watch], gallery: Served
) -> None:
    page, _ = strict
    page.goto(gallery.url)
    page.wait_for_selector("#show", timeout=60_000)
    page.evaluate(
        """() => {
          const script = document.createElement("script");
          script.textContent = "window.smuggled = true";
          document.body.append(script);
          const picture = "<img src=x onerror='window.smuggled = true'>";
          document.body.insertAdjacentHTML("beforeend", picture);
        }"""
    )
    page.wait_for_function("window.violations.length >= 2", timeout=60_000)
    assert page.evaluate("window.smuggled") is None
