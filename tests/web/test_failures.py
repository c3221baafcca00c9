"""What a visitor sees when the gallery itself does not answer."""

import pytest
from playwright.sync_api import Page, Route, expect

from tests.browsing import CALLBACKS, ROOT, HeldBack, click_through, pick

pytestmark = pytest.mark.browser

SORRY = "The gallery did not answer. Please try again."


def fail(page: Page, output: str, status: int | None) -> None:
    """Let the callback with that output fail once: with a status, or without any answer."""

    def judge(route: Route) -> None:
        if f'"output":"{output}' not in (route.request.post_data or ""):
            route.continue_()
        elif status is None:
            route.abort()
        else:
            route.fulfill(status=status, body="<h1>no</h1>")

    page.route(CALLBACKS, judge)


@pytest.mark.parametrize("status", [500, 503, None])
def test_a_failed_callback_leaves_nothing_stale_and_lets_the_visitor_try_again(
    page: Page, status: int | None
) -> None:
    click_through(page)
    fail(page, "..hung.data", status)
    page.click("#show")
    expect(page.locator("#notice")).to_have_text(SORRY)
    expect(page.locator(".verdict")).to_have_count(0)
    expect(page.locator("#show")).to_be_enabled()
    expect(page.locator("#room")).to_have_class("room")
    page.unroute_all()
    click_through(page)
    expect(page.locator(".verdict")).to_have_count(1)
    expect(page.locator("#notice")).to_be_empty()


def test_a_call_that_is_never_answered_is_given_up_and_told(page: Page) -> None:
    click_through(page)
    page.clock.install()
    page.route(CALLBACKS, lambda route: None)
    page.click("#show")
    expect(page.locator("#show")).to_be_disabled()
    page.clock.run_for(29_000)
    expect(page.locator("#show")).to_be_disabled()
    page.clock.run_for(2_000)
    expect(page.locator("#notice")).to_have_text(SORRY)
    expect(page.locator("#show")).to_be_enabled()


def test_a_picture_that_was_lost_does_not_take_the_next_one_down(page: Page) -> None:
    click_through(page)
    page.clock.install()
    page.evaluate("""() => document.querySelector("#painting").dispatchEvent(new Event("error"))""")
    with page.expect_response(CALLBACKS):
        page.click("#show")
    expect(page.locator(".verdict")).to_have_count(1)
    page.clock.run_for(200)
    expect(page.locator("#notice")).to_be_empty()
    expect(page.locator("#painting")).to_be_visible()


def test_what_the_gallery_says_of_a_refusal_is_what_the_visitor_reads(page: Page) -> None:
    click_through(page)
    said = {"error": {"code": "busy", "message": "The gallery is very busy."}}
    page.route(
        CALLBACKS,
        lambda route: route.fulfill(status=503, json=said, headers={"Retry-After": "3"}),
    )
    page.click("#show")
    expect(page.locator("#notice")).to_have_text("The gallery is very busy.")
    expect(page.locator("#show")).to_be_enabled()


def test_a_picture_that_does_not_arrive_is_not_judged(page: Page) -> None:
    page.wait_for_selector("#ahead img", state="attached")
    page.route("**/pictures/**", lambda route: route.abort())
    page.route(CALLBACKS, lambda route: route.continue_())
    page.evaluate("document.querySelector('#ahead').remove()")
    page.click("#show")
    expect(page.locator("#notice")).to_contain_text("cannot be had just now")
    expect(page.locator(".verdict")).to_have_count(0)


def test_a_picture_of_the_game_that_does_not_arrive_is_not_guessed(page: Page) -> None:
    page.route("**/play/pictures/**", lambda route: route.fulfill(status=503))
    page.get_by_role("link", name="Play").click()
    expect(page.locator("#play-notice")).to_contain_text("Please reload the page.")
    expect(page.locator("#play-picture")).to_be_hidden()
    expect(page.locator("#play-choices")).to_be_hidden()
    page.keyboard.press("1")
    page.wait_for_timeout(300)  # longer than it would take to be answered
    expect(page.locator("#play-said")).to_be_empty()
    page.unroute_all()
    page.reload()
    expect(page.locator("#play-choices")).to_be_visible()
    expect(page.locator("#play-picture")).to_be_visible()
    expect(page.locator("#play-notice")).to_be_empty()


def test_a_picture_of_the_game_that_is_lost_after_the_guess_leaves_the_way_on(page: Page) -> None:
    page.get_by_role("link", name="Play").click()
    page.click("#guess-Japan")
    page.wait_for_selector(".game.answered")
    page.route("**/play/pictures/**", lambda route: route.fulfill(status=503))
    page.reload()
    expect(page.locator("#play-notice")).to_contain_text("or ask for the next one.")
    expect(page.locator("#play-picture")).to_be_hidden()
    page.unroute_all()
    page.click("#play-next")
    expect(page.locator("#play-picture")).to_be_visible()
    expect(page.locator("#play-notice")).to_be_empty()


def test_a_thumbnail_that_does_not_arrive_is_a_link_of_its_title(page: Page) -> None:
    page.route("**/pictures/*?width=160", lambda route: route.abort())
    click_through(page)
    links = page.locator("#similar a")
    expect(links.locator("img").first).to_be_attached()
    expect(links.locator("img:visible")).to_have_count(0)
    title = links.first.get_attribute("title") or ""
    expect(page.get_by_role("link", name=title).first).to_be_visible()
    page.unroute_all()
    click_through(page)
    expect(links.locator("img:visible")).to_have_count(links.count())


def test_a_thumbnail_that_does_not_arrive_leaves_its_title_to_ones_own_picture(page: Page) -> None:
    page.route("**/pictures/*?width=160", lambda route: route.abort())
    page.get_by_role("link", name="Try").click()
    with page.expect_file_chooser() as chooser:
        page.click("#pick")
    chooser.value.set_files(ROOT / "data" / "studies" / "india-03.webp")
    links = page.locator(".answer .thumbnails a")
    links.last.scroll_into_view_if_needed()
    expect(links.locator("img:visible")).to_have_count(0)
    title = links.first.get_attribute("title") or ""
    expect(page.get_by_role("link", name=title).first).to_be_visible()


def test_without_an_answer_nothing_is_said_to_resemble_the_painting(page: Page) -> None:
    click_through(page)
    expect(page.locator(".thumbnails")).to_have_count(1)
    fail(page, "similar.children", 503)
    page.click("#show")
    expect(page.locator(".thumbnails")).to_have_count(0)
    expect(page.locator(".verdict")).to_have_count(1)
    expect(page.locator("#notice")).to_be_empty()


@pytest.mark.parametrize("status", [503, None])
def test_a_page_that_does_not_come_is_told(page: Page, status: int | None) -> None:
    fail(page, "page.children", status)
    page.get_by_role("link", name="Play").click()
    expect(page.locator("#unheard")).to_have_text(SORRY)
    page.unroute_all()
    page.get_by_role("link", name="Play").click()
    page.wait_for_selector(".game.guessing")
    expect(page.locator("#unheard")).to_be_empty()


def test_a_search_without_an_answer_leaves_nothing_that_was_not_asked_for(page: Page) -> None:
    page.get_by_role("link", name="Collection").click()
    page.wait_for_selector("#shelf img")
    fail(page, "..selection.search", None)
    page.fill("#find-words", "crane")
    expect(page.locator("#unheard")).to_have_text(SORRY)
    expect(page.locator("#shelf")).to_be_empty()
    expect(page.locator("#find-words")).to_have_value("crane")
    with page.expect_response(CALLBACKS):
        page.evaluate("dash_clientside.set_props('pick-one', {search_value: 'fuji'})")
    page.wait_for_timeout(300)
    expect(page.locator("#unheard")).to_have_text(SORRY)  # another answer does not take it back
    page.unroute_all()
    page.fill("#find-words", "")
    expect(page.locator("#shelf")).not_to_be_empty()
    expect(page.locator("#unheard")).to_be_hidden()


def test_a_call_that_another_has_taken_the_place_of_may_fail_unheard(page: Page) -> None:
    page.get_by_role("link", name="Collection").click()
    page.wait_for_selector("#shelf img")
    held = HeldBack(page, CALLBACKS, '"output":"..selection.search')
    page.fill("#find-words", "br")
    first = held.take()
    page.fill("#find-words", "bridge")
    held.take().continue_()
    expect(page.locator("#shelf")).to_contain_text("ridge")
    first.abort()
    page.wait_for_timeout(300)
    expect(page.locator("#unheard")).to_be_hidden()
    expect(page.locator("#shelf")).to_contain_text("ridge")


def test_a_work_that_was_picked_in_vain_can_be_picked_again(page: Page) -> None:
    page.get_by_role("link", name="Collection").click()
    page.wait_for_selector("#shelf img")
    fail(page, "..address.href", 500)
    pick(page, "Birds on a branch")
    expect(page.locator("#unheard")).to_have_text(SORRY)
    page.unroute_all()
    page.wait_for_timeout(300)
    expect(page.locator("#unheard")).to_have_text(SORRY)
    pick(page, "Birds on a branch")
    page.wait_for_url("**/painting/*")


def test_a_leap_to_any_painting_that_fails_is_told(page: Page) -> None:
    page.get_by_role("link", name="Collection").click()
    page.wait_for_selector("#shelf img")
    fail(page, "..address.href", 500)
    page.click("#random")
    expect(page.locator("#unheard")).to_have_text(SORRY)


def test_a_search_that_is_answered_settles_what_failed_before(page: Page) -> None:
    page.get_by_role("link", name="Collection").click()
    page.wait_for_selector("#shelf img")
    fail(page, "..address.href", None)
    page.click("#random")
    expect(page.locator("#unheard")).to_have_text(SORRY)
    page.unroute_all()
    page.select_option("#find-culture", "China")
    page.wait_for_url("**/collection?culture=China")
    expect(page.locator("#unheard")).to_be_empty()


def test_a_late_answer_to_an_earlier_call_takes_back_nothing(page: Page) -> None:
    page.get_by_role("link", name="Collection").click()
    page.wait_for_selector("#shelf img")
    page.wait_for_timeout(500)  # what the page itself asks when it comes
    held: list[Route] = []

    def judge(route: Route) -> None:
        if '"output":"..address.href' not in (route.request.post_data or ""):
            route.continue_()
        elif not held:
            held.append(route)
        else:
            route.fulfill(status=500, body="<h1>no</h1>")

    page.route(CALLBACKS, judge)
    with page.expect_request(CALLBACKS):
        page.evaluate("dash_clientside.set_props('pick-one', {value: 'nobody'})")
    page.click("#random")
    expect(page.locator("#unheard")).to_have_text(SORRY)
    with page.expect_response(CALLBACKS) as late:
        held[0].continue_()
    assert late.value.ok
    page.wait_for_timeout(300)
    expect(page.locator("#unheard")).to_have_text(SORRY)


def test_what_is_made_ready_in_vain_is_nobodys_trouble(page: Page) -> None:
    fail(page, "..next.data", 503)
    with page.expect_response(lambda answer: answer.status == 503):
        click_through(page)
    expect(page.locator(".verdict")).to_have_count(1)
    page.wait_for_timeout(300)  # longer than it would take to be told
    expect(page.locator("#unheard")).to_be_empty()
