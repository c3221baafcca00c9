"""A game of ten: which works are dealt, what was guessed, who is ahead; no clock, no pictures."""

import heapq
from collections.abc import Iterable
from datetime import date
from hashlib import blake2b
from typing import Annotated, Any, Final, Self

from pydantic import AfterValidator, BaseModel, ConfigDict, Field, model_validator

from whence.cultures import CULTURES

ROUNDS: Final = 10

MOST_PLACES: Final = 100
"""Works that one game may deal, those that could not be had included."""


def order(name: str, ids: Iterable[str], count: int) -> list[str]:
    """Return `count` of `ids` as the game of that name deals them, the same on every machine.

    Each work has its own rank in each game: a work more or less in the catalogue changes nothing
    else.
    """
    return heapq.nsmallest(count, ids, key=lambda each: _rank(name, each))


def _rank(name: str, painting_id: str) -> tuple[bytes, str]:
    return blake2b(f"{name} {painting_id}".encode(), digest_size=8).digest(), painting_id


def squares(outcomes: Iterable[bool]) -> str:
    """Return one green or red square an answer."""
    return "".join("🟩" if right else "🟥" for right in outcomes)


def _known(culture: str) -> str:
    if culture not in CULTURES:
        raise ValueError("There is no such culture.")
    return culture


def _dated_or_drawn(name: str) -> str:
    if name[0].isdigit():
        date.fromisoformat(name)
    return name


Culture = Annotated[str, AfterValidator(_known)]
Name = Annotated[
    str,
    Field(pattern=r"^(?:[0-9]{4}-[0-9]{2}-[0-9]{2}|[a-z]{8})$"),
    AfterValidator(_dated_or_drawn),
]
Place = Annotated[int, Field(ge=0, lt=MOST_PLACES, strict=True)]


class Round(BaseModel):
    """One painting, named by its place in the game's order, and what was said of it.

    `network` is the network's likeliest answer, `sure` its probability (0 to 1).
    """

    model_config = ConfigDict(frozen=True, extra="forbid")

    place: Place
    guess: Culture
    network: Culture
    sure: float = Field(ge=0, le=1)
    truth: Culture


class Game(BaseModel):
    """Where a game stands. Made of anything a browser sends by `model_validate`.

    `name` is a day (2026-11-21) or eight drawn letters: it says which works are dealt in which
    order. `place` is where in that order the painting on the wall is. Raises ValueError (pydantic's
    own) for what can be no game.
    """

    model_config = ConfigDict(frozen=True, extra="forbid")

    name: Name
    place: Place
    # Nobody reads what else is wrong with a game, and of many rounds to gather it takes long.
    rounds: tuple[Round, ...] = Field(default=(), max_length=ROUNDS, fail_fast=True)

    @model_validator(mode="after")
    def _in_order(self) -> Self:
        places = [each.place for each in self.rounds]
        if places != sorted(set(places)) or any(place > self.place for place in places):
            raise ValueError("The rounds are not in the order of the game.")
        return self

    @property
    def daily(self) -> bool:
        """Tell the game of a day from one that was drawn."""
        return self.name[0].isdigit()

    @property
    def answered(self) -> bool:
        """Tell whether the painting on the wall has been guessed."""
        return bool(self.rounds) and self.rounds[-1].place == self.place

    @property
    def over(self) -> bool:
        """Tell whether all was guessed and the last painting has been taken down."""
        return len(self.rounds) == ROUNDS and not self.answered

    @property
    def number(self) -> int:
        """Return which painting is on the wall, from 1."""
        return min(len(self.rounds) + (not self.answered), ROUNDS)

    @property
    def yours(self) -> list[bool]:
        """Return which of the visitor's guesses were right."""
        return [each.guess == each.truth for each in self.rounds]

    @property
    def networks(self) -> list[bool]:
        """Return which of the network's answers were right; its likeliest counts, however sure."""
        return [each.network == each.truth for each in self.rounds]

    def guess(self, culture: Any, network: str, sure: float, truth: str) -> Self:
        """Return the game after a guess; raises ValueError for a second one or no culture."""
        if self.answered or self.over:
            raise ValueError("This painting has been guessed already.")
        said = {"guess": culture, "network": network, "sure": sure, "truth": truth}
        return self._with(rounds=[*self.rounds, {"place": self.place, **said}])

    def turn(self, place: int) -> Self:
        """Return the game with the work at `place` on the wall, or its end after the last one.

        Raises ValueError before the guess or for a place that is not further on.
        """
        if not self.answered or place <= self.place:
            raise ValueError("This painting has not been guessed yet.")
        return self.at(place)

    def at(self, place: int) -> Self:
        """Return the game with another work on the wall, in place of one that cannot be had."""
        return self._with(place=place)

    def _with(self, **changes: Any) -> Self:
        return self.model_validate(self.model_dump() | changes)
