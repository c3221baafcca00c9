"""What every page has: head, header, and the place where the page itself goes."""

from collections.abc import Mapping
from html import escape
from typing import Any

from dash import dcc, html
from dash.development.base_component import Component

from whence.messages import N_
from whence.web.aria import aria
from whence.web.components import picture_url
from whence.web.language import LANGUAGES, _, current
from whence.web.names import label_name
from whence.web.routing import Place, title
from whence.web.scripts import said_by_scripts

BOOTSTRAP = "/vendor/bootstrap5/css/bootstrap.min.css"
NOT_FOUND = N_("Nothing hangs here")


def index(parts: Mapping[str, str]) -> str:
    """Return the document around every page, made of Dash's `parts`, in the request's language."""
    return f"""<!DOCTYPE html>
<html lang="{current()}">
  <head>
    {parts["metas"]}
    <meta name="color-scheme" content="light dark">
    <title>{parts["title"]}</title>
    <link rel="icon" href="/assets/favicon.svg" type="image/svg+xml">
    <script src="/assets/theme.js"></script>
    {parts["css"]}
  </head>
  <body>
    <noscript>{_("The gallery needs JavaScript to hang its paintings.")}</noscript>
    <div id="react-entry-point"><p class="_dash-loading">{_("Loading…")}</p></div>
    <script id="sentences" type="application/json">{said_by_scripts()}</script>
    <footer>{parts["config"]}{parts["scripts"]}{parts["renderer"]}</footer>
  </body>
</html>"""


def layout() -> Component:
    """Return header, address and an empty page."""
    return html.Div(
        [
            html.Header(
                [
                    html.A("Whence", href="/", className="wordmark"),
                    html.Nav(
                        [
                            html.A(_("Gallery"), href="/"),
                            html.A(_("Collection"), href="/collection"),
                            html.A(_("Play"), href="/play"),
                            html.A(_("Try your own"), href="/try"),
                            html.A(_("How good it is"), href="/statistics"),
                        ]
                    ),
                    _languages(),
                    html.Button(
                        html.Span("◐", **aria(hidden="true")),
                        id="theme",
                        className="quiet",
                        title=_("Light or dark"),
                        **aria(label=_("Switch between light and dark")),
                    ),
                ],
                className="lintel",
            ),
            dcc.Location(id="address"),
            html.Main(id="page"),
        ],
        className="whence",
    )


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
    name = escape(place.title)
    tags = [f"<title>{name}</title>", f'<meta property="og:title" content="{name}">']
    if place.painting is not None:
        culture = label_name(place.painting.culture)
        about = _("{culture}? Let a network guess where this painting comes from.", culture=culture)
        picture = escape(origin + picture_url(place.painting))
        tags += [
            f'<meta property="og:image" content="{picture}">',
            f'<meta property="og:description" content="{escape(about)}">',
            '<meta name="twitter:card" content="summary_large_image">',
        ]
    return "\n    ".join(tags)


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
