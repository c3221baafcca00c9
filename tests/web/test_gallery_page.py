"""The gallery in a real browser, from the first look to the tenth painting."""

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.browsing import CALLBACKS, HeldBack, Served, Watch, click_through

pytestmark = pytest.mark.browser

GREEN, RED, GREY = "rgb(31, 122, 77)", "rgb(179, 38, 30)", "rgb(107, 103, 95)"


@pytest.fixture
def named(browser: Browser, gallery: Served) -> Iterator[Page]:
    """A page whose address names a painting, which hangs."""
    context = browser.new_context(base_url=gallery.url)
    page = context.new_page()
    page.goto("/painting/study-japan-02")
    expect(page.locator(".verdict")).to_have_count(1)
    yield page
    context.close()


def shown(page: Page) -> dict[str, str]:
    """What the page says of the painting that hangs now."""
    return {
        "culture": page.locator("#culture").inner_text(),
        "icon": page.locator(".verdict .icon").inner_text(),
        "word": page.locator(".verdict .word").inner_text(),
        "sentence": page.locator(".verdict p").last.inner_text(),
        "colour": page.locator(".verdict .icon").evaluate("e => getComputedStyle(e).color"),
        "class": page.locator(".verdict").get_attribute("class") or "",
    }


def expected(said: dict[str, str]) -> tuple[str, str, str]:
    if said["word"] == "Not sure":
        return "?", "Not sure", GREY
    guess = said["sentence"].split(",")[0].split(".")[0]
    return ("✓", "Right", GREEN) if guess == said["culture"] else ("✗", "Wrong", RED)


def test_space_on_a_summary_opens_it_and_hangs_nothing(page: Page) -> None:
    before = click_through(page)
    page.locator("summary").focus()
    page.keyboard.press("Space")
    expect(page.locator("#note")).to_be_visible()
    assert page.locator("#painting").get_attribute("src") == before
    page.keyboard.press("Space")
    expect(page.locator("#note")).to_be_hidden()
    assert page.locator("#painting").get_attribute("src") == before


PRESS_AT_ONCE = """
new MutationObserver((_, watching) => {
  if (!document.querySelector("#show")) return;
  watching.disconnect();
  setTimeout(() => document.querySelector("#show").click(), 20);
}).observe(document, { childList: true, subtree: true });
"""


def test_a_press_counts_from_the_moment_the_button_is_there(
    browser: Browser, gallery: Served
) -> None:
    context = browser.new_context()
    context.add_init_script(PRESS_AT_ONCE)
    page = context.new_page()
    page.goto(gallery.url)
    expect(page.locator("#painting")).to_be_visible()
    expect(page.locator(".verdict")).to_have_count(1)
    context.close()


@pytest.mark.parametrize(("path", "judged"), [("/", 0), ("/painting/study-japan-02", 1)])
def test_an_opened_page_has_nothing_judged_but_what_hangs(
    browser: Browser, gallery: Served, path: str, judged: int
) -> None:
    context = browser.new_context()
    page, asked = context.new_page(), []
    page.on("request", lambda request: asked.append(request.post_data or ""))
    page.goto(gallery.url + path)
    page.wait_for_selector("#ahead img", state="attached")
    if judged:
        expect(page.locator(".verdict")).to_have_count(1)
    assert sum('"output":"..hung.data' in body for body in asked) == judged
    assert sum('"output":"..next.data' in body for body in asked) == 1
    context.close()


def test_an_address_says_that_its_painting_is_on_its_way(browser: Browser, gallery: Served) -> None:
    context = browser.new_context()
    page = context.new_page()
    held = HeldBack(page, CALLBACKS, '"id":"wanted"')
    page.goto(f"{gallery.url}/painting/study-japan-02")
    expect(page.locator("#wall .fetching")).to_be_visible()
    expect(page.locator("#show")).to_be_disabled()
    held.take().continue_()
    expect(page.locator(".verdict")).to_have_count(1)
    expect(page.locator("#wall .fetching")).to_have_count(0)
    expect(page.locator("#show")).to_be_enabled()
    context.close()


def test_ten_clicks_show_ten_paintings_each_judged_honestly(
    watched: tuple[Page, Watch],
) -> None:
    page, watch = watched
    addresses = []
    for _ in range(10):
        addresses.append(click_through(page))
        assert page.locator("#painting").evaluate("e => e.naturalWidth") > 0
        said = shown(page)
        assert said["culture"] in {"America", "China", "India", "Japan"}
        assert (said["icon"], said["word"], said["colour"]) == expected(said)
        assert page.locator("#bars .bar").count() == 4
        total = sum(
            int(bar.get_attribute("aria-valuenow") or 0)
            for bar in page.locator("#bars [role=meter]").all()
        )
        assert 98 <= total <= 102
        assert "ms" in page.locator(".took").inner_text()
    assert len(set(addresses)) == 10
    assert watch.errors == []
    assert watch.hosts == {"127.0.0.1"}


def test_before_the_first_click_the_wall_is_bare_and_the_next_is_made_ready(page: Page) -> None:
    expect(page.locator(".bare")).to_be_visible()
    page.wait_for_selector("#ahead img", state="attached")
    ready = page.locator("#ahead img").get_attribute("src")
    assert click_through(page) == ready


def test_plaque_carries_the_label_and_a_link_to_the_museum(page: Page) -> None:
    click_through(page)
    plaque = page.locator("#plaque")
    expect(plaque.locator("h2")).not_to_be_empty()
    link = plaque.get_by_role("link", name="The museum next door")
    assert (link.get_attribute("href") or "").startswith("http://127.0.0.1")
    assert link.get_attribute("rel") == "noopener noreferrer"
    alt = page.locator("#painting").get_attribute("alt") or ""
    assert plaque.locator("h2").inner_text() in alt


@pytest.mark.parametrize("key", ["Space", "ArrowRight"])
def test_keys_ask_for_the_next_painting(page: Page, key: str) -> None:
    page.keyboard.press(key)
    page.wait_for_selector("#painting")
    page.wait_for_selector("#show:not([disabled])")
    first = page.locator("#painting").get_attribute("src")
    page.wait_for_function("() => document.querySelector('#ahead img')")
    page.keyboard.press(key)
    expect(page.locator("#painting")).not_to_have_attribute("src", first or "")


def test_the_button_is_disabled_while_waiting_and_gets_the_focus_back(page: Page) -> None:
    page.evaluate(
        """() => {
          const show = document.querySelector("#show");
          window.disabledOnce = false;
          const look = () => { window.disabledOnce ||= show.disabled; };
          new MutationObserver(look).observe(show, { attributes: true });
        }"""
    )
    page.locator("#show").focus()
    page.keyboard.press("Enter")
    page.wait_for_selector(".verdict")
    page.wait_for_selector("#show:not([disabled])")
    assert page.evaluate("window.disabledOnce")
    page.wait_for_function("() => document.activeElement.id === 'show'")


def test_a_screen_reader_hears_the_verdict_and_named_controls(page: Page) -> None:
    click_through(page)
    status = page.locator("#verdict")
    assert status.get_attribute("role") == "status"
    assert status.get_attribute("aria-live") == "polite"
    expect(page.get_by_role("button", name="Show me a painting")).to_be_visible()
    expect(page.get_by_role("button", name="Switch between light and dark")).to_be_visible()
    expect(page.get_by_role("meter", name="Japan")).to_have_count(1)


def test_what_is_below_the_painting_never_jumps(page: Page) -> None:
    click_through(page)
    wall = page.locator("#wall").bounding_box()
    for _ in range(4):
        click_through(page)
        assert page.locator("#wall").bounding_box() == wall


@pytest.mark.parametrize(
    ("scheme", "wall"), [("light", "rgb(245, 241, 232)"), ("dark", "rgb(22, 24, 27)")]
)
def test_colours_follow_the_system_until_the_visitor_switches(
    browser: Browser, gallery: Served, scheme: str, wall: str
) -> None:
    context = browser.new_context(color_scheme=scheme)  # type: ignore[arg-type]
    page = context.new_page()
    page.goto(gallery.url)
    page.wait_for_selector("#show")
    another = context.new_page()
    another.goto(f"{gallery.url}/about")
    colour = "getComputedStyle(document.body).backgroundColor"
    assert page.evaluate(colour) == another.evaluate(colour) == wall
    for now in ({"light": "dark", "dark": "light"}[scheme], scheme):  # as some systems at dusk
        page.emulate_media(color_scheme=now)  # type: ignore[arg-type]
        expect(page.locator("html")).to_have_attribute("data-bs-theme", now)
    page.click("#theme")
    expect(another.locator("body")).not_to_have_css("background-color", wall)
    switched = page.evaluate(colour)
    assert switched != wall
    page.reload()
    page.wait_for_selector("#show")
    assert page.evaluate(colour) == switched
    context.close()


@pytest.mark.parametrize("width", [360, 768, 1600])
def test_no_width_scrolls_sideways_and_the_button_is_in_reach(
    browser: Browser, gallery: Served, width: int
) -> None:
    context = browser.new_context(viewport={"width": width, "height": 800})
    page = context.new_page()
    page.goto(gallery.url)
    page.wait_for_selector("#show")
    for _ in range(3):
        click_through(page)
        assert page.evaluate("document.documentElement.scrollWidth") <= width
        box = page.locator("#show").bounding_box()
        assert box is not None
        assert 0 <= box["y"] <= 800 - box["height"]
    context.close()


def test_an_address_is_left_with_its_painting(named: Page, gallery: Served) -> None:
    assert named.url.endswith("/painting/study-japan-02")
    hung = click_through(named)
    expect(named).to_have_title("Whence")
    assert named.url == f"{gallery.url}/"
    named.reload()
    expect(named.locator("#painting")).to_have_attribute("src", hung)
    seen = named.evaluate("JSON.parse(sessionStorage.seen)")
    assert [f"/pictures/{each}" for each in seen] == ["/pictures/study-japan-02", hung]
    with named.expect_event("load"):
        named.go_back()
    expect(named.locator("#painting")).to_have_attribute("src", "/pictures/study-japan-02")
    with named.expect_event("load"):
        named.go_forward()
    expect(named.locator("#painting")).to_have_attribute("src", hung)


def test_a_painting_that_comes_late_does_not_take_the_place_that_was_gone_to(named: Page) -> None:
    hung = click_through(named)
    with named.expect_event("load"):
        named.go_back()
    expect(named.locator("#painting")).to_have_attribute("src", "/pictures/study-japan-02")
    late = """() => {
        const { keep } = window.dash_clientside.hung;
        addEventListener("popstate", () => keep("study-japan-02", "study-japan-02"));
        history.forward();
    }"""
    with named.expect_event("load"):
        named.evaluate(late)
    expect(named.locator("#painting")).to_have_attribute("src", hung)


def test_back_leads_from_the_next_painting_to_the_one_of_the_address(
    named: Page, gallery: Served
) -> None:
    click_through(named)
    latest = click_through(named)
    with named.expect_event("load"):
        named.go_back()
    expect(named.locator("#painting")).to_have_attribute("src", "/pictures/study-japan-02")
    assert named.url.endswith("/painting/study-japan-02")
    expect(named).not_to_have_title("Whence")
    with named.expect_event("load"):
        named.go_forward()
    expect(named.locator("#painting")).to_have_attribute("src", latest)
    assert named.url == f"{gallery.url}/"
    expect(named).to_have_title("Whence")


def test_back_after_back_leads_to_what_hung_before(browser: Browser, gallery: Served) -> None:
    context = browser.new_context()
    page = context.new_page()
    page.goto(gallery.url)
    page.wait_for_selector("#show")
    first = click_through(page)
    page.goto(f"{gallery.url}/painting/study-japan-02")
    expect(page.locator(".verdict")).to_have_count(1)
    click_through(page)
    with page.expect_event("load"):
        page.go_back()
    expect(page.locator("#painting")).to_have_attribute("src", "/pictures/study-japan-02")
    page.go_back()
    expect(page.locator("#painting")).to_have_attribute("src", first)
    context.close()


def test_a_word_about_one_painting_is_not_sent_with_another(page: Page) -> None:
    click_through(page)
    page.locator("summary").click()
    page.locator("#note").fill("about this one")
    click_through(page)
    expect(page.locator("#note")).to_have_value("")


def test_a_correction_on_its_way_is_not_sent_again(page: Page) -> None:
    click_through(page)
    page.locator("summary").click()
    held = HeldBack(page, CALLBACKS, "thanks.children")
    page.locator("#disagree").click()
    on_its_way = held.take()
    for button in ("#disagree", "#wrong-label"):
        expect(page.locator(button)).to_be_disabled()
    on_its_way.continue_()
    expect(page.locator("#thanks")).to_contain_text("Thank you")
    for button in ("#disagree", "#wrong-label"):
        expect(page.locator(button)).to_be_enabled()


def test_the_focus_is_left_at_the_top_when_a_painting_has_arrived(named: Page) -> None:
    expect(named.locator("#show")).to_be_enabled()
    assert named.evaluate("document.activeElement === document.body")


@pytest.mark.parametrize(
    ("width", "height"), [(360, 640), (390, 664), (412, 780), (1366, 650), (1280, 720)]
)
def test_the_verdict_is_seen_without_scrolling(
    browser: Browser, gallery: Served, width: int, height: int
) -> None:
    context = browser.new_context(viewport={"width": width, "height": height})
    page = context.new_page()
    page.goto(gallery.url)
    page.wait_for_selector("#show")
    for _ in range(2):
        click_through(page)
        verdict, button = page.locator(".verdict").bounding_box(), page.locator(".ask")
        assert verdict is not None
        asked = button.bounding_box() if width < 900 else None
        assert verdict["y"] + verdict["height"] <= (asked["y"] if asked else height)
    context.close()


@pytest.mark.parametrize(("width", "height"), [(640, 400), (667, 375), (568, 320), (320, 256)])
def test_on_a_low_page_the_button_covers_no_words(
    browser: Browser, gallery: Served, width: int, height: int
) -> None:
    context = browser.new_context(viewport={"width": width, "height": height})
    page = context.new_page()
    page.goto(gallery.url)
    question, button = page.locator("h1"), page.locator("#show")
    words, box = question.bounding_box(), button.bounding_box()
    assert words is not None
    assert box is not None
    assert words["x"] + words["width"] <= box["x"] or words["y"] + words["height"] <= box["y"]
    for path in ("/", "/play"):
        page.goto(f"{gallery.url}{path}")
        page.wait_for_selector(".room")
        assert page.evaluate("document.documentElement.scrollWidth") <= width, path
    context.close()


def test_on_a_phone_why_is_answered_where_one_looks(browser: Browser, gallery: Served) -> None:
    context = browser.new_context(viewport={"width": 390, "height": 700})
    page = context.new_page()
    page.goto(f"{gallery.url}/painting/study-america-02")
    page.locator("#why").scroll_into_view_if_needed()
    expect(page.locator("#wall .frame")).not_to_be_in_viewport(ratio=0.9)
    page.click("#why")
    expect(page.locator("#wall .frame")).to_be_in_viewport(ratio=0.9)
    context.close()


def test_why_moves_nothing_where_most_of_the_picture_is_seen(
    browser: Browser, gallery: Served
) -> None:
    context = browser.new_context(viewport={"width": 1280, "height": 720})
    page = context.new_page()
    page.goto(f"{gallery.url}/painting/study-america-02")
    page.locator("#why").wait_for()
    page.locator("#why").scroll_into_view_if_needed()
    page.evaluate("scrollTo({ top: 230, behavior: 'instant' })")
    expect(page.locator("#wall .frame")).to_be_in_viewport(ratio=0.5)
    page.click("#why")
    expect(page.locator(".heat")).to_be_visible()
    page.wait_for_timeout(500)
    assert page.evaluate("scrollY") == 230
    context.close()


def test_on_a_phone_a_press_leads_back_to_the_painting(browser: Browser, gallery: Served) -> None:
    context = browser.new_context(viewport={"width": 390, "height": 700})
    page = context.new_page()
    page.goto(gallery.url)
    page.wait_for_selector("#show")
    click_through(page)
    page.evaluate("scrollTo(0, 500)")
    click_through(page)
    expect(page.locator("#wall")).to_be_in_viewport(ratio=0.5)
    assert page.evaluate("scrollY") < 500
    context.close()
