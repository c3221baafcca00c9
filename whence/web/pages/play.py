"""The game's page: everything that stays where it is; `components/rounds.py` fills it."""

from typing import Any

import dash_bootstrap_components as dbc
from dash import dcc, html
from dash.development.base_component import Component

from whence.cultures import CULTURES
from whence.game import ROUNDS
from whence.web.components.aria import aria
from whence.web.components.keys import keys
from whence.web.language import _
from whence.web.names import label_name


def page() -> Component:
    """Return wall, choices, score and the browser's memory."""
    data: dict[str, Any] = {"data-rounds": ROUNDS}
    return html.Div(
        [html.Div(_room(), id="play-room", className="room game dealing", **data), *_memory()],
        id="play",
    )


def _room() -> list[Component]:
    return [
        _intro(),
        _stage(),
        html.Section(id="play-plaque", className="plaque", **aria(label=_("Wall label"))),
        html.P(id="play-streak", className="streak", **_streak_words()),
    ]


def _stage() -> Component:
    """Return what a phone shows at once; on a wide page it is no box of its own."""
    return html.Div(
        [
            html.Section(id="play-score", className="score", **aria(label=_("Score"))),
            html.Section(id="play-wall", className="wall", **aria(label=_("Painting"))),
            _ask(),
        ],
        className="stage",
    )


def _intro() -> Component:
    return html.Div(
        [
            html.H1(_("You against the network")),
            html.P(
                _(
                    "Where do these ten come from? You say first, then the network, which sees "
                    "only the pixels. Its best guess counts, however unsure it is."
                )
            ),
            html.Div(
                [
                    html.Button(_("Today’s ten"), id="play-today", className="action"),
                    html.Button(_("Ten more"), id="play-more", className="action"),
                ],
                className="games",
            ),
        ],
        className="intro",
    )


def _ask() -> Component:
    """Return the question, its four answers, and the way on."""
    return html.Div(
        [
            html.P(id="play-progress", className="progress-line", tabIndex="-1"),
            html.Fieldset(
                [
                    html.Legend(_("Where does it come from?"), className="visually-hidden"),
                    *(_choice(number, name) for number, name in enumerate(CULTURES, 1)),
                ],
                id="play-choices",
                className="choices",
            ),
            html.Section(
                id="play-said",
                className="said",
                role="status",
                tabIndex="-1",
                **aria(live="polite"),
            ),
            dbc.Button(id="play-next", size="lg", className="show"),
            dbc.Button(_("Ten more"), id="play-again", size="lg", className="show"),
            keys(_("1 to 4 answer, → goes on.")),
            html.Div(id="play-notice", className="notice", role="status"),
        ],
        className="ask",
    )


def _choice(number: int, culture: str) -> Component:
    key = html.Kbd(str(number), **aria(hidden="true"))
    return html.Button([key, label_name(culture)], id=f"guess-{culture}", className="action")


def _streak_words() -> dict[str, Any]:
    return {"data-words": _("Days in a row: {count}")}


def _memory() -> list[Component]:
    return [
        dcc.Store(id="play-wanted"),
        dcc.Store(id="play-game"),
        dcc.Store(id="play-place"),
        html.Div(id="play-ahead", hidden=True),
    ]
