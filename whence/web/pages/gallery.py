"""The gallery's page, at `/` with a bare wall and at `/painting/<id>` with one work asked for."""

import dash_bootstrap_components as dbc
from dash import dcc, html
from dash.development.base_component import Component

from whence.messages import N_
from whence.painting import Painting
from whence.web.components.aria import aria
from whence.web.components.hanging import empty_frame, skeleton
from whence.web.components.keys import keys
from whence.web.language import _

INTRO = N_(
    "A network that sees only its pixels says America, China, India or Japan. "
    "It knows how paintings look, not what they mean or who made them."
)


def page(painting: Painting | None = None) -> Component:
    """Return wall, label side, actions, one button, and the browser's memory."""
    return html.Div([_room(), *_memory(painting)])


def _room() -> Component:
    return html.Div(
        [
            html.Div(
                [html.H1(_("Where does this painting come from?")), html.P(_(INTRO))],
                className="intro",
            ),
            html.Section(empty_frame(), id="wall", className="wall", **aria(label=_("Painting"))),
            _ask(),
            html.Section(
                skeleton(4), id="plaque", className="plaque", **aria(label=_("Wall label"))
            ),
            html.Section(
                skeleton(2), id="verdict", className="said", role="status", **aria(live="polite")
            ),
            html.Section(
                skeleton(4), id="bars", className="bars", **aria(label=_("How sure the network is"))
            ),
            _actions(),
            html.Section(id="similar", className="similar", **aria(label=_("What it resembles"))),
        ],
        id="room",
        className="room",
    )


def _ask() -> Component:
    """Return the button, the notice below it, and what a screen reader hears meanwhile."""
    return html.Div(
        [
            dbc.Button(_("Show me a painting"), id="show", size="lg", className="show"),
            html.Div(id="notice", className="notice", role="status"),
            html.Div(
                html.Span(_("Fetching a painting…"), className="fetching"),
                className="visually-hidden",
                role="status",
            ),
        ],
        className="ask",
    )


def _actions() -> Component:
    """Return what a visitor may ask or say once a painting hangs."""
    return html.Section(
        [
            why(),
            html.Details(
                [html.Summary(_("I see it differently")), *_correction()], className="disagree"
            ),
            keys(_("Space or → shows the next painting, W asks why.")),
        ],
        className="actions",
        **aria(label=_("Ask and answer")),
    )


def why() -> Component:
    """Return the switch of the heat map and the slider of its strength."""
    return html.Div(
        [
            html.Button(
                _("Why?"),
                id="why",
                className="action",
                **aria(pressed="false", describedby="why-legend"),
            ),
            html.Label(
                [
                    html.Span(_("Strength of the heat map"), className="visually-hidden"),
                    dcc.Input(id="strength", type="range", min=0, max=100, step=5, value=70),
                ],
                className="strength",
            ),
            html.P(
                _("The brighter a place, the more it spoke for this answer."),
                id="why-legend",
                className="meaning",
            ),
            html.P(id="why-lost", role="status"),
        ],
        className="asked",
    )


def _correction() -> list[Component]:
    return [
        html.Label(
            [
                _("A word to the trainers, if you like (it is kept without your name)"),
                dcc.Textarea(id="note", maxLength=500, rows=2),
            ]
        ),
        html.Button(_("The label is wrong"), id="wrong-label", className="action"),
        html.Button(_("I disagree with the network"), id="disagree", className="action"),
        html.P(id="thanks", role="status"),
    ]


def _memory(painting: Painting | None) -> list[Component]:
    return [
        dcc.Store(id="asked", data=painting.id if painting else None),  # what the address says
        dcc.Store(id="wanted"),  # what is to hang when the page opens, or else
        dcc.Store(id="bare"),  # that the wall stays bare
        dcc.Store(id="hung"),
        dcc.Store(id="next"),
        dcc.Store(id="seen", storage_type="session", data=[]),
        dcc.Store(id="said", storage_type="session", data=[]),  # against which works, and what
        html.Div(id="ahead", hidden=True),
    ]
