from typing import Any

import pytest
from pydantic import ValidationError

from whence.game import ROUNDS, Game, order, squares

IDS = [f"work-{number}" for number in range(200)]


def played(count: int = ROUNDS, name: str = "2026-11-21") -> Game:
    """A game of `count` guesses, all "Japan"; the network says "China", which every label says."""
    game = Game(name=name, place=0)
    for number in range(count):
        game = game.guess("Japan", "China", 0.9, "China" if number % 3 else "Japan")
        if number < count - 1:
            game = game.turn(game.place + 1)
    return game


def test_a_day_deals_the_same_works_on_every_machine() -> None:
    assert order("2026-11-21", IDS, 4) == ["work-145", "work-125", "work-57", "work-88"]
    assert order("2026-11-21", reversed(IDS), 4) == order("2026-11-21", IDS, 4)
    assert order("2026-11-22", IDS, 4) != order("2026-11-21", IDS, 4)


def test_a_new_work_takes_at_most_its_own_place() -> None:
    before = order("2026-11-21", IDS, 30)
    after = order("2026-11-21", [*IDS, "work-new"], 30)
    assert [each for each in after if each != "work-new"] == before[: 30 - ("work-new" in after)]


def test_over_many_days_every_work_is_dealt_about_as_often() -> None:
    dealt = [each for day in range(400) for each in order(f"day {day}", IDS, ROUNDS)]
    counts = [dealt.count(each) for each in IDS]
    assert sum(counts) == 400 * ROUNDS
    assert 5 <= min(counts) <= max(counts) <= 45  # 20 each; five standard deviations are 22


def test_a_small_catalogue_deals_all_that_it_has() -> None:
    assert sorted(order("2026-11-21", IDS[:3], 10)) == IDS[:3]


def test_the_score_is_counted_from_what_was_said_and_what_is_true() -> None:
    game = played(4)
    assert game.yours == [True, False, False, True]
    assert game.networks == [False, True, True, False]
    assert squares(game.yours) == "🟩🟥🟥🟩"
    unsure = Game(name="abcdefgh", place=0).guess("Japan", "China", 0.3, "China")
    assert unsure.networks == [True]  # its likeliest counts, however sure


def test_a_game_goes_from_painting_to_painting_to_its_end() -> None:
    game = Game(name="abcdefgh", place=3)
    assert (game.daily, game.number, game.answered, game.over) == (False, 1, False, False)
    game = game.guess("India", "India", 1, "Japan")
    assert (game.number, game.answered) == (1, True)
    game = game.turn(5)
    assert (game.number, game.answered, game.place) == (2, False, 5)
    last = played()
    assert (last.daily, last.number, last.answered, last.over) == (True, ROUNDS, True, False)
    end = last.turn(last.place + 1)
    assert (end.number, end.answered, end.over) == (ROUNDS, False, True)


def test_nobody_guesses_twice_or_goes_on_without_a_guess() -> None:
    game = played(1)
    with pytest.raises(ValueError, match="guessed already"):
        game.guess("China", "China", 1, "China")
    with pytest.raises(ValueError, match="not been guessed"):
        game.turn(game.place)
    with pytest.raises(ValueError, match="not been guessed"):
        Game(name="abcdefgh", place=0).turn(1)
    with pytest.raises(ValueError, match="guessed already"):
        played().turn(99).guess("China", "China", 1, "China")
    with pytest.raises(ValueError, match="culture"):
        Game(name="abcdefgh", place=0).guess("Atlantis", "China", 1, "China")


def test_what_a_browser_kept_comes_back_the_same() -> None:
    game = played(4)
    assert Game.model_validate(game.model_dump(mode="json")) == game


GOOD: dict[str, Any] = played(2).model_dump(mode="json")
ROUND: dict[str, Any] = GOOD["rounds"][0]


@pytest.mark.parametrize(
    "sent",
    [
        None,
        7,
        [],
        {},
        "2026-11-21",
        GOOD | {"name": "2026-02-30"},
        GOOD | {"name": "٢٠٢٦-11-21"},
        GOOD | {"name": "../../app"},
        GOOD | {"name": "abcdefgh\n"},
        GOOD | {"name": ""},
        GOOD | {"place": -1},
        GOOD | {"place": 100},
        GOOD | {"place": "1"},
        GOOD | {"place": True},
        GOOD | {"place": 0},
        GOOD | {"more": 1},
        GOOD | {"rounds": 7},
        GOOD | {"rounds": [ROUND, ROUND]},
        GOOD | {"rounds": [ROUND | {"more": 1}]},
        GOOD | {"rounds": [ROUND | {"guess": "Atlantis"}]},
        GOOD | {"rounds": [ROUND | {"truth": ["Japan"]}]},
        GOOD | {"rounds": [ROUND | {"truth": "Atlantis"}]},
        GOOD | {"rounds": [ROUND | {"network": "Atlantis"}]},
        GOOD | {"rounds": GOOD["rounds"][::-1]},
        GOOD | {"rounds": [ROUND | {"sure": float("nan")}]},
        GOOD | {"rounds": [ROUND | {"sure": 2}]},
        GOOD | {"rounds": [ROUND | {"sure": -0.1}]},
        GOOD | {"rounds": [ROUND | {"place": place} for place in range(11)], "place": 20},
    ],
)
def test_what_is_no_game_is_refused(sent: Any) -> None:
    with pytest.raises(ValueError, match="validation error"):
        Game.model_validate(sent)


def test_of_a_long_forged_game_only_the_first_mistake_is_gathered() -> None:
    with pytest.raises(ValidationError) as found:
        Game.model_validate(GOOD | {"rounds": [{}] * 5000})
    assert found.value.error_count() < 10
