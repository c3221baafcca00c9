"""The gallery's callbacks: one press, one answer.

choose → hang, label and judge → what it resembles, and the next one made ready.
"""

from typing import Any, Final

from dash import ClientsideFunction, Dash, Input, Output, State
from dash.exceptions import PreventUpdate

from whence.classifier import Prediction
from whence.gallery import Gallery
from whence.museums.errors import MuseumError
from whence.painting import Painting
from whence.pictures import PictureError
from whence.web.callbacks.memory import and_last, remembered
from whence.web.components import hanging
from whence.web.components.bars import bars
from whence.web.components.drawn import Drawn
from whence.web.elements import Element
from whence.web.workers import Workers

ROOM: Final = tuple((part, "children") for part in ("wall", "plaque", "verdict", "bars"))
"""What shows a painting, in the order in which it is drawn."""

WAITING: Final = [
    (Output("room", "className"), "room waiting", "room"),
    (Output("show", "disabled"), True, False),
]
"""How the page looks while a painting is on its way, and afterwards."""


class Hanging:
    """One method a callback; whatever the browser sends is checked before it is used."""

    def __init__(self, gallery: Gallery, workers: Workers) -> None:
        self._gallery = gallery
        self._workers = workers
        self._drawn = Drawn()

    async def press(self, _clicks: Any, ready: Any, seen: Any) -> tuple[Any, ...]:
        """Hang the painting that was made ready, or one picked now."""
        ids = remembered(seen)
        painting = self._find(ready) if ready not in ids else None
        if painting is None:
            painting = await self._workers.choose(self._gallery, ids)
        notice = hanging.studies_notice() if self._gallery.instead(painting) else None
        shown = await self._shown(painting)
        return painting.id, notice, *shown, and_last(ids, painting.id)

    async def arrive(self, wanted: Any, seen: Any) -> tuple[Any, ...]:
        """Hang the painting whose address the visitor came by, or that hung before a reload."""
        painting = self._hung(wanted)
        shown = await self._shown(painting)
        return painting.id, None, *shown, and_last(remembered(seen), painting.id)

    async def resemble(self, hung: Any) -> list[Element]:
        """Find the nearest works."""
        painting = self._hung(hung)
        try:
            await self._workers.decide(self._gallery, painting)
            works = await self._workers.compute(self._gallery.resembling, painting)
        except (PictureError, MuseumError):
            return []
        return hanging.similar(works)

    async def make_ready(self, _hung: Any, _bare: Any, seen: Any) -> tuple[str, Element]:
        """Fetch, decide and draw the next painting while the visitor looks at this one."""
        painting = await self._workers.choose(self._gallery, remembered(seen))
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
    """Wire what comes once a painting hangs."""
    hung = Input("hung", "data")
    ready = (Output("next", "data"), Output("ahead", "children"))
    dash.callback(
        *ready, hung, Input("bare", "data"), State("seen", "data"), prevent_initial_call=True
    )(hall.make_ready)
    dash.callback(Output("similar", "children"), hung, prevent_initial_call=True)(hall.resemble)


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


def _room(*, again: bool = False) -> list[Output]:
    """Return what hanging a painting changes, last the browser's memory of what it has seen."""
    places = (("hung", "data"), ("notice", "children"), *ROOM, ("seen", "data"))
    return [Output(*place, allow_duplicate=again) for place in places]
