"""What Dash shows on every page: a place for what went wrong, and the page itself."""

from dash import dcc, html
from dash.development.base_component import Component

from whence.web.document import NOT_FOUND
from whence.web.language import _


def layout() -> Component:
    """Return the address, a place for what went wrong, and an empty page."""
    unheard = html.P(id="unheard", className="unheard", role="alert")
    return html.Div([dcc.Location(id="address"), unheard, html.Main(id="page")])


def nothing() -> Component:
    """Return the page of an address where nothing hangs."""
    return html.Div(
        [
            html.H1(_(NOT_FOUND)),
            html.P([_("There is no such room. "), html.A(_("Back to the entrance"), href="/")]),
        ],
        className="nothing",
    )


def no_cultures() -> Component:
    """Return what stands in place of a guess where the model tells no cultures apart."""
    return html.Div(
        [
            html.H1(_("This network names other labels")),
            html.P(
                [
                    _("So it has nothing to say of our paintings. "),
                    html.A(_("Try your own picture"), href="/try"),
                ]
            ),
        ],
        className="nothing",
    )
