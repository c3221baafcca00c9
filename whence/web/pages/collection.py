"""The collection's page: what to look for, and what is found, a page of thumbnails at a time."""

from collections.abc import Mapping, Sequence
from typing import Any, Final

from dash import dcc, html
from dash.development.base_component import Component

from whence.painting import Painting
from whence.query import Query
from whence.search import Index
from whence.web.components.aria import aria
from whence.web.components.filters import filters
from whence.web.components.hanging import ICONS, WORDS, Tone, alternative, painting_url, thumbnail
from whence.web.language import _, ngettext
from whence.web.names import fact, label_name, told

ADDRESS: Final = "/collection"
A_PAGE: Final = 24
OFFERED: Final = 50
"""Works that the picker lists at a time; typing brings up others."""

TONES: Final[dict[str, Tone]] = {"right": "right", "wrong": "wrong", "unsure": "unknown"}


def page(
    index: Index, query: Query, works: Sequence[Painting], outcomes: Mapping[str, str]
) -> Component:
    """Return filters and works as `query` asks, so that an address looks the same for everybody.

    `outcomes` says by id how the network did with the works that it has decided.
    """
    return html.Div(
        [
            dcc.Location(id="selection", search=query.to_url(), refresh="callback-nav"),
            html.H1(_("The collection")),
            filters(index, query),
            html.P(_about(outcomes), className="about-outcomes"),
            _pick(works),
            html.Div(shelf(query, works, outcomes), id="shelf"),
        ],
        className="collection",
    )


def _pick(works: Sequence[Painting]) -> Component:
    """Return two ways to one of the works: by name, or at random."""
    # The placeholder is also what a screen reader calls it.
    by_name = dcc.Dropdown(
        id="pick-one",
        options=offer(works),
        placeholder=_("Pick one painting…"),
        labels={
            "search": _("Search"),
            "clear_search": _("Clear search"),
            "clear_selection": _("Clear selection"),
            "no_options_found": _("No painting fits."),
        },
    )
    random = html.Button(_("Random from this selection"), id="random", className="action")
    return html.Div([by_name, random], className="pick")


def shelf(query: Query, works: Sequence[Painting], outcomes: Mapping[str, str]) -> list[Component]:
    """Return how many works there are, one page of them, and the way to its neighbours."""
    pages = max(1, -(-len(works) // A_PAGE))
    here = query.at(min(query.page, pages))
    if not works:
        return [_nothing(query)]
    shown = works[(here.page - 1) * A_PAGE : here.page * A_PAGE]
    every = [] if query.at(1) == Query() else [html.A(_("Show all"), href=ADDRESS)]
    count = ngettext("{count} work", "{count} works", len(works))
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


def _about(outcomes: Mapping[str, str]) -> str:
    return ngettext(
        "Right, wrong and unsure are known only of works that the network has decided here "
        "lately: {count} work so far. ✓ ✗ ? mark them.",
        "Right, wrong and unsure are known only of works that the network has decided here "
        "lately: {count} works so far. ✓ ✗ ? mark them.",
        len(outcomes),
    )


def _tile(work: Painting, outcome: str | None) -> Component:
    name = fact(work.title) if work.title else _("Title not in our list")
    culture = label_name(work.culture)
    facts = " · ".join(each for each in (told(work.artist), work.date, culture) if each)
    return html.Li(
        html.A(
            [
                thumbnail(work, _mark(outcome)),
                html.Span(name, className="title"),
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
    said = _("The network: {word}", word=_(WORDS[tone]).lower())
    word = html.Span(said, className="visually-hidden")
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
            link(_("← Previous"), here.page - 1, "prev"),
            html.Span(_("Page {page} of {pages}", page=f"{here.page:,}", pages=f"{pages:,}")),
            link(_("Next →"), here.page + 1, "next"),
        ],
        className="pager",
        **aria(label=_("Pages")),
    )


def _nothing(query: Query) -> Component:
    nothing = _("No work fits all of this.")
    if query.outcome:
        nothing = _("No work that it has decided fits all of this.")
    return html.Div(
        [
            html.P(nothing, role="status", id="count"),
            html.P(
                [
                    html.A(_("Show all works"), href=ADDRESS),
                    _(" or loosen one of the choices above."),
                ]
            ),
        ],
        className="empty",
    )
