"""Which game a visitor plays: the one that the browser remembers, or a new one."""

import random
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from string import ascii_lowercase
from typing import Any

from pydantic import ValidationError

from whence.dealing import Dealer
from whence.gallery import Gallery
from whence.game import Game
from whence.painting import Painting
from whence.shared import Shared
from whence.web.refusals import ForgedError
from whence.web.workers import Workers


def today() -> str:
    """Return the day in UTC, the same for everybody."""
    return datetime.now(UTC).date().isoformat()


def read(sent: Any) -> Game:
    """Return the game that a browser sent; raises ForgedError for none, or one of a day to come."""
    try:
        game = Game.model_validate(sent)
    except ValidationError:
        raise ForgedError("This is no game.") from None
    if game.daily and game.name > today():
        raise ForgedError("That day's paintings do not hang yet.")
    return game


@contextmanager
def as_sent() -> Iterator[None]:
    """Turn what a game does not allow into ForgedError: no page of ours offers it."""
    try:
        yield
    except ValueError as error:
        raise ForgedError(str(error)) from None


class Games:
    """Opens games and finds their paintings; keeps none."""

    def __init__(self, gallery: Gallery, workers: Workers, shared: Shared | None = None) -> None:
        self._workers = workers
        self._dealer = Dealer(gallery, shared)
        self._rng = random.SystemRandom()

    async def open(self, wanted: Any) -> Game:
        """Go on with the game that the browser remembers, or begin a new one."""
        game = await self._remembered(wanted) or self._new(wanted)
        if game.answered or game.over:
            return game
        return game.at(await self.find(game.name, game.place))

    async def find(self, name: str, start: int) -> int:
        """Return the first place from `start` on whose picture is at hand.

        Raises ForgedError where there is none: the built-in studies, dealt last, always are.
        """
        try:
            return await self._workers.fetch(self._dealer.find, name, start)
        except LookupError:
            raise ForgedError("This game deals no further painting.") from None

    async def painting(self, name: str, place: int) -> Painting:
        """Return the painting at a place of the game of that name.

        Raises ForgedError for what is no game or no place of it.
        """
        game = read({"name": name, "place": place})
        try:
            return await self._workers.compute(self._dealer.work, game.name, game.place)
        except LookupError:
            raise ForgedError("This game deals no such painting.") from None

    async def _remembered(self, wanted: Any) -> Game | None:
        """Return the game that the browser kept, None where it is no good for what is wanted."""
        try:
            game = read(wanted["game"])
            labels = [(await self.painting(game.name, each.place)).culture for each in game.rounds]
            if not game.over:
                await self.painting(game.name, game.place)
        except (LookupError, TypeError, ValueError):
            return None
        # Another catalogue hangs other works under the same name.
        fits = labels == [each.truth for each in game.rounds]
        played = wanted.get("pressed") and game.over and not game.daily
        wants = game.name == today() if wanted.get("kind") == "today" else not game.daily
        return game if fits and wants and not played else None

    def _new(self, wanted: Any) -> Game:
        more = isinstance(wanted, dict) and wanted.get("kind") == "more"
        letters = "".join(self._rng.choices(ascii_lowercase, k=8))
        return Game(name=letters if more else today(), place=0)
