"""A visitor's own pictures in a real browser: chosen, dropped, pasted, refused."""

import base64
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, Dialog, FilePayload, Page, Route, expect

from tests.browsing import HeldBack, Served, Watch
from tests.web.test_uploads import HEIC, picture
from whence.pictures import MOST_BYTES, REFUSALS

pytestmark = pytest.mark.browser

CARRY = """([how, files]) => {
  const carried = new DataTransfer();
  for (const [name, type, text] of files) {
    const bytes = Uint8Array.from(atob(text), (letter) => letter.charCodeAt(0));
    carried.items.add(new File([bytes], name, { type }));
  }
  const about = { bubbles: true, cancelable: true };
  if (how === "paste") {
    document.body.dispatchEvent(new ClipboardEvent("paste", { ...about, clipboardData: carried }));
    return;
  }
  for (const step of how === "leave" ? ["dragover"] : ["dragover", "drop"]) {
    const untouched = document.body.dispatchEvent(
      new DragEvent(step, { ...about, dataTransfer: carried }),
    );
    if (untouched) throw Error("the browser would open the file instead");
    if (step === "dragover") window.dropping = "dropping" in document.querySelector("#try").dataset;
  }
  if (how === "leave") document.body.dispatchEvent(new DragEvent("dragleave", about));
}"""


@pytest.fixture
def visit(browser: Browser, gallery: Served) -> Iterator[tuple[Page, Watch]]:
    context = browser.new_context(viewport={"width": 1280, "height": 900})
    page = context.new_page()
    watch = Watch(page)
    page.goto(f"{gallery.url}/try")
    page.wait_for_selector("#pick")
    yield page, watch
    context.close()


def file(name: str, data: bytes) -> FilePayload:
    return {"name": name, "mimeType": "image/png", "buffer": data}


def choose(page: Page, *files: FilePayload) -> None:
    with page.expect_file_chooser() as chooser:
        page.click("#pick")
    chooser.value.set_files(list(files))


def carry(page: Page, how: str, *names: str) -> None:
    data = base64.b64encode(picture(".png")).decode()
    page.evaluate(CARRY, [how, [[name, "image/png", data] for name in names]])


def answers(page: Page) -> Any:
    return page.locator("#tried .verdict")


def test_two_chosen_files_are_two_answers_in_their_order(visit: tuple[Page, Watch]) -> None:
    page, watch = visit
    choose(page, file("one.png", picture(".png")), file("<b>two</b>.tiff", picture(".tiff")))
    expect(answers(page)).to_have_count(2, timeout=15_000)
    assert page.locator("#tried h2").all_inner_texts() == ["one.png", "<b>two</b>.tiff"]
    expect(page.locator("#told")).to_have_text("2 of 2 pictures decided.")
    for item in page.locator("#tried li").all():
        assert item.locator(".bar").count() == 4
        assert item.locator(".word").inner_text() in {"My guess", "Not sure"}
        grey = item.locator(".icon").evaluate("e => getComputedStyle(e).color")
        assert grey == "rgb(107, 103, 95)"
        assert item.locator(".canvas img:not(.heat)").evaluate("e => e.naturalWidth") > 0
    assert watch.errors == []
    assert watch.hosts <= {"127.0.0.1", ""}


@pytest.mark.parametrize("how", ["drop", "paste"])
def test_pictures_may_be_dropped_and_pasted_anywhere(visit: tuple[Page, Watch], how: str) -> None:
    page, watch = visit
    carry(page, how, "here.png")
    expect(answers(page)).to_have_count(1, timeout=15_000)
    expect(page.locator("#tried h2")).to_have_text("here.png")
    if how == "drop":
        assert page.evaluate("window.dropping")
        assert page.locator("[data-dropping]").count() == 0
    assert watch.errors == []


def test_a_picture_that_is_carried_away_again_leaves_nothing(visit: tuple[Page, Watch]) -> None:
    page, _ = visit
    carry(page, "leave", "here.png")
    assert page.evaluate("window.dropping")
    assert page.locator("[data-dropping]").count() == page.locator("#tried li").count() == 0


def test_what_is_pasted_into_a_field_stays_there(visit: tuple[Page, Watch]) -> None:
    page, _ = visit
    untouched = page.evaluate(
        """() => {
          const field = document.body.appendChild(document.createElement("input"));
          const about = { bubbles: true, cancelable: true, clipboardData: new DataTransfer() };
          return field.dispatchEvent(new ClipboardEvent("paste", about));
        }"""
    )
    assert untouched
    expect(page.locator("#told")).to_have_text("")


def test_the_paste_button_takes_the_picture_from_the_clipboard(
    visit: tuple[Page, Watch], gallery: Served
) -> None:
    page, watch = visit
    page.context.grant_permissions(["clipboard-read", "clipboard-write"], origin=gallery.url)
    page.evaluate(
        """async (text) => {
          const bytes = Uint8Array.from(atob(text), (letter) => letter.charCodeAt(0));
          const picture = new Blob([bytes], { type: "image/png" });
          await navigator.clipboard.write([new ClipboardItem({ "image/png": picture })]);
        }""",
        base64.b64encode(picture(".png")).decode(),
    )
    page.click("#paste")
    expect(answers(page)).to_have_count(1, timeout=15_000)
    expect(page.locator("#tried h2")).to_have_text("Pasted picture")
    assert watch.errors == []


def test_without_a_picture_or_a_permission_the_button_says_what_to_do(
    visit: tuple[Page, Watch],
) -> None:
    page, _ = visit
    page.evaluate("() => { navigator.clipboard.read = () => Promise.reject(Error()); }")
    page.click("#paste")
    expect(page.locator("#told")).to_contain_text("Press Ctrl+V")
    carry(page, "paste")
    expect(page.locator("#told")).to_contain_text("no picture")


def test_the_same_file_can_be_sent_twice(visit: tuple[Page, Watch]) -> None:
    page, watch = visit
    for count in (1, 2):
        choose(page, file("same.png", picture(".png")))
        expect(answers(page)).to_have_count(count, timeout=15_000)
    first, second = page.locator("#tried .bars").all()
    names = "e => [...e.querySelectorAll('.percent')].map((p) => p.textContent)"
    assert first.evaluate(names) == second.evaluate(names)
    assert watch.errors == []


def test_what_is_refused_is_one_sentence_and_the_rest_goes_on(
    visit: tuple[Page, Watch], tmp_path: Path
) -> None:
    page, watch = visit
    files = {
        "broken.jpg": picture(".jpg")[:200],
        "iphone.heic": HEIC,
        "huge.png": bytes(MOST_BYTES + 1),
        "good.png": picture(".png"),
    }
    for name, data in files.items():
        (tmp_path / name).write_bytes(data)
    with page.expect_file_chooser() as chooser:
        page.click("#pick")
    chooser.value.set_files([tmp_path / name for name in files])
    expect(answers(page)).to_have_count(1, timeout=15_000)
    refusals = page.locator("#tried .refused").all_inner_texts()
    assert refusals == [REFUSALS[code] for code in ("broken", "heic", "too-large")]
    # The browser itself notes the two refusals of the server.
    assert all("status of 4" in error for error in watch.errors)
    assert len(watch.errors) == 2


@pytest.mark.parametrize(
    ("status", "told"),
    [(429, "it goes on by itself in 2 seconds"), (503, "Waits its turn")],
)
def test_who_is_put_off_need_not_bring_the_rest_again(
    visit: tuple[Page, Watch], status: int, told: str
) -> None:
    page, _ = visit
    said = {"error": {"code": "too-often", "message": "That was a lot."}}
    refusals = iter([{"Retry-After": "2"}])

    def judge(route: Route) -> None:
        if (headers := next(refusals, None)) is None:
            route.continue_()
        else:
            route.fulfill(status=status, json=said, headers=headers)

    page.route("**/try", judge)
    choose(page, file("one.png", picture(".png")), file("two.png", picture(".png")))
    expect(page.locator("#told")).to_contain_text(told)
    expect(page.locator("#tried > li").first).to_contain_text("Waits its turn")
    expect(page.locator("#tried .verdict")).to_have_count(2)
    expect(page.locator("#told")).to_have_text("2 of 2 pictures decided.")


def test_a_picture_that_is_always_put_off_is_given_up_and_the_rest_goes_on(
    visit: tuple[Page, Watch],
) -> None:
    page, _ = visit
    said = {"error": {"code": "too-slow", "message": "That took too long."}}
    asked = 0

    def judge(route: Route) -> None:
        nonlocal asked
        asked += 1
        if asked > 5:
            route.continue_()
        else:
            route.fulfill(status=503, json=said, headers={"Retry-After": "0.1"})

    page.route("**/try", judge)
    choose(page, file("one.png", picture(".png")), file("two.png", picture(".png")))
    expect(page.locator("#told")).to_have_text("1 of 2 pictures decided.")
    expect(page.locator("#tried .refused")).to_have_text("That took too long.")


@pytest.mark.parametrize("answer", [None, "<h1>no</h1>"])
def test_a_server_that_does_not_answer_is_said_so(
    visit: tuple[Page, Watch], answer: str | None
) -> None:
    page, _ = visit
    page.route(
        "**/try",
        lambda route: route.abort() if answer is None else route.fulfill(status=503, body=answer),
    )
    choose(page, file("one.png", picture(".png")))
    expect(page.locator(".refused")).to_contain_text("did not answer")
    page.unroute_all()
    choose(page, file("one.png", picture(".png")))
    expect(answers(page)).to_have_count(1, timeout=15_000)


def test_progress_is_shown_while_a_picture_is_on_its_way(visit: tuple[Page, Watch]) -> None:
    page, _ = visit
    held = HeldBack(page, "**/try")
    choose(page, file("one.png", picture(".png")), file("two.png", picture(".png")))
    expect(page.get_by_role("progressbar", name="Sending one.png")).to_be_visible()
    expect(page.locator("#tried li").nth(1)).to_contain_text("Waits its turn")
    expect(page.locator("#told")).to_have_text("Picture 1 of 2…")
    held.take().continue_()
    expect(page.get_by_role("progressbar", name="Sending two.png")).to_be_visible()
    expect(answers(page)).to_have_count(1, timeout=15_000)
    held.take().continue_()
    expect(answers(page)).to_have_count(2, timeout=15_000)


def test_the_heat_map_lies_over_the_picture_when_asked_for(visit: tuple[Page, Watch]) -> None:
    page, watch = visit
    expect(page.locator("#why")).to_be_hidden()
    choose(page, file("one.png", picture(".png")))
    expect(answers(page)).to_have_count(1, timeout=15_000)
    expect(page.locator(".heat")).to_be_hidden()
    page.click("#why")
    expect(page.locator(".heat")).to_be_visible()
    shown = page.locator(".canvas img:not(.heat)").bounding_box()
    assert page.locator(".heat").bounding_box() == shown
    assert watch.errors == []


@pytest.mark.parametrize("width", [360, 1600])
def test_no_width_scrolls_sideways(browser: Browser, gallery: Served, width: int) -> None:
    context = browser.new_context(viewport={"width": width, "height": 740})
    page = context.new_page()
    page.goto(f"{gallery.url}/try")
    choose(page, file(f"{'long' * 40}.png", picture(".png", 900, 120)))
    expect(answers(page)).to_have_count(1, timeout=15_000)
    assert page.evaluate("document.documentElement.scrollWidth") <= width
    context.close()


def test_a_phone_may_take_the_picture(browser: Browser, gallery: Served) -> None:
    context = browser.new_context(
        viewport={"width": 360, "height": 740}, has_touch=True, is_mobile=True
    )
    page = context.new_page()
    page.goto(f"{gallery.url}/try")
    with page.expect_file_chooser() as chooser:
        page.get_by_role("button", name="Take a photo").click()
    assert not chooser.value.is_multiple()
    chooser.value.set_files(file("photo.jpg", picture(".jpg", 300, 400)))
    expect(answers(page)).to_have_count(1, timeout=15_000)
    expect(page.get_by_role("button", name="Take a photo")).to_be_visible()
    context.close()


def test_the_page_says_what_becomes_of_the_picture_and_is_in_the_header(page: Page) -> None:
    page.get_by_role("link", name="Try your own").click()
    page.wait_for_selector("#pick")
    expect(page.locator("#try")).to_contain_text("never stored")
    page.locator(".known summary").click()
    expect(page.locator("#labels li")).to_have_text(["America", "China", "India", "Japan"])


def test_a_folder_that_is_dropped_is_no_picture(visit: tuple[Page, Watch], tmp_path: Path) -> None:
    page, watch = visit
    (tmp_path / "pictures").mkdir()
    by_hand = page.context.new_cdp_session(page)
    carried = {"items": [], "files": [str(tmp_path / "pictures")], "dragOperationsMask": 1}
    for step in ("dragEnter", "dragOver", "drop"):
        about = {"type": step, "x": 300, "y": 300, "data": carried}
        by_hand.send("Input.dispatchDragEvent", about)
    expect(page.locator("#tried h2")).to_have_text("pictures")
    expect(page.locator("#tried .refused")).to_have_text("There is no picture in what you brought.")
    assert watch.errors == []


def test_more_than_fifty_pictures_are_not_dropped_in_silence(visit: tuple[Page, Watch]) -> None:
    page, _ = visit
    with page.expect_file_chooser() as chooser:
        page.click("#pick")
    chooser.value.set_files([file(f"{number}.png", b"x") for number in range(53)])
    expect(page.locator("#tried > li")).to_have_count(51)
    expect(page.locator("#tried > li").last).to_contain_text(
        "50 pictures at a time: 3 were left out"
    )
    expect(page.locator("#tried > li .refused")).to_have_count(51)


def test_what_was_refused_is_not_counted_as_decided(visit: tuple[Page, Watch]) -> None:
    page, _ = visit
    choose(page, file("one.png", picture(".png")), file("none.png", b"no picture"))
    expect(page.locator("#told")).to_have_text("1 of 2 pictures decided.")


def test_what_is_brought_later_is_counted_anew(visit: tuple[Page, Watch]) -> None:
    page, _ = visit
    for many in (2, 3):
        choose(page, *(file(f"{number}.png", b"no picture") for number in range(many)))
        expect(page.locator("#told")).to_have_text(f"0 of {many} pictures decided.")


def test_results_go_with_a_change_of_language_only_when_that_is_meant(
    visit: tuple[Page, Watch],
) -> None:
    page, _ = visit
    asked: list[str] = []

    def answer(yes: bool) -> None:
        def reply(dialog: Dialog) -> None:
            asked.append(dialog.message)
            (dialog.accept if yes else dialog.dismiss)()

        page.once("dialog", reply)

    choose(page, file("mine.png", picture(".png")))
    page.wait_for_selector("#tried .verdict")
    answer(yes=False)
    page.click("[data-language]")
    assert "kept nowhere" in asked[0]
    expect(page.locator("#tried .verdict")).to_have_count(1)
    answer(yes=True)
    page.click("[data-language]")
    expect(page.locator("html")).to_have_attribute("lang", "zh-Hans")
    expect(page.locator("#tried > li")).to_have_count(0)
    page.click("[data-language]")
    expect(page.locator("html")).to_have_attribute("lang", "en")
    assert len(asked) == 2
