"""The gallery's callbacks: one press, one answer.

choose → hang, label and judge → what it resembles, and the next one made ready.
"""

from collections.abc import Callable
from typing import Any, Final

from dash import ClientsideFunction, Dash, Input, Output, State, ctx, no_update
from dash.exceptions import PreventUpdate

from whence.classifier import Prediction
from whence.feedback import Correction, FeedbackError
from whence.gallery import SEEN, Gallery
from whence.museums.errors import MuseumError
from whence.painting import Painting
from whence.pictures import PictureError
from whence.web.components import hanging
from whence.web.components.bars import bars
from whence.web.components.drawn import Drawn
from whence.web.elements import Element
from whence.web.language import _
from whence.web.workers import Workers

ROOM: Final = tuple((part, "children") for part in ("wall", "plaque", "verdict", "bars"))
"""What shows a painting, in the order in which it is drawn."""

WAITING: Final = [
    (Output("room", "className"), "room waiting", "room"),
    (Output("show", "disabled"), True, False),
]
"""How the page looks while a painting is on its way, and afterwards."""

SENDING: Final = [
    (Output(button, "disabled"), True, False) for button in ("wrong-label", "disagree")
]
"""A correction is sent once, however often its button is pressed meanwhile."""


class Hanging:
    """One method a callback; whatever the browser sends is checked before it is used."""

    def __init__(
        self, gallery: Gallery, keep: Callable[[Correction], None], workers: Workers
    ) -> None:
        self._gallery = gallery
        self._keep = keep
        self._workers = workers
        self._drawn = Drawn()

    async def press(self, _clicks: Any, ready: Any, seen: Any) -> tuple[Any, ...]:
        """Hang the painting that was made ready, or one picked now."""
        ids = _remembered(seen)
        painting = self._find(ready) if ready not in ids else None
        if painting is None:
            painting = await self._workers.choose(self._gallery, ids)
        notice = hanging.studies_notice() if self._gallery.instead(painting) else None
        shown = await self._shown(painting)
        return painting.id, notice, *shown, _with(ids, painting.id)

    async def arrive(self, wanted: Any, seen: Any) -> tuple[Any, ...]:
        """Hang the painting whose address the visitor came by, or that hung before a reload."""
        painting = self._hung(wanted)
        shown = await self._shown(painting)
        return painting.id, None, *shown, _with(_remembered(seen), painting.id)

    async def resemble(self, hung: Any) -> list[Element]:
        """Find the nearest works."""
        painting = self._hung(hung)
        try:
            await self._workers.decide(self._gallery, painting)
            works = await self._workers.compute(self._gallery.resembling, painting)
        except (PictureError, MuseumError):
            return []
        return hanging.similar(works)

    async def correct(
        self, _wrong: Any, _other: Any, note: Any, hung: Any, said: Any
    ) -> tuple[Element, Any]:
        """Keep what the visitor says against the label or the network; without a new word once.

        Return what is said to that, which names the painting that it is about.
        """
        painting = self._hung(hung)
        kind = {"wrong-label": "label is wrong", "disagree": "I disagree"}[ctx.triggered_id]
        words = note if isinstance(note, str) else ""
        before, this = _remembered(said), f"{kind}: {painting.id}"
        try:
            if words.strip() or this not in before:
                prediction = await self._workers.decide(self._gallery, painting)
                correction = Correction.of(painting.id, prediction, kind, words)
                await self._workers.write(self._keep, correction)
        except FeedbackError as error:
            return hanging.said(_(str(error)), painting), no_update
        except (PictureError, MuseumError):
            return hanging.said(_(hanging.LOST), painting), no_update
        thanks = _("Thank you. It is kept, without your name, for the next training.")
        return hanging.said(thanks, painting, kept=True), _with(before, this)

    async def make_ready(self, _hung: Any, _bare: Any, seen: Any) -> tuple[str, Element]:
        """Fetch, decide and draw the next painting while the visitor looks at this one."""
        painting = await self._workers.choose(self._gallery, _remembered(seen))
        await self._shown(painting)
        return painting.id, hanging.ahead(painting)

    async def _shown(self, painting: Painting) -> list[Any]:
        """Return the picture, its plaque, the network's answer and its bars, as in `ROOM`."""
        drawn = self._drawn.get(painting)
        if drawn is not None:
            return drawn
        try:
            prediction = await self._workers.decide(self._gallery, painting)
            ratio = await self._workers.ratio(self._gallery, painting)
        except (PictureError, MuseumError):
            return [hanging.lost_picture(), self._plaque(painting), hanging.no_verdict(), None]
        return self._drawn.keep(painting, self._draw(painting, ratio, prediction))

    def _draw(self, painting: Painting, ratio: float, prediction: Prediction) -> list[Any]:
        return [
            hanging.frame(painting, ratio),
            self._plaque(painting),
            hanging.verdict(painting, prediction, from_museum=self._gallery.from_museum(painting)),
            bars(painting, prediction),
        ]

    def _plaque(self, painting: Painting) -> Element:
        return hanging.plaque(painting, from_museum=self._gallery.from_museum(painting))

    def _find(self, painting_id: Any) -> Painting | None:
        return self._gallery.get(painting_id) if isinstance(painting_id, str) else None

    def _hung(self, hung: Any) -> Painting:
        painting = self._find(hung)
        if painting is None:
            raise PreventUpdate
        return painting


def register(dash: Dash, hall: Hanging) -> None:
    """Wire the gallery page's components to `hall`, and its memory to `assets/hung.js`."""
    dash.callback(
        *_room(),
        Input("show", "n_clicks"),
        State("next", "data"),
        State("seen", "data"),
        running=WAITING,
        prevent_initial_call=True,
    )(hall.press)
    dash.callback(
        *_room(again=True),
        Input("wanted", "data"),
        State("seen", "data"),
        running=WAITING,
        prevent_initial_call=True,
    )(hall.arrive)
    _register_what_follows(dash, hall)
    _register_memory(dash)


def _register_what_follows(dash: Dash, hall: Hanging) -> None:
    """Wire what comes once a painting hangs, and what a visitor says of it."""
    hung = Input("hung", "data")
    ready = (Output("next", "data"), Output("ahead", "children"))
    dash.callback(
        *ready, hung, Input("bare", "data"), State("seen", "data"), prevent_initial_call=True
    )(hall.make_ready)
    dash.callback(Output("similar", "children"), hung, prevent_initial_call=True)(hall.resemble)
    dash.callback(
        Output("thanks", "children"),
        Output("said", "data"),
        Input("wrong-label", "n_clicks"),
        Input("disagree", "n_clicks"),
        State("note", "value"),
        State("hung", "data"),
        State("said", "data"),
        running=SENDING,
        prevent_initial_call=True,
    )(hall.correct)


def _register_memory(dash: Dash) -> None:
    dash.clientside_callback(
        ClientsideFunction("hung", "recall"),
        Output("wanted", "data"),
        Output("bare", "data"),
        Input("asked", "data"),
    )
    dash.clientside_callback(
        ClientsideFunction("hung", "keep"),
        Input("hung", "data"),
        State("asked", "data"),
        prevent_initial_call=True,
    )
    dash.clientside_callback(
        ClientsideFunction("hung", "hear"),
        Input("thanks", "children"),
        State("hung", "data"),
        prevent_initial_call=True,
    )


def _room(*, again: bool = False) -> list[Output]:
    """Return what hanging a painting changes, last the browser's memory of what it has seen."""
    places = (("hung", "data"), ("notice", "children"), *ROOM, ("seen", "data"))
    return [Output(*place, allow_duplicate=again) for place in places]


def _remembered(kept: Any) -> list[str]:
    """Return the last that the browser remembers; what is no text is left out."""
    return [one for one in kept[-SEEN:] if isinstance(one, str)] if isinstance(kept, list) else []


def _with(remembered: list[str], this: str) -> list[str]:
    """Return what the browser is to remember, `this` as the last of it."""
    return [*(one for one in remembered if one != this), this][-SEEN:]
