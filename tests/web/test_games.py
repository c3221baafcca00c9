"""The game that a browser remembers is gone on with where it can be; else a new one begins."""

from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

import pytest
import time_machine

from tests.test_gallery import Shelf, gallery, works
from tests.web.callbacks.test_gallery import run
from whence.game import ROUNDS, Game
from whence.web import games
from whence.web.games import Games, as_sent, read, today
from whence.web.refusals import ForgedError
from whence.web.workers import Workers

TODAY = "2026-11-21"
NONSENSE: list[Any] = [None, 7, "x", [], {}, {"name": TODAY}, {"name": TODAY, "place": 99}]


@pytest.fixture(autouse=True)
def _today(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(games, "today", lambda: TODAY)


@pytest.fixture
def house() -> Games:
    return Games(gallery(works(60), Shelf()), Workers())


def opened(house: Games, kind: Any, game: Any, *, pressed: bool = False) -> Game:
    return run(house.open({"kind": kind, "game": game, "pressed": pressed}))


def guessed(house: Games, name: str, truth: str | None = None) -> dict[str, Any]:
    """What a browser keeps after the first guess; `truth` is said instead of the real one."""
    said = truth or run(house.painting(name, 0)).culture
    return Game(name=name, place=0).guess("Japan", "China", 0.8, said).model_dump(mode="json")


def test_a_game_goes_on_where_it_stood(house: Games) -> None:
    for kind, name in (("today", TODAY), ("more", "abcdefgh")):
        kept = guessed(house, name)
        assert opened(house, kind, kept).model_dump(mode="json") == kept


def finished(house: Games, name: str) -> dict[str, Any]:
    """What a browser keeps at the end."""
    game = Game(name=name, place=0)
    for place in range(ROUNDS):
        truth = run(house.painting(name, place)).culture
        game = game.at(place).guess("Japan", "China", 0.8, truth)
    return game.turn(ROUNDS).model_dump(mode="json")


def test_a_finished_game_stays_until_other_works_are_wanted(house: Games) -> None:
    drawn, daily = finished(house, "abcdefgh"), finished(house, TODAY)
    assert opened(house, "more", drawn).over
    assert opened(house, "more", drawn).name == "abcdefgh"
    assert opened(house, "more", drawn, pressed=True).name not in {"abcdefgh", TODAY}
    assert opened(house, "today", daily, pressed=True).over
    half = guessed(house, "abcdefgh")
    assert opened(house, "more", half, pressed=True).model_dump(mode="json") == half


def test_what_was_guessed_stays_though_its_picture_cannot_be_had_any_more(house: Games) -> None:
    lost = Shelf(missing={f"work-{number}" for number in range(60)})
    later = Games(gallery(works(60), lost), Workers())
    for kept in (guessed(house, "abcdefgh"), finished(house, "abcdefgh")):
        assert opened(later, "more", kept).model_dump(mode="json") == kept
    assert lost.asked == []


def test_a_game_of_each_kind_gives_way_to_the_other(house: Games) -> None:
    assert opened(house, "today", guessed(house, "abcdefgh")) == Game(name=TODAY, place=0)
    other = opened(house, "more", guessed(house, TODAY))
    assert not other.daily
    assert other.rounds == ()


def test_the_day_begins_at_the_same_moment_everywhere() -> None:
    with time_machine.travel(datetime(2026, 11, 21, 23, 30, tzinfo=ZoneInfo("America/New_York"))):
        assert today() == "2026-11-22"


def test_what_a_game_does_not_allow_was_not_sent_by_a_page() -> None:
    with pytest.raises(ForgedError, match="not been guessed"), as_sent():
        Game(name="abcdefgh", place=0).turn(1)


def test_yesterdays_game_gives_way_to_todays(house: Games) -> None:
    assert opened(house, "today", guessed(house, "2026-11-20")) == Game(name=TODAY, place=0)


def test_another_catalogues_game_begins_anew(house: Games) -> None:
    wrong = "China" if run(house.painting(TODAY, 0)).culture != "China" else "India"
    assert opened(house, "today", guessed(house, TODAY, wrong)) == Game(name=TODAY, place=0)


def test_ten_more_are_other_works_each_time(house: Games) -> None:
    names = {opened(house, "more", None).name for _ in range(3)}
    assert len(names) == 3
    assert TODAY not in names


@pytest.mark.parametrize("sent", [*NONSENSE, {"name": "2026-11-22", "place": 0}])
def test_what_is_no_game_is_refused_and_never_opened(house: Games, sent: Any) -> None:
    assert opened(house, "today", sent) == Game(name=TODAY, place=0)
    if sent != {"name": TODAY, "place": 99}:  # a game, if one that has no such place
        with pytest.raises(ForgedError):
            read(sent)


@pytest.mark.parametrize(
    ("name", "place"), [("2026-11-22", 0), (TODAY, 99), (TODAY, -1), ("x", 0), ("2026-02-30", 0)]
)
def test_there_is_no_painting_where_no_game_has_one(house: Games, name: str, place: int) -> None:
    with pytest.raises((ForgedError, LookupError)):
        run(house.painting(name, place))


def test_behind_the_last_painting_there_is_none_and_no_page_asks_for_it(house: Games) -> None:
    with pytest.raises(ForgedError, match="no further painting"):
        run(house.find("abcdefgh", 99))
