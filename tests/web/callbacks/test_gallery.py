"""The gallery's callbacks, called as Dash does, with what an honest browser would never send."""

import asyncio
import json
from collections.abc import Coroutine
from concurrent.futures import ThreadPoolExecutor
from typing import Any, NamedTuple, TypeVar

import pytest
from dash.exceptions import PreventUpdate
from plotly.io.json import to_json_plotly

from tests.test_gallery import STUDIES, Shelf, gallery, works
from whence.gallery import SEEN
from whence.web.callbacks.gallery import Hanging
from whence.web.workers import Workers

T = TypeVar("T")


def run(call: Coroutine[Any, Any, T]) -> T:
    """Await a call in a thread of its own; the browser of other tests keeps a loop in this one."""
    with ThreadPoolExecutor(1) as thread:
        return thread.submit(asyncio.run, call).result()


def hall(shelf: Shelf | None = None, count: int = 60) -> Hanging:
    return Hanging(gallery(works(count), shelf or Shelf()), Workers())


class Shown(NamedTuple):
    """What the browser is told when a painting hangs; parts of the room as text."""

    hung: str
    notice: Any
    wall: str
    plaque: str
    verdict: str
    bars: str
    seen: list[str]


def received(part: Any) -> str:
    """Return what the browser reads of a part of the room."""
    return str(json.loads(to_json_plotly(part)))


def pressed(hall: Hanging, ready: Any, seen: Any) -> Shown:
    hung, notice, *room, seen = run(hall.press(1, ready, seen))
    return Shown(hung, notice, *map(received, room), seen=seen)


def arrived(hall: Hanging, wanted: Any, seen: Any = None) -> Shown:
    hung, notice, *room, seen = run(hall.arrive(wanted, seen))
    return Shown(hung, notice, *map(received, room), seen=seen)


def test_a_press_hangs_the_painting_that_was_made_ready() -> None:
    shown = pressed(hall(), "work-7", ["work-1"])
    assert (shown.hung, shown.seen, shown.notice) == ("work-7", ["work-1", "work-7"], None)


@pytest.mark.parametrize("ready", [None, 7, {"id": "work-1"}, ["work-1"], "nobody", "work-1"])
def test_a_press_picks_one_itself_when_none_or_nonsense_is_ready(ready: Any) -> None:
    shown = pressed(hall(), ready, ["work-1"])
    assert shown.hung.startswith("work-")
    assert shown.hung != "work-1"


@pytest.mark.parametrize("seen", [None, 7, "work-1", {"a": 1}, [1, None, [], {}], ["x"] * 10_000])
def test_a_press_survives_any_memory(seen: Any) -> None:
    shown = pressed(hall(), None, seen)
    assert shown.seen[-1] == shown.hung
    assert len(shown.seen) <= SEEN


def test_a_press_says_so_when_a_study_hangs_instead() -> None:
    absent = Shelf(missing={f"work-{number}" for number in range(60)})
    shown = pressed(hall(absent), None, [])
    assert shown.hung in STUDIES
    assert "museum cannot be reached" in str(shown.notice)


def test_one_answer_holds_picture_plaque_verdict_and_bars() -> None:
    shown = pressed(hall(), "work-1", [])
    assert "/pictures/work-1" in shown.wall
    assert "The museum says" in shown.plaque
    assert "'className': 'verdict " in shown.verdict
    assert "'role': 'meter'" in shown.bars


def test_who_comes_by_an_address_sees_what_a_press_would_have_shown() -> None:
    one = hall()
    assert arrived(one, "work-1")[2:6] == pressed(one, "work-1", [])[2:6]


@pytest.mark.parametrize("asked", [None, 7, "nobody", ["work-1"], {"id": "work-1"}])
def test_nothing_hangs_for_an_id_that_is_none(asked: Any) -> None:
    one = hall()
    for step in (one.arrive(asked, []), one.resemble(asked)):
        with pytest.raises(PreventUpdate):
            run(step)


def test_what_hung_by_its_address_is_seen_and_does_not_come_at_once_again() -> None:
    one = hall(count=2)
    assert arrived(one, "work-1").seen == ["work-1"]
    assert arrived(one, "work-1", ["work-1", "work-0"]).seen == ["work-0", "work-1"]
    for _ in range(9):
        assert run(one.make_ready("work-1", True, ["work-1"]))[0] == "work-0"


def test_a_lost_picture_keeps_its_plaque_and_is_not_judged() -> None:
    absent = hall(Shelf(missing={"work-1"}))
    for shown in (pressed(absent, "work-1", []), arrived(absent, "work-1")):
        assert "cannot be had just now" in shown.wall
        assert "The museum says" in shown.plaque
        assert "visually-hidden" in shown.verdict
        assert shown.bars == "None"


def test_a_picture_that_was_lost_hangs_once_it_can_be_had() -> None:
    shelf = Shelf(missing={"work-1"})
    one = hall(shelf)
    assert "cannot be had just now" in arrived(one, "work-1").wall
    shelf.missing.clear()
    assert "/pictures/work-1" in arrived(one, "work-1").wall


def test_the_next_painting_is_decided_ahead() -> None:
    shelf = Shelf()
    one = hall(shelf, 3)
    ready, ahead = run(one.make_ready(None, True, ["work-0"]))
    assert f"/pictures/{ready}" in str(ahead)
    asked = len(shelf.asked)
    pressed(one, ready, [])
    assert len(shelf.asked) == asked


def test_resembling_works_are_those_already_seen() -> None:
    one = hall()
    for number in range(6):
        arrived(one, f"work-{number}")
    thumbnails = run(one.resemble("work-2"))[1]["props"]["children"]
    assert len(thumbnails) == 4
    assert all(link["props"]["href"] != "/painting/work-2" for link in thumbnails)
