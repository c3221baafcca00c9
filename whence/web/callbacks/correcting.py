"""The callback that keeps a visitor's correction of what hangs."""

from collections.abc import Callable
from typing import Any, Final

from dash import ClientsideFunction, Dash, Input, Output, State, ctx, no_update
from dash.exceptions import PreventUpdate

from whence.feedback import Correction, FeedbackError
from whence.gallery import Gallery
from whence.museums.errors import MuseumError
from whence.painting import Painting
from whence.pictures import PictureError
from whence.web import elements as html
from whence.web.callbacks.memory import and_last, remembered
from whence.web.components.hanging import LOST
from whence.web.elements import Element
from whence.web.language import _
from whence.web.workers import Workers

KINDS: Final = {"wrong-label": "label is wrong", "disagree": "I disagree"}
"""What is said by which button."""

SENDING: Final = [(Output(button, "disabled"), True, False) for button in KINDS]
"""A correction is sent once, however often its button is pressed meanwhile."""


class Correcting:
    """Keeps corrections by `keep`; whatever the browser sends is checked before it is used."""

    def __init__(
        self, gallery: Gallery, keep: Callable[[Correction], None], workers: Workers
    ) -> None:
        self._gallery = gallery
        self._keep = keep
        self._workers = workers

    async def correct(
        self, _wrong: Any, _other: Any, note: Any, hung: Any, said: Any
    ) -> tuple[Element, Any]:
        """Keep what the visitor says against the label or the network; without a new word once.

        Return what is said to that, which names the painting that it is about.
        """
        painting = self._gallery.get(hung) if isinstance(hung, str) else None
        if painting is None or (kind := KINDS.get(ctx.triggered_id)) is None:
            raise PreventUpdate
        words = note if isinstance(note, str) else ""
        before, this = remembered(said), f"{kind}: {painting.id}"
        try:
            if words.strip() or this not in before:
                prediction = await self._workers.decide(self._gallery, painting)
                correction = Correction.of(painting.id, prediction, kind, words)
                await self._workers.write(self._keep, correction)
        except FeedbackError as error:
            return _said(_(str(error)), painting), no_update
        except (PictureError, MuseumError):
            return _said(_(LOST), painting), no_update
        thanks = _("Thank you. It is kept, without your name, for the next training.")
        return _said(thanks, painting, kept=True), and_last(before, this)


def register(dash: Dash, correcting: Correcting) -> None:
    """Wire the buttons to `correcting`, and what is said to that to `assets/hung.js`."""
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
    )(correcting.correct)
    dash.clientside_callback(
        ClientsideFunction("hung", "hear"),
        Input("thanks", "children"),
        State("hung", "data"),
        prevent_initial_call=True,
    )


def _said(sentence: str, painting: Painting, *, kept: bool = False) -> Element:
    """Return what is said to a correction of `painting`; one that is `kept` leaves the field."""
    about = {"data-painting": painting.id, "data-kept": kept}
    return html.Span(sentence, **about)
