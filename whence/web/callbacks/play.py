"""The callbacks of the game's page: open a game, guess, go on; the browser remembers it."""

from typing import Any, Final

from dash import ClientsideFunction, Dash, Input, Output, State, ctx, html, no_update
from dash.exceptions import PreventUpdate

from whence.cultures import CULTURES
from whence.gallery import Gallery
from whence.game import ROUNDS, Game
from whence.museums.errors import MuseumError
from whence.painting import Painting
from whence.pictures import PictureError
from whence.web.components import ending, rounds
from whence.web.elements import Element
from whence.web.games import Games, as_sent, read
from whence.web.language import _
from whence.web.workers import Workers

TABLE: Final = (
    ("play-game", "data"),
    ("play-room", "className"),
    ("play-progress", "children"),
    ("play-wall", "children"),
    ("play-said", "children"),
    ("play-plaque", "children"),
    ("play-score", "children"),
    ("play-next", "children"),
    ("play-notice", "children"),
)
"""The game and, in the order of `rounds.View`, what shows it."""

WAYS: Final = ("play-choices", "play-next", "play-today", "play-more", "play-again")
"""What leads on, or to another game."""

CHOICES: Final = tuple(f"guess-{culture}" for culture in CULTURES)


class Playing:
    """One method a callback; whatever the browser sends is checked before it is used.

    What is no game, or one of a day to come, raises ForgedError.
    """

    def __init__(self, gallery: Gallery, games: Games, workers: Workers) -> None:
        self._gallery = gallery
        self._games = games
        self._workers = workers

    async def open(self, wanted: Any) -> tuple[Any, ...]:
        """Go on with the game that the browser remembers, or begin a new one."""
        return await self._table(await self._games.open(wanted))

    async def guess(self, *sent: Any) -> tuple[Any, ...]:
        """Take the visitor's guess, then ask the network."""
        game = read(sent[-1])
        painting = await self._games.painting(game.name, game.place)
        try:
            said = await self._workers.decide(self._gallery, painting)
        except (PictureError, MuseumError):
            return *[no_update] * (len(TABLE) - 1), _(rounds.LOST_UNSEEN)
        culture = str(ctx.triggered_id).removeprefix("guess-")
        with as_sent():
            game = game.guess(culture, said.label, said.confidence, painting.culture)
        return await self._table(game)

    async def turn(self, _clicks: Any, ready: Any, sent: Any) -> tuple[Any, ...]:
        """Hang the next painting, or end the game."""
        game = read(sent)
        place = game.place + 1
        with as_sent():
            turned = game.turn(place)
        if len(game.rounds) < ROUNDS:
            place = await self._games.find(game.name, await self._ready(ready, game) or place)
            turned = game.turn(place)
        return await self._table(turned)

    async def _ready(self, ready: Any, game: Game) -> int | None:
        """Return the place that was made ready for this game, None where it was another's."""
        match ready:
            case [game.name, int(place)] if place > game.place:
                await self._games.painting(game.name, place)
                return place
        return None

    async def make_ready(self, sent: Any) -> tuple[list[str | int] | None, Element | None]:
        """Decide what hangs, then fetch and decide the next, while the visitor looks.

        Return the game's name with the place that is ready.
        """
        game = read(sent)
        if game.over:
            raise PreventUpdate
        try:
            await self._decide(game, game.place)
            if game.number == ROUNDS:
                return None, None
            place = await self._games.find(game.name, game.place + 1)
            await self._decide(game, place)
        except (PictureError, MuseumError):
            return None, None
        return [game.name, place], html.Img(src=rounds.picture_address(game, place), alt="")

    async def _decide(self, game: Game, place: int) -> None:
        """Let the network judge what hangs at a place; raises PictureError and MuseumError."""
        painting = await self._games.painting(game.name, place)
        await self._workers.decide(self._gallery, painting)

    async def _table(self, game: Game) -> tuple[Any, ...]:
        """Return the game as the browser keeps it, and what shows it, as in `TABLE`."""
        return game.model_dump(mode="json"), *await self._view(game)

    async def _view(self, game: Game) -> rounds.View:
        if game.over:
            works = [await self._games.painting(game.name, each.place) for each in game.rounds]
            return ending.over(game, works)
        painting = await self._games.painting(game.name, game.place)
        notice = ""
        if self._gallery.instead(painting):
            notice = rounds.studies_notice(few=len(self._gallery.catalogue) < ROUNDS)
        wall = await self._wall(game, painting)
        if not game.answered:
            return rounds.guessing(game, wall, notice)
        museum = self._gallery.from_museum(painting)
        return rounds.answered(game, wall, painting, notice, museum=museum)

    async def _wall(self, game: Game, painting: Painting) -> Element:
        try:
            ratio = await self._workers.ratio(self._gallery, painting)
        except (PictureError, MuseumError):
            return rounds.lost(game)
        return rounds.frame(game, ratio, painting if game.answered else None)


def register(dash: Dash, playing: Playing) -> None:
    """Wire the game's components to `playing`, and the browser's memory to its script."""
    game = State("play-game", "data")
    # Whoever could press on would be led back by the late answer.
    closed = [(Output(each, "disabled"), True, False) for each in WAYS]
    dash.callback(
        *_table(),
        Input("play-wanted", "data"),
        running=closed,
        prevent_initial_call=True,
    )(playing.open)
    dash.callback(
        *_table(again=True),
        *(Input(choice, "n_clicks") for choice in CHOICES),
        game,
        running=closed,
        prevent_initial_call=True,
    )(playing.guess)
    dash.callback(
        *_table(again=True),
        Input("play-next", "n_clicks"),
        State("play-place", "data"),
        game,
        running=closed,
        prevent_initial_call=True,
    )(playing.turn)
    dash.callback(
        Output("play-place", "data"),
        Output("play-ahead", "children"),
        Input("play-game", "data"),
        prevent_initial_call=True,
    )(playing.make_ready)
    _register_memory(dash)


def _register_memory(dash: Dash) -> None:
    """Wire what the browser remembers to `assets/play.js`."""
    dash.clientside_callback(
        ClientsideFunction("play", "recall"),
        Output("play-wanted", "data"),
        Input("play-room", "id"),
        *(Input(button, "n_clicks") for button in ("play-today", "play-more", "play-again")),
    )
    dash.clientside_callback(
        ClientsideFunction("play", "keep"),
        Output("play-streak", "children"),
        Input("play-game", "data"),
        prevent_initial_call=True,
    )


def _table(*, again: bool = False) -> list[Output]:
    return [Output(*place, allow_duplicate=again) for place in TABLE]
