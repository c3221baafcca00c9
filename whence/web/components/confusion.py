"""What the network takes for what: a grid whose every cell can be pressed for its works."""

from collections import Counter
from typing import Any, Final

from dash import html
from dash.development.base_component import Component

from whence.statistics import Table
from whence.web.components.aria import aria
from whence.web.language import _, ngettext
from whence.web.names import label_name, of_museum

MOST: Final = 12
"""Labels that fit a page; of more, those most often mistaken are shown."""


def confusion(table: Table) -> Component:
    """Return what the museum says by what the network says; rows of `table` are (both, works)."""
    works = {(truth, said): count for truth, said, count in table.rows}
    labels = _shown(works)
    cultures = of_museum(labels)
    names = [html.Th(label_name(label), scope="col") for label in labels]
    head = [
        html.Tr(
            [
                html.Th(
                    _("the museum says") if cultures else _("the data say"),
                    rowSpan=2,
                    scope="col",
                ),
                html.Th(_("the network says"), colSpan=len(labels), scope="colgroup"),
            ]
        ),
        html.Tr(names),
    ]
    rows = [_row(truth, labels, works) for truth in labels]
    grid = html.Table([html.Thead(head), html.Tbody(rows)], style={"--labels": len(labels)})
    kind = "confusion" if cultures else "confusion long"
    return html.Div([html.Div(grid, className=kind), *_left_out(labels, works)])


def _left_out(labels: list[str], works: dict[tuple[str, str], int]) -> list[Component]:
    of = len({truth for truth, _said in works})
    if len(labels) == of:
        return []
    sentence = _("{shown} of {of} labels, those most often mistaken.", shown=len(labels), of=of)
    return [html.P(sentence)]


def _shown(works: dict[tuple[str, str], int]) -> list[str]:
    labels = list(dict.fromkeys(truth for truth, _said in works))
    mistakes = Counter[str]()
    for (truth, said), count in works.items():
        if truth != said:
            mistakes.update({truth: count, said: count})
    busiest = sorted(labels, key=lambda label: -mistakes[label])[:MOST]
    return [label for label in labels if label in busiest]


def _row(truth: str, labels: list[str], works: dict[tuple[str, str], int]) -> Component:
    of_all = sum(count for (museum, _said), count in works.items() if museum == truth)
    cells = [_cell(truth, said, works.get((truth, said), 0), of_all) for said in labels]
    return html.Tr([html.Th(label_name(truth), scope="row"), *cells])


def _cell(truth: str, said: str, count: int, of_all: int) -> Component:
    sentence = ngettext(
        "{count} work of {truth} called {said}",
        "{count} works of {truth} called {said}",
        count,
        truth=label_name(truth),
        said=label_name(said),
    )
    asked: dict[str, Any] = {"data-museum": truth, "data-network": said}
    button = html.Button(count, title=sentence, **aria(label=sentence), **asked)
    share = {"--share": f"{count / max(of_all, 1):.3f}"}
    return html.Td(button, className="right" if truth == said else "wrong", style=share)
