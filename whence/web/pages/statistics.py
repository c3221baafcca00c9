"""The statistics page: what hangs here and how good the network is."""

from collections.abc import Callable, Sequence
from typing import Any, Final
from urllib.parse import urlencode

from dash import dcc, html
from dash.development.base_component import Component

from whence.cultures import are_cultures
from whence.messages import N_
from whence.statistics import Table
from whence.web import elements
from whence.web.components import figures
from whence.web.components.aria import aria
from whence.web.components.confusion import confusion
from whence.web.elements import Element
from whence.web.language import _
from whence.web.names import fact, label_name, of_museum, percentage

ERRORS: Final = N_("Hall of errors")
MOST, ALL = 12, 1000
"""Works that are shown at first, and when all are asked for; the CSV has every one."""

Drawing = Callable[[Table], Component]


def _drawn(draw: Callable[[Table], figures.Figure]) -> Drawing:
    """Return what makes a table a figure that Plotly draws."""

    def graph(table: Table) -> Component:
        figure = draw(table)
        return html.Div(
            dcc.Graph(
                figure=figure,
                config={"displayModeBar": False, "responsive": True},
                style={"height": "100%"},
            ),
            className="graph",
            role="img",
            **aria(label=figures.spoken(figure)),
        )

    return graph


BY_LABEL: Final = N_(
    "By label, on pictures that it never saw, at most the twelve labels found least; the thin "
    "lines are intervals of 95 %."
)

FIGURES: dict[str, tuple[str, str, Drawing]] = {
    "holdings": (
        N_("What hangs here"),
        N_("Works in the catalogue by culture and century."),
        _drawn(figures.holdings),
    ),
    "accuracy": (
        N_("How often it is right"),
        N_("By culture, on works whose makers it never saw; the thin lines are intervals of 95 %."),
        _drawn(figures.accuracy),
    ),
    "confusion": (
        N_("What it takes for what"),
        N_("Each cell counts works; press one to see them below."),
        confusion,
    ),
    "reliability": (
        N_("Can its confidence be believed?"),
        N_("If it could perfectly, the line would lie on the dots."),
        _drawn(figures.reliability),
    ),
    "selective": (
        N_("What if it may keep silent?"),
        N_("Accuracy when only the surest share of works is answered."),
        _drawn(figures.selective),
    ),
    "networks": (
        N_("Ours beside the tutorial’s"),
        N_("The same split; the tutorial’s network was trained from nothing."),
        _drawn(figures.networks),
    ),
}


def page(tables: dict[str, Table], sentence: str, labels: Sequence[str]) -> Component:
    """Return the page of those tables; a figure without a table is left out.

    So is what hangs in the gallery where the model's `labels` are not all its cultures.
    """
    names = [name for name in FIGURES if name in tables]
    if not are_cultures(labels):
        names.remove("holdings")
    return html.Div(
        [
            html.H1(_("How good it is")),
            html.P(sentence, className="summary"),
            dcc.Store(id="cell"),
            html.Div(
                [_card(name, tables[name]) for name in names],
                className="figures",
            ),
            *([_errors(tables["misses"], labels)] if "confusion" in tables else []),
        ],
        className="statistics",
    )


def _errors(misses: Table, labels: Sequence[str]) -> Component:
    parts = [
        html.H2(_(ERRORS), id="works-title", tabIndex=-1),
        html.Div(works(misses)[1], id="works"),
    ]
    if of_museum(labels):
        sentence = _("These works have no museum address, so they can be named here but not shown.")
        parts.append(html.P(sentence))
    return html.Section(parts, className="errors")


def works(
    table: Table, truth: str = "", said: str = "", *, whole: bool = False
) -> tuple[str, list[Element]]:
    """Return a title and the works of a cell of the confusion, or without one all errors.

    Unless they are wanted `whole`, there are the first of them and a way to the rest.
    """
    title, file, ways = _(ERRORS), "misses.csv", []
    shown = table.rows[: ALL if whole else MOST]
    if not whole and len(shown) < len(table.rows):
        ways.append(_way(_("Show all"), truth, said, "true"))
    if truth:
        title = _("{truth}, called {said}", truth=label_name(truth), said=label_name(said))
        file += f"?{urlencode({'museum': truth, 'network': said})}"
        ways.append(_way(_("Back to all errors")))
    return title, [*_list(shown, len(table.rows)), elements.Div(ways), _download(title, file)]


def _way(words: str, truth: str = "", said: str = "", whole: str = "") -> Element:
    """Return a button that, pressed, shows other works here, as a cell of the confusion does."""
    asked: dict[str, Any] = {"data-museum": truth, "data-network": said, "data-whole": whole}
    return elements.Button(words, className="action", **asked)


def _card(name: str, table: Table) -> Component:
    title, caption, draw = FIGURES[name]
    if name == "accuracy" and not of_museum(table.column("culture")):
        caption = BY_LABEL
    return html.Figure(
        [
            html.H2(_(title)),
            draw(table),
            html.Figcaption(_(caption)),
            _download(_(title), f"{name}.csv"),
        ],
        id=f"figure-{name}",
        **aria(label=_(title)),
    )


def _download(title: str, file: str) -> Element:
    address, label = f"/statistics/{file}", aria(label=f"CSV: {title}")
    return elements.A("CSV", href=address, download=f"{title}.csv", className="csv", **label)


def _list(shown: list[tuple[Any, ...]], of: int) -> list[Element]:
    if not shown:
        return [elements.P(_("No work."))]
    count = _("{shown} of {count} works, the surest first.", shown=len(shown), count=of)
    names = (_("Work"), _("Museum"), _("Network"), _("Sure"))
    if not of_museum(row[1] for row in shown):
        names = (_("Picture"), _("Data"), *names[2:])
    head = elements.Tr([elements.Th(name) for name in names])
    rows = [elements.Tr([elements.Td(cell) for cell in _cells(*row)]) for row in shown]
    return [elements.P(count), elements.Table([elements.Thead(head), elements.Tbody(rows)])]


def _cells(work: str, truth: str, said: str, sure: float) -> tuple[Any, ...]:
    return fact(work), label_name(truth), label_name(said), percentage(sure)
