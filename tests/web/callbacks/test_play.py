"""The game's callbacks, with what an honest browser would never send."""

from types import SimpleNamespace
from typing import Any

import pytest
import requests
from dash import no_update
from dash.exceptions import PreventUpdate

from tests.browsing import Served
from tests.test_gallery import STUDIES, Shelf, gallery, works
from tests.web.callbacks.test_gallery import run
from whence.game import ROUNDS
from whence.painting import Painting
from whence.web import games
from whence.web.callbacks import play as playing
from whence.web.callbacks.play import TABLE, Playing
from whence.web.games import Games
from whence.web.refusals import ForgedError
from whence.web.workers import Workers

TODAY = "2026-11-21"
NONSENSE: list[Any] = [None, 7, "x", [], {}, {"name": "2026-11-21"}, {"name": TODAY, "place": 99}]

Table = dict[str, Any]


@pytest.fixture(autouse=True)
def _today(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(games, "today", lambda: TODAY)


def table(outputs: tuple[Any, ...]) -> Table:
    """What a callback sends, by the component that shows it."""
    return {name: value for (name, _), value in zip(TABLE, outputs, strict=True)}


def game(shelf: Shelf | None = None, count: int = 60) -> Playing:
    hung, workers = gallery(works(count), shelf or Shelf()), Workers()
    return Playing(hung, Games(hung, workers), workers)


def dealt(place: int) -> Painting:
    """The painting at a place of today's game."""
    return run(Games(gallery(works(60), Shelf()), Workers()).painting(TODAY, place))


def begun(play: Playing, kind: str = "today") -> Table:
    return table(run(play.open({"kind": kind, "game": None, "pressed": False})))


@pytest.fixture
def guess(monkeypatch: pytest.MonkeyPatch) -> Any:
    def press(play: Playing, culture: str, sent: Any) -> Table:
        pressed = SimpleNamespace(triggered_id=f"guess-{culture}")
        monkeypatch.setattr(playing, "ctx", pressed)
        return table(run(play.guess(1, None, None, None, sent)))

    return press


def played(play: Playing, guess: Any, state: Any, rounds: int = ROUNDS) -> Any:
    """Guess and go on until `rounds` are guessed and the last is taken down."""
    for _ in range(rounds):
        state = guess(play, "Japan", state)["play-game"]
        state = table(run(play.turn(1, None, state)))["play-game"]
    return state


def test_todays_ten_is_the_same_for_everybody_and_ten_more_are_not() -> None:
    first, second = begun(game()), begun(game())
    assert first["play-game"] == second["play-game"] == {"name": TODAY, "place": 0, "rounds": []}
    more = [begun(game(), "more")["play-game"]["name"] for _ in range(2)]
    assert len({TODAY, *more}) == 3


def test_before_the_guess_nothing_tells_which_work_it_is() -> None:
    play = game()
    shown = begun(play)
    work = dealt(0)
    ready = run(play.make_ready(shown["play-game"]))
    sent = f"{shown} {ready}"
    assert f"/play/pictures/{TODAY}/0" in sent
    for secret in (work.id, work.title, work.artist, "work-", "right", "wrong", "sure"):
        assert secret not in sent, secret


def test_a_guess_brings_both_answers_the_truth_and_the_score(guess: Any) -> None:
    play = game()
    work = dealt(0)
    shown = guess(play, work.culture, begun(play)["play-game"])
    (answer,) = shown["play-game"]["rounds"]
    assert answer["truth"] == answer["guess"] == work.culture
    networks = int(answer["network"] == work.culture)
    assert f"1 : {networks}" in str(shown["play-score"])
    assert f"The museum says {work.culture}." in str(shown["play-said"])
    assert work.title in str(shown["play-plaque"])
    assert shown["play-room"] == "room game answered"


def test_the_score_is_what_the_server_counted(guess: Any) -> None:
    play = game()
    shown = guess(play, "Japan", begun(play)["play-game"])
    assert "0 : " in str(shown["play-score"])
    with pytest.raises(ValueError, match="guessed already"):
        guess(play, "America", shown["play-game"])


def test_ten_rounds_end_with_a_result_that_copies_without_names(guess: Any) -> None:
    play = game()
    state = played(play, guess, begun(play)["play-game"])
    assert len(state["rounds"]) == ROUNDS
    again = table(run(play.open({"kind": "today", "game": state, "pressed": True})))
    assert again["play-game"] == state
    assert again["play-room"] == "room game over"
    assert f"Whence {TODAY} · 0/10 (network " in str(again["play-plaque"])
    assert str(again["play-plaque"]).count("🟥") >= ROUNDS
    assert "work-" not in str(again["play-plaque"])
    assert str(again["play-wall"]).count("/painting/work-") == ROUNDS


def test_a_game_goes_on_after_a_reload_where_it_stood(guess: Any) -> None:
    play = game()
    state = played(play, guess, begun(play)["play-game"], 3)
    for kept in (state, guess(play, "China", state)["play-game"]):
        back = table(run(play.open({"kind": "today", "game": kept, "pressed": False})))
        assert back["play-game"] == kept


def test_a_finished_ten_more_begins_anew_when_its_button_is_pressed(guess: Any) -> None:
    play = game()
    more = played(play, guess, begun(play, "more")["play-game"])
    reloaded, pressed = (
        table(run(play.open({"kind": "more", "game": more, "pressed": by_hand})))["play-game"]
        for by_hand in (False, True)
    )
    assert reloaded == more
    assert pressed["rounds"] == []


@pytest.mark.parametrize("sent", [*NONSENSE, {"name": "2026-11-22", "place": 0}])
def test_what_is_no_game_is_refused_and_never_opened(sent: Any, guess: Any) -> None:
    play = game()
    for wanted in (sent, {"game": sent}, {"kind": "today", "game": sent}, {"kind": sent}):
        assert table(run(play.open(wanted)))["play-game"]["rounds"] == []
    with pytest.raises(ForgedError):
        guess(play, "Japan", sent)
    with pytest.raises(ForgedError):
        run(play.turn(1, sent, sent))
    with pytest.raises(ForgedError):
        run(play.make_ready(sent))


def test_a_step_that_no_page_offers_is_forged(guess: Any) -> None:
    play = game()
    state = begun(play)["play-game"]
    with pytest.raises(ForgedError, match="not been guessed"):
        run(play.turn(1, None, state))
    state = guess(play, "Japan", state)["play-game"]
    with pytest.raises(ForgedError, match="guessed already"):
        guess(play, "Japan", state)
    with pytest.raises(ForgedError):
        guess(play, "Atlantis", begun(play)["play-game"])


@pytest.mark.parametrize(
    ("ready", "place"),
    [
        ([TODAY, 7], 7),
        ([TODAY, 99], None),
        *((each, 1) for each in (-1, 0, 99, 3.5, True, 7)),
        *(([TODAY, each], 1) for each in (-1, 0, 3.5, "7", None)),
        *((each, 1) for each in (["abcdefgh", 7], [TODAY], [TODAY, 7, 7], [[], 7], *NONSENSE)),
    ],
)
def test_what_was_made_ready_is_believed_only_if_it_can_be_and_is_of_this_game(
    ready: Any, place: int | None, guess: Any
) -> None:
    play = game()
    state = guess(play, "Japan", begun(play)["play-game"])["play-game"]
    if place is None:
        with pytest.raises(ForgedError):
            run(play.turn(1, ready, state))
    else:
        assert table(run(play.turn(1, ready, state)))["play-game"]["place"] == place


def test_the_next_painting_is_fetched_and_decided_ahead(guess: Any) -> None:
    shelf = Shelf()
    play = game(shelf)
    state = begun(play)["play-game"]
    ready, picture = run(play.make_ready(state))
    assert ready == [TODAY, 1]
    assert picture.src == f"/play/pictures/{TODAY}/1"
    asked = len(shelf.asked)
    guess(play, "Japan", state)
    assert len(shelf.asked) == asked
    last = played(play, guess, state, ROUNDS - 1)
    assert run(play.make_ready(last)) == (None, None)
    over = played(play, guess, last, 1)
    with pytest.raises(PreventUpdate):
        run(play.make_ready(over))


def test_without_the_museum_studies_are_played_and_it_is_said_so(guess: Any) -> None:
    play = game(Shelf(missing={f"work-{number}" for number in range(60)}))
    shown = begun(play)
    assert dealt(shown["play-game"]["place"]).id in STUDIES
    assert "museum cannot be reached" in shown["play-notice"]
    assert "in the manner of" in str(guess(play, "Japan", shown["play-game"])["play-said"])


def test_where_few_works_hang_the_museum_is_not_blamed_for_the_studies(guess: Any) -> None:
    play = game(count=2)
    state = begun(play)
    assert state["play-notice"] == ""
    state = played(play, guess, state["play-game"], 2)
    shown = guess(play, "Japan", state)
    assert shown["play-notice"].startswith("Few works hang here")


def test_a_picture_lost_before_the_guess_costs_nothing(guess: Any) -> None:
    shelf = Shelf()
    play = game(shelf)
    state = begun(play)["play-game"]
    shelf.missing = {f"work-{number}" for number in range(60)}
    shown = guess(play, "Japan", state)
    assert "cannot be had just now" in shown["play-notice"]
    assert shown["play-game"] is no_update


@pytest.mark.parametrize(
    "path", ["2999-01-01/0", f"{TODAY}/99", f"{TODAY}/-1", "x/0", "abcdefgh/40", "2026-02-30/0"]
)
def test_pictures_of_no_game_are_not_found(gallery: Served, path: str) -> None:
    assert requests.get(f"{gallery.url}/play/pictures/{path}", timeout=10).status_code == 404


def test_a_picture_is_the_works_own_and_names_it_nowhere(gallery: Served) -> None:
    reply = requests.get(f"{gallery.url}/play/pictures/abcdefgh/0", timeout=10)
    assert reply.headers["content-type"] == "image/webp"
    assert "study" not in str(reply.headers)
    again = requests.get(reply.url, headers={"If-None-Match": reply.headers["etag"]}, timeout=10)
    assert again.status_code == 304


@pytest.mark.parametrize("sent", NONSENSE)
def test_a_forged_call_is_answered_with_400(gallery: Served, sent: Any) -> None:
    layout = requests.get(f"{gallery.url}/_dash-dependencies", timeout=10).json()
    call = next(each for each in layout if each["inputs"][0]["id"] == "guess-America")
    body = {
        "output": call["output"],
        "outputs": [{"id": name, "property": place} for name, place in TABLE],
        "inputs": [each | {"value": 1} for each in call["inputs"]],
        "state": [each | {"value": sent} for each in call["state"]],
        "changedPropIds": ["guess-America.n_clicks"],
    }
    reply = requests.post(f"{gallery.url}/_dash-update-component", json=body, timeout=10)
    assert reply.status_code == 400, reply.text
    assert "Traceback" not in reply.text


def test_a_picture_that_is_lost_by_now_makes_nothing_ready() -> None:
    shelf = Shelf()
    play = game(shelf)
    state = begun(play)["play-game"]
    shelf.missing = {work.id for work in works(60)}
    assert run(play.make_ready(state)) == (None, None)
