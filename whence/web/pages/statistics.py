"""The statistics page: what hangs here and how good the network is."""

from collections.abc import Callable
from typing import Any

from dash import dcc, html
from dash.development.base_component import Component

from whence.statistics import Table
from whence.web import figures
from whence.web.aria import aria

Figures = dict[str, tuple[str, str, Callable[[Table], figures.Figure]]]

FIGURES: Figures = {
    "holdings": (
        "What hangs here",
        "Works in the catalogue by culture and century.",
        figures.holdings,
    ),
    "accuracy": (
        "How often it is right",
        "By culture, on works whose makers it never saw; the thin lines are 95 % intervals.",
        figures.accuracy,
    ),
    "confusion": (
        "What it takes for what",
        "Each cell counts works; press one to see them below.",
        figures.confusion,
    ),
    "reliability": (
        "Can its confidence be believed?",
        "If it could perfectly, the line would lie on the dots.",
        figures.reliability,
    ),
    "selective": (
        "What if it may keep silent?",
        "Accuracy when only the surest share of works is answered.",
        figures.selective,
    ),
    "networks": (
        "Ours beside the tutorial’s",
        "The same split; the tutorial’s network was trained from nothing.",
        figures.networks,
    ),
}


def page(tables: dict[str, Table], sentence: str) -> Component:
    """Return the page of those tables; a figure without a table is left out."""
    return html.Div(
        [
            html.H1("How good it is"),
            html.P(sentence, className="summary"),
            html.Div(
                [_card(name, tables[name]) for name in FIGURES if name in tables],
                className="figures",
            ),
            html.Section(
                [
                    html.H2("Hall of errors", id="works-title"),
                    html.P(
                        "Its surest mistakes. These works have no museum address, so they can be "
                        "named here but not shown."
                    ),
                    html.Div(_works(tables["misses"]), id="works", role="status"),
                    _download("misses"),
                ],
                className="errors",
            ),
        ],
        className="statistics",
    )


def works(title: str, table: Table) -> tuple[str, Component]:
    """Return the works of one cell of the confusion under their title."""
    return title, _works(table)


def _card(name: str, table: Table) -> Component:
    title, caption, draw = FIGURES[name]
    graph = dcc.Graph(
        id=f"figure-{name}",
        figure=draw(table),
        config={"displayModeBar": False, "responsive": True},
        style={"height": "20rem"},
    )
    return html.Figure(
        [html.H2(title), graph, html.Figcaption(caption), _download(name)],
        **aria(label=title),
    )


def _download(name: str) -> Component:
    return html.A("CSV", href=f"/statistics/{name}.csv", download=f"{name}.csv", className="csv")


def _works(table: Table, most: int = 12) -> Component:
    if not table.rows:
        return html.P("No work.")
    head = html.Tr([html.Th(name) for name in ("Work", "Museum", "Network", "Sure")])
    rows = [html.Tr([html.Td(_cell(value)) for value in row]) for row in table.rows[:most]]
    return html.Table([html.Thead(head), html.Tbody(rows)])


def _cell(value: Any) -> str:
    return f"{value:.0%}" if isinstance(value, float) else str(value)
