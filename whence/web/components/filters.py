"""What a visitor may look for in the collection: a control for each field of a query."""

from collections.abc import Callable, Iterable
from typing import Final

import dash_bootstrap_components as dbc
from dash import html
from dash.development.base_component import Component

from whence.messages import N_
from whence.query import LONGEST, Query
from whence.search import Index
from whence.web.language import _
from whence.web.names import century_name, label_name, told

PAUSE: Final = 300
"""Milliseconds after the last key until the search begins."""

OUTCOMES: Final = {
    "right": N_("was right"),
    "wrong": N_("was wrong"),
    "unsure": N_("was unsure"),
}


def filters(index: Index, query: Query) -> Component:
    """Return all controls, set as `query` asks."""
    cultures, centuries = index.values("culture"), index.values("century")
    museums = index.values("museum")
    return html.Div(
        [
            _field(_("Search"), _words(query.words)),
            _field(_("Culture"), _select("culture", cultures, query.culture, label_name)),
            _field(_("Century"), _select("century", centuries, query.century, century_name)),
            _field(_("Artist"), _artist(query.artist)),
            html.Datalist([html.Option(value=name) for name in index.artists()], id="artists"),
            _field(_("Museum"), _select("museum", museums, query.museum, told)),
            _field(_("The network"), _select("outcome", OUTCOMES, query.outcome, _outcome)),
        ],
        className="filters",
        role="search",
    )


def _words(value: str) -> Component:
    shown: Component = dbc.Input(
        id="find-words",
        type="search",
        value=value,
        debounce=PAUSE,
        placeholder=_("Title, artist or date"),
        maxlength=LONGEST,
    )
    return shown


def _artist(value: str) -> Component:
    shown: Component = dbc.Input(
        id="find-artist",
        type="text",
        value=value,
        debounce=PAUSE,
        list="artists",
        placeholder=_("Anyone"),
        autocomplete="off",
        maxlength=LONGEST,
    )
    return shown


def _select(name: str, values: Iterable[str], value: str, named: Callable[[str], str]) -> Component:
    """Return a native list; what the address asks for is in it even where no work has it."""
    every = {each: named(each) for each in (*values, value) if each}
    options = [{"value": each, "label": words} for each, words in ({"": _("Any")} | every).items()]
    select: Component = dbc.Select(
        id=f"find-{name}", options=options, value=value, placeholder=_("Any")
    )
    return select


def _outcome(name: str) -> str:
    return _(OUTCOMES[name])


def _field(label: str, control: Component) -> Component:
    return html.Label([html.Span(label), control])
