"""The collection's page: what to look for, and what is found, a page of thumbnails at a time."""

from collections.abc import Mapping, Sequence
from typing import Any, Final

import dash_bootstrap_components as dbc
from dash import dcc, html
from dash.development.base_component import Component

from whence.painting import Painting
from whence.search import OUTCOMES, Index, Query
from whence.web.aria import aria
from whence.web.components import ICONS, WORDS, Tone, alternative, painting_url, picture_url

ADDRESS: Final = "/collection"
A_PAGE: Final = 24
OFFERED: Final = 50
"""Works that the picker lists at a time; typing brings up others."""

PAUSE: Final = 300
"""Milliseconds after the last key until the search begins."""

TONES: Final[dict[str, Tone]] = {"right": "right", "wrong": "wrong", "unsure": "unknown"}


def page(
    index: Index, query: Query, works: list[Painting], outcomes: Mapping[str, str]
) -> Component:
    """Return filters and works as `query` asks, so that an address looks the same for everybody.

    `outcomes` says by id how the network did with the works that it has decided.
    """
    return html.Div(
        [
            dcc.Location(id="selection", search=query.to_url(), refresh="callback-nav"),
            html.H1("The collection"),
            _filters(index, query),
            html.P(_about(outcomes), className="about-outcomes"),
            html.Div(
                [
                    # The placeholder is also what a screen reader calls it.
                    dcc.Dropdown(
                        id="pick-one", options=offer(works), placeholder="Pick one painting …"
                    ),
                    html.Button("Random from this selection", id="random", className="action"),
                ],
                className="pick",
            ),
            html.Div(shelf(query, works, outcomes), id="shelf"),
        ],
        className="collection",
    )


def shelf(query: Query, works: Sequence[Painting], outcomes: Mapping[str, str]) -> list[Component]:
    """Return how many works there are, one page of them, and the way to its neighbours."""
    pages = max(1, -(-len(works) // A_PAGE))
    here = query.at(min(query.page, pages))
    if not works:
        return [_nothing(query)]
    shown = works[(here.page - 1) * A_PAGE : here.page * A_PAGE]
    every = [] if query.at(1) == Query() else [html.A("Show all", href=ADDRESS)]
    count = f"{len(works):,} work{'' if len(works) == 1 else 's'}"
    return [
        html.P([html.Span(count, id="count"), *every], role="status", className="count"),
        html.Ul([_tile(work, outcomes.get(work.id)) for work in shown], className="shelf"),
        *([_pager(here, pages)] if pages > 1 else []),
    ]


def offer(works: Sequence[Painting], words: str = "") -> list[dict[str, Any]]:
    """Return the first works as choices; `words`, what was typed, fit all of them."""
    return [
        {"label": alternative(work), "value": work.id, "search": words or alternative(work)}
        for work in works[:OFFERED]
    ]


def _filters(index: Index, query: Query) -> Component:
    outcome = [{"label": f"was {name}", "value": name} for name in OUTCOMES]
    return html.Div(
        [
            _field(
                "Search",
                dbc.Input(
                    id="find-words",
                    type="search",
                    value=query.words,
                    debounce=PAUSE,
                    placeholder="Title, artist or date",
                    maxlength=100,
                ),
            ),
            *(
                _field(name.title(), _select(name, index.values(name), getattr(query, name)))
                for name in ("culture", "century")
            ),
            _field(
                "Artist",
                dbc.Input(
                    id="find-artist",
                    type="text",
                    value=query.artist,
                    debounce=PAUSE,
                    list="artists",
                    placeholder="Anyone",
                    autocomplete="off",
                    maxlength=100,
                ),
            ),
            html.Datalist([html.Option(value=name) for name in index.artists()], id="artists"),
            _field("Museum", _select("museum", index.values("museum"), query.museum)),
            _field("The network", _select("outcome", outcome, query.outcome)),
        ],
        className="filters",
        role="search",
    )


def _select(name: str, values: Sequence[Any], value: str) -> Component:
    """Return a native list; what the address asks for is in it even where no work has it."""
    options = [{"label": each, "value": each} if isinstance(each, str) else each for each in values]
    if value and all(option["value"] != value for option in options):
        options.append({"label": value, "value": value})
    every = {"label": "Any", "value": ""}
    select: Component = dbc.Select(
        id=f"find-{name}", options=[every, *options], value=value, placeholder="Any"
    )
    return select


def _field(label: str, control: Component) -> Component:
    return html.Label([html.Span(label), control])


def _about(outcomes: Mapping[str, str]) -> str:
    works = "1 work" if len(outcomes) == 1 else f"{len(outcomes):,} works"
    return (
        "Right, wrong and unsure are known only of works that the network has decided here "
        f"lately: {works} so far. ✓ ✗ ? mark them."
    )


def _tile(work: Painting, outcome: str | None) -> Component:
    facts = " · ".join(fact for fact in (work.artist, work.date, work.culture) if fact)
    picture = html.Img(src=f"{picture_url(work)}?width=320", alt="")
    return html.Li(
        html.A(
            [
                html.Span([picture, *_mark(outcome)], className="picture"),
                html.Span(work.title or "Title not in our list", className="title"),
                html.Span(facts, className="facts"),
            ],
            href=painting_url(work),
        ),
        key=work.id,
    )


def _mark(outcome: str | None) -> list[Component]:
    if outcome is None:
        return []
    tone = TONES[outcome]
    word = html.Span(f"The network: {WORDS[tone].lower()}", className="visually-hidden")
    return [
        html.Span([html.Span(ICONS[tone], **aria(hidden="true")), word], className=f"mark {tone}")
    ]


def _pager(here: Query, pages: int) -> Component:
    def link(text: str, page: int, rel: str) -> Component:
        if 1 <= page <= pages:
            return html.A(text, href=f"{ADDRESS}{here.at(page).to_url()}", rel=rel)
        return html.Span()

    return html.Nav(
        [
            link("← Previous", here.page - 1, "prev"),
            html.Span(f"Page {here.page:,} of {pages:,}"),
            link("Next →", here.page + 1, "next"),
        ],
        className="pager",
        **aria(label="Pages"),
    )


def _nothing(query: Query) -> Component:
    decided = " that it has decided" if query.outcome else ""
    return html.Div(
        [
            html.P(f"No work{decided} fits all of this.", role="status", id="count"),
            html.P(
                [html.A("Show all works", href=ADDRESS), " or loosen one of the choices above."]
            ),
        ],
        className="empty",
    )
