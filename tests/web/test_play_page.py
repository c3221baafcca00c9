"""The game in a real browser, played by keys, on days that the test chooses."""

import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from typing import Any, NamedTuple

import pytest
import uvicorn
from playwright.sync_api import Browser, BrowserContext, Page, Response, expect

from deploy.serving import free_port
from tests.browsing import CALLBACKS, HeldBack, Watch
from tests.web.conftest import museum_catalogue
from whence.catalogue import Catalogue
from whence.dealing import WORKS
from whence.game import ROUNDS, Game, order
from whence.settings import Settings
from whence.web import games
from whence.web.app import create_app

pytestmark = pytest.mark.browser

DAY = "2026-11-21"
PATIENCE = 20_000


class Hall(NamedTuple):
    """A running gallery and the works that hang in it."""

    url: str
    works: Catalogue

    def nearly_done(self, day: str) -> dict[str, Any]:
        """What a browser keeps when the last of a day's paintings is on the wall."""
        game = Game(name=day, place=0)
        for painting_id in order(day, (work.id for work in self.works), WORKS)[: ROUNDS - 1]:
            work = self.works.get(painting_id)
            assert work is not None
            game = game.guess("Japan", "China", 0.8, work.culture).turn(game.place + 1)
        return game.model_dump(mode="json")


@pytest.fixture(scope="module")
def hall(museum: str, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Hall]:
    """The gallery in this process, so that a test can choose its day."""
    folder = tmp_path_factory.mktemp("play")
    catalogue = museum_catalogue(folder / "works.csv", museum)
    settings = Settings(
        catalogue=(catalogue,),
        museums=(museum,),
        cache=folder / "cache",
        calls_a_minute=0,
    ).model_copy(update={"database_url": f"sqlite:///{folder / 'corrections.db'}"})
    port = free_port()
    config = uvicorn.Config(create_app(settings), port=port, log_level="error", ws="none")
    server = uvicorn.Server(config)
    thread = threading.Thread(target=server.run, daemon=True)
    thread.start()
    while not server.started:
        assert thread.is_alive()
        time.sleep(0.02)
    yield Hall(f"http://127.0.0.1:{port}", Catalogue.load(catalogue))
    server.should_exit = True
    thread.join(20)


@pytest.fixture(autouse=True)
def _day(monkeypatch: pytest.MonkeyPatch) -> None:
    set_day(monkeypatch, DAY)


def set_day(monkeypatch: pytest.MonkeyPatch, day: str) -> None:
    monkeypatch.setattr(games, "today", lambda: day)


@contextmanager
def visitor(browser: Browser, width: int = 1280, height: int = 900, **more: Any) -> Iterator[Page]:
    context: BrowserContext = browser.new_context(
        viewport={"width": width, "height": height}, **more
    )
    context.set_default_timeout(PATIENCE)
    yield context.new_page()
    context.close()


def arrive(page: Page, hall: Hall, kept: dict[str, Any] | None = None) -> None:
    """Open the game, with `kept` as today's in the browser's memory."""
    if kept:
        page.goto(f"{hall.url}/assets/favicon.svg")
        page.evaluate(
            """(today) => {
              const memory = JSON.parse(localStorage.getItem("whence-play") ?? "{}");
              localStorage.setItem("whence-play", JSON.stringify({ ...memory, today }));
            }""",
            kept,
        )
    page.goto(f"{hall.url}/play")
    wait(page, "guessing")
    expect(page.locator("#play-picture")).to_have_js_property("complete", True)


def wait(page: Page, *states: str) -> None:
    page.wait_for_selector(",".join(f".game.{state}" for state in states))


def play(page: Page, rounds: int = 1, key: str = "1") -> list[str]:
    """Answer and go on by keys; return the pictures' addresses."""
    seen = []
    for _ in range(rounds):
        wait(page, "guessing")
        before = page.locator("#play-progress").inner_text()
        seen.append(page.locator("#play-picture").get_attribute("src") or "")
        page.keyboard.press(key)
        wait(page, "answered")
        page.keyboard.press("ArrowRight")
        expect(page.locator("#play-progress")).not_to_have_text(before)
    return seen


def test_a_whole_game_by_keys_ends_with_a_score_to_copy(browser: Browser, hall: Hall) -> None:
    with visitor(browser, permissions=["clipboard-read", "clipboard-write"]) as page:
        watch = Watch(page)
        arrive(page, hall)
        right = {"You": 0, "Network": 0}
        for number in range(1, ROUNDS + 1):
            expect(page.locator("#play-progress")).to_contain_text(f"painting {number} of 10")
            page.keyboard.press(str(number % 4 + 1))
            wait(page, "answered")
            truth = page.locator("#culture").inner_text()
            expect(page.locator("#play-said h2")).to_have_text(f"The museum says {truth}.")
            for said in page.locator("#play-said .verdict").all():
                who, word = said.locator(".word").inner_text().split(" · ")
                good = said.locator("p").nth(1).inner_text() == truth
                right[who] += good
                assert (word, said.locator(".icon").inner_text()) == (
                    ("Right", "✓") if good else ("Wrong", "✗")
                )
            duel = f"{right['You']} : {right['Network']}"
            expect(page.locator("#play-score .count")).to_have_text(duel)
            page.keyboard.press("ArrowRight")
            wait(page, "guessing", "over")
        expect(page.locator("#play-wall li")).to_have_count(ROUNDS)
        page.click("#play-copy")
        expect(page.locator("#play-copied")).to_have_text("Copied.")
        first, yours, networks, link = page.evaluate("navigator.clipboard.readText()").split("\n")
        assert first == f"Whence {DAY} · {right['You']}/10 (network {right['Network']}/10)"
        assert (yours.count("🟩"), networks.count("🟩")) == (right["You"], right["Network"])
        assert yours.count("🟥") == ROUNDS - right["You"]
        assert link == f"{hall.url}/play"
        assert watch.errors == []
        assert watch.hosts == {"127.0.0.1"}


def test_where_the_clipboard_is_closed_the_result_is_selected(browser: Browser, hall: Hall) -> None:
    with visitor(browser) as page:
        arrive(page, hall, hall.nearly_done(DAY))
        play(page)
        wait(page, "over")
        page.evaluate("() => { navigator.clipboard.writeText = () => Promise.reject(Error()); }")
        page.click("#play-copy")
        expect(page.locator("#play-copied")).to_contain_text("Copy what is selected.")
        selected = page.evaluate("getSelection().toString()")
        assert selected.strip() == page.locator("#play-share").inner_text().strip()


def test_today_is_the_same_for_two_visitors_and_ten_more_is_not(
    browser: Browser, hall: Hall
) -> None:
    pictures = []
    for _ in range(2):
        with visitor(browser) as page:
            arrive(page, hall)
            pictures.append(play(page, 3))
            page.click("#play-more")
            page.wait_for_selector(f"#play-picture:not([src*='{DAY}'])")
            pictures.append([page.locator("#play-picture").get_attribute("src") or ""])
    first, more, second, others = pictures
    assert first == second
    assert more != others


def test_the_answer_reaches_the_browser_only_after_the_guess(browser: Browser, hall: Hall) -> None:
    with visitor(browser) as page:
        received: list[Response] = []
        page.on("response", lambda response: received.append(response))
        arrive(page, hall)
        page.wait_for_selector("#play-ahead img", state="attached")
        text = page.content() + "".join(
            response.url + str(response.headers) + response.text()
            for response in received
            if "/assets/" not in response.url
            and "/_dash-component-suites/" not in response.url
            and not response.headers.get("content-type", "").startswith(("image/", "text/css"))
        )
        alt = page.locator("#play-picture").get_attribute("alt") or ""
        assert "stays hidden" in alt
        for secret in ("local-study", "Study after", "painted by code", "next door", " sure"):
            assert secret not in text, secret
        page.keyboard.press("1")
        wait(page, "answered")
        assert "Study after" in page.content()
        assert "Study after" in (page.locator("#play-picture").get_attribute("alt") or "")


def test_a_reload_in_the_middle_loses_nothing(browser: Browser, hall: Hall) -> None:
    with visitor(browser) as page:
        arrive(page, hall)
        play(page, 2)
        score = page.locator("#play-score").inner_text()
        picture = page.locator("#play-picture").get_attribute("src")
        page.reload()
        wait(page, "guessing")
        assert page.locator("#play-score").inner_text() == score
        assert page.locator("#play-picture").get_attribute("src") == picture
        page.keyboard.press("2")
        wait(page, "answered")
        said = page.locator("#play-said").inner_text()
        page.reload()
        wait(page, "answered")
        assert page.locator("#play-said").inner_text() == said


def test_a_second_visit_shows_the_result_and_offers_ten_more(browser: Browser, hall: Hall) -> None:
    with visitor(browser) as page:
        arrive(page, hall, hall.nearly_done(DAY))
        play(page)
        result = page.locator("#play-share").inner_text()
        page.goto(hall.url)
        page.get_by_role("link", name="Play").click()
        wait(page, "over")
        assert page.locator("#play-share").inner_text() == result
        page.locator("#play-again").click()
        wait(page, "guessing")
        play(page)
        page.locator("#play-today").click()
        wait(page, "over")
        assert page.locator("#play-share").inner_text() == result
        page.locator("#play-more").click()
        wait(page, "guessing")
        expect(page.locator("#play-progress")).to_contain_text("painting 2 of 10")


@pytest.mark.parametrize("later", ["another tab", "another day"])
def test_ten_more_that_are_played_greet_nobody_on_a_later_visit(
    browser: Browser, hall: Hall, later: str
) -> None:
    with visitor(browser) as page:
        page.goto(f"{hall.url}/assets/favicon.svg")
        page.evaluate(
            "(kept) => localStorage.setItem('whence-play', JSON.stringify(kept))",
            {"more": hall.nearly_done("abcdefgh"), "shown": "more"},
        )
        page.goto(f"{hall.url}/play")
        wait(page, "guessing")
        expect(page.locator("#play-progress")).to_have_text("Ten more: painting 10 of 10")
        play(page)
        wait(page, "over")
        page.goto(hall.url)
        page.goto(f"{hall.url}/play")
        wait(page, "over")
        if later == "another tab":
            page = page.context.new_page()
        else:
            page.clock.set_fixed_time(datetime.now(UTC) + timedelta(days=1))
        page.goto(f"{hall.url}/play")
        wait(page, "guessing")
        expect(page.locator("#play-progress")).to_have_text("Today’s ten: painting 1 of 10")


def test_days_in_a_row_are_counted_and_a_day_left_out_begins_anew(
    browser: Browser, hall: Hall, monkeypatch: pytest.MonkeyPatch
) -> None:
    with visitor(browser) as page:
        for day, row in (
            ("2026-02-27", "1"),
            ("2026-02-28", "2"),
            ("2026-03-01", "3"),
            ("2026-03-03", "1"),
        ):
            set_day(monkeypatch, day)
            arrive(page, hall, hall.nearly_done(day))
            play(page)
            expect(page.locator("#play-streak")).to_have_text(f"Days in a row: {row}")
        page.reload()
        wait(page, "over")
        expect(page.locator("#play-streak")).to_have_text("Days in a row: 1")


@pytest.mark.parametrize("step", ["guess-Japan", "play-next"])
def test_nobody_leaves_for_another_game_while_an_answer_is_on_its_way(
    browser: Browser, hall: Hall, step: str
) -> None:
    with visitor(browser) as page:
        arrive(page, hall)
        if step == "play-next":
            page.click("#guess-Japan")
            wait(page, "answered")
        held = HeldBack(page, CALLBACKS, f'"changedPropIds":["{step}')
        page.click(f"#{step}")
        answer = held.take()
        for way in ("#play-today", "#play-more"):
            expect(page.locator(way)).to_be_disabled()
        answer.continue_()
        wait(page, "answered" if step == "guess-Japan" else "guessing")
        expect(page.locator("#play-more")).to_be_enabled()
        page.click("#play-more")
        expect(page.locator("#play-progress")).to_contain_text("Ten more: painting 1 of 10")


def test_what_the_browser_keeps_may_be_anything_or_refused(browser: Browser, hall: Hall) -> None:
    for kept in ("{", "7", '{"shown": 7}', '{"shown": "today", "today": {"name": "x"}}'):
        with visitor(browser) as page:
            watch = Watch(page)
            page.add_init_script(f"localStorage.setItem('whence-play', {kept!r})")
            arrive(page, hall)
            assert watch.errors == []
    with visitor(browser) as page:
        watch = Watch(page)
        page.add_init_script(
            "Object.defineProperty(window, 'localStorage', "
            "{ configurable: true, get() { throw Error('no'); } })"
        )
        arrive(page, hall)
        play(page, 2)
        expect(page.locator("#play-progress")).to_contain_text("painting 3 of 10")
        assert watch.errors == []


def test_by_keyboard_alone_the_focus_goes_where_the_game_goes(browser: Browser, hall: Hall) -> None:
    with visitor(browser) as page:
        arrive(page, hall)
        page.locator("#guess-India").focus()
        page.keyboard.press("Enter")
        wait(page, "answered")
        expect(page.locator("#play-next")).to_be_focused()
        page.keyboard.press("Enter")
        wait(page, "guessing")
        expect(page.locator("#play-progress")).to_be_focused()
        page.keyboard.press("Tab")
        expect(page.locator("#guess-America")).to_be_focused()
        page.keyboard.press("Control+1")
        page.keyboard.press("7")
        wait(page, "guessing")


def test_a_screen_reader_hears_both_answers_and_the_score(browser: Browser, hall: Hall) -> None:
    with visitor(browser) as page:
        arrive(page, hall)
        said = page.locator("#play-said")
        assert (said.get_attribute("role"), said.get_attribute("aria-live")) == ("status", "polite")
        expect(page.get_by_role("group", name="Where does it come from?")).to_be_visible()
        expect(page.get_by_role("img", name="You: nothing said yet")).to_be_visible()
        page.get_by_role("button", name="Japan", exact=True).click()
        wait(page, "answered")
        expect(said).to_contain_text("You")
        expect(said.locator(".visually-hidden")).to_contain_text("network")
        expect(
            page.get_by_role("img", name="You: right").or_(
                page.get_by_role("img", name="You: wrong")
            )
        ).to_be_visible()


def test_a_double_click_on_an_answer_does_not_skip_what_it_was(
    browser: Browser, hall: Hall
) -> None:
    with visitor(browser) as page:
        arrive(page, hall)
        page.click("#guess-Japan")
        wait(page, "answered")
        page.evaluate(
            "document.querySelector('#play-next')"
            ".dispatchEvent(new MouseEvent('click', { bubbles: true, detail: 2 }))"
        )
        page.wait_for_timeout(300)
        wait(page, "answered")
        page.click("#play-next")
        wait(page, "guessing")


def test_a_gallery_that_does_not_answer_is_said_so_and_asked_again(
    browser: Browser, hall: Hall
) -> None:
    with visitor(browser) as page:
        arrive(page, hall)
        page.wait_for_selector("#play-ahead img", state="attached")
        page.route(CALLBACKS, lambda route: route.abort())
        page.keyboard.press("1")
        expect(page.locator("#play-notice")).to_contain_text("did not answer")
        page.unroute_all()
        page.wait_for_selector("#play-choices:not([disabled])")
        page.keyboard.press("1")
        wait(page, "answered")
        expect(page.locator("#play-notice")).to_be_empty()


@pytest.mark.parametrize(
    ("width", "height"), [(360, 640), (640, 360), (768, 1024), (1280, 900), (3840, 2160)]
)
def test_no_size_scrolls_sideways_and_the_buttons_are_in_reach(
    browser: Browser, hall: Hall, width: int, height: int
) -> None:
    inside = """(id) => {
      const { left, right, bottom } = document.getElementById(id).getBoundingClientRect();
      return left >= 0 && right <= innerWidth && (bottom <= innerHeight || innerHeight < 500);
    }"""
    with visitor(browser, width, height) as page:
        for kept in (None, hall.nearly_done(DAY)):
            arrive(page, hall, kept)
            assert page.evaluate(inside, "guess-Japan")
            page.keyboard.press("4")
            wait(page, "answered")
            assert page.evaluate(inside, "play-next")
            assert page.evaluate("document.documentElement.scrollWidth") <= width
        page.keyboard.press("ArrowRight")
        wait(page, "over")
        assert page.evaluate("document.documentElement.scrollWidth") <= width
        expect(page.locator("#play-share")).to_be_visible()


def test_nothing_moves_with_reduced_motion(browser: Browser, hall: Hall) -> None:
    with visitor(browser, reduced_motion="reduce") as page:
        arrive(page, hall)
        page.keyboard.press("1")
        wait(page, "answered")
        assert page.evaluate("document.getAnimations().length") == 0


def test_a_window_that_fell_behind_undoes_nothing_and_catches_up(
    browser: Browser, hall: Hall
) -> None:
    with visitor(browser) as behind:
        arrive(behind, hall, hall.nearly_done(DAY))
        ahead = behind.context.new_page()
        arrive(ahead, hall)
        play(ahead)
        wait(ahead, "over")
        result = ahead.locator("#play-share").inner_text()
        behind.bring_to_front()
        behind.keyboard.press("2")
        wait(behind, "over")
        for page in (behind, ahead):
            page.reload()
            wait(page, "over")
            assert page.locator("#play-share").inner_text() == result


def test_the_first_answer_counts_where_two_windows_gave_one(browser: Browser, hall: Hall) -> None:
    with visitor(browser) as first:
        arrive(first, hall)
        second = first.context.new_page()
        arrive(second, hall)
        first.keyboard.press("1")
        wait(first, "answered")
        said = first.locator("#play-said").inner_text()
        second.bring_to_front()
        second.keyboard.press("2")
        wait(second, "answered")
        expect(second.locator("#play-said")).to_have_text(said, use_inner_text=True)


@pytest.mark.parametrize("width", [320, 360, 1024, 1100, 1280])
def test_the_score_stays_in_its_panel(browser: Browser, hall: Hall, width: int) -> None:
    with visitor(browser, width) as page:
        arrive(page, hall, hall.nearly_done(DAY))
        play(page)
        wait(page, "over")
        out = page.evaluate(
            """() => {
              const edge = document.querySelector("#play-score").getBoundingClientRect().right;
              return Math.max(...[...document.querySelectorAll("#play-score *")].map(
                (part) => part.getBoundingClientRect().right)) - edge;
            }"""
        )
        assert out < 1


UNCOVERED = """(selector) => {
  const part = document.querySelector(selector);
  const { left, right, top, bottom } = part.getBoundingClientRect();
  return [left + 2, right - 2].every((x) => [top + 2, bottom - 2].every(
    (y) => part.contains(document.elementFromPoint(x, y))));
}"""
"""Whether all four corners are in the window with nothing over them."""


@pytest.mark.parametrize(
    ("width", "height"), [(320, 568), (320, 640), (360, 640), (375, 553), (375, 667), (390, 844)]
)
def test_on_a_phone_nothing_lies_over_painting_plaque_or_result(
    browser: Browser, hall: Hall, width: int, height: int
) -> None:
    def shape_and_look() -> None:
        for ratio in (0.5, 1.4, 2.5):
            page.evaluate(
                "(ratio) => document.querySelector('.canvas').style.setProperty('--ratio', ratio)",
                ratio,
            )
            assert page.evaluate(UNCOVERED, ".frame"), ratio

    with visitor(browser, width, height) as page:
        arrive(page, hall, hall.nearly_done(DAY))
        shape_and_look()
        page.keyboard.press("1")
        wait(page, "answered")
        shape_and_look()
        assert page.evaluate(UNCOVERED, "#play-next")
        page.locator("#play-plaque > div").scroll_into_view_if_needed()
        assert page.evaluate(UNCOVERED, "#play-plaque > div")
        page.keyboard.press("ArrowRight")
        wait(page, "over")
        for wanted in ("#play-again", "#play-copy", "#play-wall li:last-child", "#play-more"):
            page.locator(wanted).scroll_into_view_if_needed()
            assert page.evaluate(UNCOVERED, wanted), wanted


@pytest.mark.parametrize(
    ("width", "height"), [(1366, 650), (1280, 600), (1024, 600), (1440, 700), (901, 600)]
)
def test_a_low_window_shows_all_answers_and_the_way_on(
    browser: Browser, hall: Hall, width: int, height: int
) -> None:
    with visitor(browser, width, height) as page:
        arrive(page, hall)
        for choice in page.locator("#play-choices button").all():
            assert page.evaluate(UNCOVERED, f"#{choice.get_attribute('id')}")
        page.keyboard.press("1")
        wait(page, "answered")
        assert page.evaluate(UNCOVERED, "#play-next")


@pytest.mark.parametrize(("width", "height"), [(320, 568), (901, 600)])
def test_a_name_stays_on_its_button(browser: Browser, hall: Hall, width: int, height: int) -> None:
    with visitor(browser, width, height) as page:
        arrive(page, hall)
        expect(page.locator("#guess-America kbd")).to_be_visible()
        room = page.evaluate(
            """() => {
              const button = document.querySelector("#guess-America");
              const name = document.createRange();
              name.selectNodeContents(button);
              return button.getBoundingClientRect().right - name.getBoundingClientRect().right;
            }"""
        )
        assert room >= 6


@pytest.mark.parametrize(("width", "height"), [(740, 360), (568, 320), (320, 568)])
def test_on_a_low_phone_a_guess_moves_nothing_and_the_next_painting_is_seen(
    browser: Browser, hall: Hall, width: int, height: int
) -> None:
    with visitor(browser, width, height) as page:
        arrive(page, hall)
        answer = page.locator("#guess-Japan")
        expect(answer).to_be_visible()
        answer.evaluate("e => e.scrollIntoView({ block: 'center', behavior: 'instant' })")
        at = page.evaluate("scrollY")
        assert at > 0
        answer.evaluate("e => e.click()")  # without the scrolling of a test's own click
        wait(page, "answered")
        page.wait_for_timeout(300)
        assert abs(page.evaluate("scrollY") - at) <= 1
        page.locator("#play-next").click()
        wait(page, "guessing")
        expect(page.locator("#play-picture")).to_have_js_property("complete", True)
        page.wait_for_function(
            "() => document.querySelector('#play-wall').getBoundingClientRect().top > -1"
        )


def test_a_round_prints_with_its_answer(browser: Browser, hall: Hall) -> None:
    with visitor(browser) as page:
        arrive(page, hall)
        page.click("#guess-Japan")
        wait(page, "answered")
        page.emulate_media(media="print")
        for part in ("#play-picture", "#play-said h2", "#play-said .verdict", "#play-plaque"):
            expect(page.locator(part).first).to_be_visible()
        for part in ("button", "#play-progress", ".keys", ".games"):
            assert not any(each.is_visible() for each in page.locator(part).all()), part


def test_with_forced_colours_what_is_pressed_is_seen(browser: Browser, hall: Hall) -> None:
    with visitor(browser, forced_colors="active") as page:
        arrive(page, hall)
        ground = "e => getComputedStyle(e).backgroundColor"
        pressed, other = (
            page.locator(name).evaluate(ground) for name in ("#play-today", "#play-more")
        )
        assert pressed != other


def test_with_forced_colours_the_squares_of_the_result_can_be_read(
    browser: Browser, hall: Hall
) -> None:
    with visitor(browser, forced_colors="active") as page:
        arrive(page, hall, hall.nearly_done(DAY))
        play(page)
        wait(page, "over")
        emoji, mark, ground = page.locator(".square").first.evaluate(
            """(square) => [
              getComputedStyle(square).color,
              getComputedStyle(square, "::after").color,
              getComputedStyle(square).backgroundColor,
            ]"""
        )
        assert emoji == "rgba(0, 0, 0, 0)"
        assert mark != ground
