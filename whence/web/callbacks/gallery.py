"""The chain that one press of the button starts.

choose → store its id → (hang | judge, side by side) → make the next one ready.
"""

from collections.abc import Callable
from typing import Any

from dash import Dash, Input, Output, State, ctx
from dash.development.base_component import Component
from dash.exceptions import PreventUpdate

from whence.catalogue import Painting
from whence.feedback import Correction, FeedbackError
from whence.gallery import SEEN, Gallery
from whence.museums.http import MuseumError
from whence.pictures import PictureError
from whence.web.components import hanging
from whence.web.components.bars import bars
from whence.web.components.drawn import Drawn
from whence.web.language import _
from whence.web.workers import Workers

HUNG, JUDGED = Input("hung", "data"), Input("verdict", "children")


class Chain:
    """One method a callback; whatever the browser sends is checked before it is used."""

    def __init__(
        self, gallery: Gallery, keep: Callable[[Correction], None], workers: Workers
    ) -> None:
        self._gallery = gallery
        self._keep = keep
        self._workers = workers
        self._drawn = Drawn()

    async def arrive(self, asked: Any) -> tuple[str, None]:
        """Hang the painting whose address the visitor came by."""
        return self._hanging(asked).id, None

    async def choose(self, _clicks: Any, ready: Any, seen: Any) -> tuple[str, list[str], Any]:
        """Take the painting that was made ready, or pick one now."""
        ids = _ids(seen)
        painting = self._find(ready) if ready not in ids else None
        if painting is None:
            painting = await self._workers.fetch(self._gallery.choose, ids)
        notice = hanging.studies_notice() if self._gallery.instead(painting) else None
        return painting.id, [*ids, painting.id][-SEEN:], notice

    async def hang(self, hung: Any) -> tuple[Any, Any]:
        """Hang the picture and write its plaque."""
        painting = self._hanging(hung)
        from_museum = self._gallery.from_museum(painting)
        plaque = self._drawn.of(
            "plaque", painting, lambda: hanging.plaque(painting, from_museum=from_museum)
        )
        try:
            ratio = await self._workers.fetch(self._gallery.ratio, painting)
        except (PictureError, MuseumError):
            return hanging.lost_picture(), plaque
        return self._drawn.of("frame", painting, lambda: hanging.frame(painting, ratio)), plaque

    async def judge(self, hung: Any) -> Any:
        """Ask the network and colour its answer."""
        painting = self._hanging(hung)
        try:
            prediction = await self._workers.decide(self._gallery, painting)
        except (PictureError, MuseumError):
            return hanging.lost_picture(), None
        from_museum = self._gallery.from_museum(painting)
        return self._drawn.of(
            "verdict",
            painting,
            lambda: [
                hanging.verdict(painting, prediction, from_museum=from_museum),
                bars(painting, prediction),
            ],
        )

    async def resemble(self, _verdict: Any, hung: Any) -> list[Component]:
        """Find the nearest works."""
        painting = self._hanging(hung)
        try:
            await self._workers.decide(self._gallery, painting)
            works = await self._workers.predict(self._gallery.resembling, painting)
        except (PictureError, MuseumError):
            return []
        return hanging.similar(works)

    async def correct(self, _wrong: Any, _other: Any, note: Any, hung: Any) -> tuple[str, str]:
        """Keep what the visitor says against the label or the network."""
        painting = self._hanging(hung)
        kind = {"wrong-label": "label is wrong", "disagree": "I disagree"}[ctx.triggered_id]
        try:
            prediction = await self._workers.decide(self._gallery, painting)
            words = note if isinstance(note, str) else ""
            correction = Correction.of(painting.id, prediction, kind, words)
            await self._workers.fetch(self._keep, correction)
        except FeedbackError as error:
            return _(str(error)), note
        except (PictureError, MuseumError):
            return _(hanging.LOST), note
        return _("Thank you. It is kept, without your name, for the next training."), ""

    async def make_ready(self, _verdict: Any, seen: Any) -> tuple[str, Component]:
        """Fetch and decide the next painting while the visitor looks at this one."""
        painting = await self._workers.fetch(self._gallery.choose, _ids(seen))
        await self._workers.decide(self._gallery, painting)
        return painting.id, hanging.ahead(painting)

    def _find(self, painting_id: Any) -> Painting | None:
        return self._gallery.get(painting_id) if isinstance(painting_id, str) else None

    def _hanging(self, hung: Any) -> Painting:
        painting = self._find(hung)
        if painting is None:
            raise PreventUpdate
        return painting


def register(dash: Dash, chain: Chain) -> None:
    """Wire the gallery page's components to `chain`."""
    dash.callback(
        Output("hung", "data"),
        Output("seen", "data"),
        Output("notice", "children"),
        Input("show", "n_clicks"),
        State("next", "data"),
        State("seen", "data"),
        running=_waiting(still=True),
        prevent_initial_call=True,
    )(chain.choose)
    dash.callback(
        Output("wall", "children"), Output("plaque", "children"), HUNG, prevent_initial_call=True
    )(chain.hang)
    dash.callback(
        Output("verdict", "children"),
        Output("bars", "children"),
        HUNG,
        running=_waiting(still=False),
        prevent_initial_call=True,
    )(chain.judge)
    ready = (Output("next", "data"), Output("ahead", "children"))
    dash.callback(*ready, JUDGED, State("seen", "data"))(chain.make_ready)
    dash.callback(
        Output("similar", "children"), JUDGED, State("hung", "data"), prevent_initial_call=True
    )(chain.resemble)
    _register_visitor(dash, chain)


def _register_visitor(dash: Dash, chain: Chain) -> None:
    """Wire the address that a visitor came by, and what a visitor says."""
    dash.callback(
        Output("hung", "data", allow_duplicate=True),
        Output("notice", "children", allow_duplicate=True),
        Input("asked", "data"),
        prevent_initial_call="initial_duplicate",
    )(chain.arrive)
    dash.callback(
        Output("thanks", "children"),
        Output("note", "value"),
        Input("wrong-label", "n_clicks"),
        Input("disagree", "n_clicks"),
        State("note", "value"),
        State("hung", "data"),
        prevent_initial_call=True,
    )(chain.correct)


def _waiting(*, still: bool) -> list[tuple[Output, Any, Any]]:
    """Return how the page looks while a callback runs, and whether it looks so `still` after."""
    room = "room waiting"
    return [
        (Output("room", "className"), room, room if still else "room"),
        (Output("show", "disabled"), True, still),
    ]


def _ids(seen: Any) -> list[str]:
    """Return the ids that the browser remembers; what is no id is left out."""
    if not isinstance(seen, list):
        return []
    return [item for item in seen[-SEEN:] if isinstance(item, str)]
