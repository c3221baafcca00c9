"""The page that decides a visitor's own pictures; `assets/try.js` brings it to life."""

from collections.abc import Sequence
from typing import Any

from dash import dcc, html
from dash.development.base_component import Component

from whence.pictures import MOST_BYTES, REFUSALS
from whence.web.components.aria import aria
from whence.web.components.keys import keys
from whence.web.language import _
from whence.web.names import label_name
from whence.web.pages.gallery import why

FEW = 12
"""So many labels are found without a search field."""


def page(labels: Sequence[str]) -> Component:
    """Return the ways in, an empty list for what the network says, and all labels it may say."""
    large = REFUSALS["too-large"]
    limits: dict[str, Any] = {"data-most": MOST_BYTES, "data-large": _(large)}
    return html.Div(
        [
            html.H1(_("Try your own picture")),
            html.P(
                _(
                    "The network sees nothing but its pixels. It is decided in memory and never "
                    "stored: when the answer is sent, the picture is gone from here."
                )
            ),
            _ways_in(),
            html.P(id="told", className="told", role="status"),
            why(),
            keys(_("W asks why.")),
            html.Ol(id="tried", className="tried", **aria(label=_("What the network says"))),
            _all(labels),
            html.P(html.A(_("For programs: the API"), href="/docs"), className="programs"),
        ],
        id="try",
        className="try",
        **limits,
    )


def _ways_in() -> Component:
    return html.Section(
        [
            html.P(_("Drop pictures anywhere on this page"), className="drop-here"),
            html.Div(
                [
                    html.Button(_("Choose pictures"), id="pick", className="action primary"),
                    html.Button(_("Take a photo"), id="shoot", className="action"),
                    html.Button(_("Paste"), id="paste", className="action"),
                ],
                className="ways",
            ),
            html.P(
                _("JPEG, PNG, WebP, AVIF, GIF, BMP or TIFF, up to 15 MB each."),
                className="kinds",
            ),
        ],
        className="target",
        **aria(label=_("Bring a picture")),
    )


def _all(labels: Sequence[str]) -> Component:
    search = html.Label(
        [_("Find a label"), dcc.Input(id="find", type="search", autoComplete="off")],
        hidden=len(labels) <= FEW,
    )
    return html.Details(
        [
            html.Summary(_("The {count} labels that it knows", count=f"{len(labels):,}")),
            search,
            html.Ul(
                [html.Li(label_name(label)) for label in labels], id="labels", className="labels"
            ),
            html.P(_("No such label."), id="none-found", hidden=True),
        ],
        className="known",
    )
