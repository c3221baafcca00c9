"""What every page has: head, header, and the place where the page itself goes."""

import hashlib
from collections.abc import Mapping
from functools import cache
from html import escape
from importlib.metadata import version
from typing import Any

from dash import dcc, html
from dash.development.base_component import Component

from whence.messages import N_
from whence.settings import ROOT
from whence.web.components.aria import aria
from whence.web.components.hanging import picture_url
from whence.web.language import LANGUAGES, _, current
from whence.web.names import label_name
from whence.web.routing import NAME, Page, Place, title
from whence.web.scripts import said_by_scripts

BOOTSTRAP = f"/vendor/bootstrap5/css/bootstrap.min.css?m={version('Bootstrap-Flask')}"
ABOUT: dict[Page, str] = {
    "gallery": N_("A network that sees only its pixels guesses where a painting comes from."),
    "collection": N_("Every work that hangs here, by culture, century, artist and museum."),
    "play": N_("Ten paintings: you guess first, then the network."),
    "statistics": N_("How often the network is right, and how often it knows that it is not."),
    "try": N_("Let the network look at your own picture, which is never stored."),
}
NOT_FOUND = N_("Nothing hangs here")


def index(parts: Mapping[str, str]) -> str:
    """Return the document around every page, made of Dash's `parts`, in the request's language."""
    loading = _("Loading…")
    scriptless = _("The gallery needs JavaScript to hang its paintings.")
    return f"""<!DOCTYPE html>
<html lang="{current()}">
  <head>
    {parts["metas"]}
    <meta name="color-scheme" content="light dark">
    <title>{parts["title"]}</title>
    <link rel="icon" href="{asset("favicon.svg")}" type="image/svg+xml">
    <script src="{asset("theme.js")}"></script>
    {parts["css"]}
  </head>
  <body>
    <noscript>{scriptless}</noscript>
    <div id="react-entry-point"><p class="_dash-loading">{loading}</p></div>
    <script id="sentences" type="application/json">{said_by_scripts()}</script>
    <footer>{parts["config"]}{parts["scripts"]}{parts["renderer"]}</footer>
  </body>
</html>"""


@cache
def asset(name: str) -> str:
    """Return the address of a file of assets/, another one for every other content."""
    content = (ROOT / "assets" / name).read_bytes()
    return f"/assets/{name}?m={hashlib.sha256(content).hexdigest()[:16]}"


def layout() -> Component:
    """Return header, address, a place for what went wrong, and an empty page."""
    unheard = html.P(id="unheard", className="unheard", role="alert")
    return html.Div(
        [_header(), dcc.Location(id="address"), unheard, html.Main(id="page")], className="whence"
    )


def _header() -> Component:
    ways = [
        html.A(_("Gallery"), href="/"),
        html.A(_("Collection"), href="/collection"),
        html.A(_("Play"), href="/play"),
        html.A(_either(_("Try your own"), _("Try")), href="/try"),
        html.A(_either(_("How good it is"), _("How good")), href="/statistics"),
    ]
    theme = html.Button(
        html.Span("◐", **aria(hidden="true")),
        id="theme",
        className="quiet",
        title=_("Light or dark"),
        **aria(label=_("Switch between light and dark")),
    )
    wordmark = html.A("Whence", href="/", className="wordmark")
    return html.Header([wordmark, html.Nav(ways), _languages(), theme], className="lintel")


def _either(long: str, short: str) -> list[Component]:
    """Return what a wide page says and what a narrow one says instead."""
    return [html.Span(long, className="long"), html.Span(short, className="short")]


def _languages() -> Component:
    """Return a button for each other language, named as its readers call it."""
    others = []
    for tag, name in LANGUAGES.items():
        if tag != current():
            data: dict[str, Any] = {"data-language": tag}
            others.append(html.Button(name, className="quiet language", lang=tag, **data))
    return html.Div(others, className="languages", role="group", **aria(label=_("Language")))


def head(place: Place, origin: str) -> str:
    """Return title and link preview (Open Graph) of a page at `origin`, https://host."""
    about, picture = _about(place), asset("preview.jpg")
    if place.painting is not None:
        picture = picture_url(place.painting)
    preview = {
        "og:site_name": NAME,
        "og:type": "website",
        "og:title": place.title,
        "og:description": about,
        "og:image": origin + picture,
        "twitter:card": "summary_large_image",
    }
    return "\n    ".join(
        [
            f"<title>{escape(place.title)}</title>",
            f'<meta name="description" content="{escape(about)}">',
            *(f'<meta property="{key}" content="{escape(it)}">' for key, it in preview.items()),
        ]
    )


def _about(place: Place) -> str:
    if place.painting is None:
        return _(ABOUT[place.page])
    culture = label_name(place.painting.culture)
    return _("{culture}? Let a network guess where this painting comes from.", culture=culture)


def lost() -> str:
    """Return the title of an address where nothing hangs."""
    return f"<title>{title(_(NOT_FOUND))}</title>"


def nothing() -> Component:
    """Return the page of an address where nothing hangs."""
    return html.Div(
        [
            html.H1(_(NOT_FOUND)),
            html.P([_("There is no such room. "), html.A(_("Back to the gallery"), href="/")]),
        ],
        className="nothing",
    )


def no_cultures() -> Component:
    """Return what stands in place of a guess where the model tells no cultures apart."""
    return html.Div(
        [
            html.H1(_("This network names no cultures")),
            html.P(
                [
                    _("So it has nothing to say of our paintings. "),
                    html.A(_("Try your own picture"), href="/try"),
                ]
            ),
        ],
        className="nothing",
    )
