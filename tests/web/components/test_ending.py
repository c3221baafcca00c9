"""Who has won is said as it is."""

import pytest

from tests.test_gallery import STUDIES
from whence.game import ROUNDS, Game, Round
from whence.web.components.ending import over

WORKS = list(STUDIES)[:ROUNDS]


def ended(name: str, yours: int, networks: int) -> str:
    """What is said after a game in which so many guesses of each were right."""
    rounds = [
        Round(
            place=at,
            guess="Japan" if at < yours else "India",
            network="Japan" if at < networks else "India",
            sure=0.9,
            truth="Japan",
        )
        for at in range(ROUNDS)
    ]
    return str(over(Game(name=name, place=ROUNDS - 1, rounds=tuple(rounds)), WORKS))


@pytest.mark.parametrize(
    ("yours", "networks", "said"),
    [(8, 5, "You win."), (5, 8, "The network wins."), (7, 7, "A draw."), (0, 0, "A draw.")],
)
def test_the_winner_is_who_guessed_more(yours: int, networks: int, said: str) -> None:
    page = ended("abcdefgh", yours, networks)
    assert said in page
    assert sum(other in page for other in ("You win.", "The network wins.", "A draw.")) == 1
    assert f"{yours}/{ROUNDS} (network {networks}/{ROUNDS})" in page


def test_of_the_days_ten_it_is_said_when_the_next_hang() -> None:
    assert "from midnight, UTC" in ended("2026-11-21", 3, 4)
    assert "from midnight" not in ended("abcdefgh", 3, 4)
