"""What keys do wherever the focus is, and the switch that turns them off (WCAG 2.1.4)."""

from dash import html
from dash.development.base_component import Component

from whence.web.components.aria import aria
from whence.web.language import _


def keys(told: str) -> Component:
    """Return a line that says what keys do on a page; a touch screen hides it."""
    switch = html.Button(_("Keys"), id="keys", className="action", **aria(pressed="true"))
    return html.P([switch, html.Span(told)], className="keys")
