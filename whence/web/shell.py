"""What every page has: head, header, and the place where the page itself goes."""

from html import escape

from dash import dcc, html
from dash.development.base_component import Component

from whence.web.aria import aria
from whence.web.components import picture_url
from whence.web.routing import Place

BOOTSTRAP = "/vendor/bootstrap5/css/bootstrap.min.css"
NOT_FOUND = "Nothing hangs here · Whence"
TITLE = "<title>{%title%}</title>"

INDEX = f"""<!DOCTYPE html>
<html lang="en">
  <head>
    {{%metas%}}
    <meta name="color-scheme" content="light dark">
    {TITLE}
    <link rel="icon" href="/assets/favicon.svg" type="image/svg+xml">
    <script src="/assets/theme.js"></script>
    {{%css%}}
  </head>
  <body>
    <noscript>The gallery needs JavaScript to hang its paintings.</noscript>
    {{%app_entry%}}
    <footer>{{%config%}}{{%scripts%}}{{%renderer%}}</footer>
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
                            html.A("Gallery", href="/"),
                            html.A("Collection", href="/collection"),
                            html.A("Try your own", href="/try"),
                            html.A("How good it is", href="/statistics"),
                        ]
                    ),
                    html.Button(
                        html.Span("◐", **aria(hidden="true")),
                        id="theme",
                        className="quiet",
                        title="Light or dark",
                        **aria(label="Switch between light and dark"),
                    ),
                ],
                className="lintel",
            ),
            dcc.Location(id="address"),
            html.Main(id="page"),
        ],
        className="whence",
    )


def head(place: Place, origin: str) -> str:
    """Return title and link preview (Open Graph) of a page at `origin`, https://host."""
    title = escape(place.title)
    tags = [f"<title>{title}</title>", f'<meta property="og:title" content="{title}">']
    if place.painting is not None:
        about = f"{place.painting.culture}? Let a network guess where this painting comes from."
        picture = escape(origin + picture_url(place.painting))
        tags += [
            f'<meta property="og:image" content="{picture}">',
            f'<meta property="og:description" content="{escape(about)}">',
            '<meta name="twitter:card" content="summary_large_image">',
        ]
    return "\n    ".join(tags)


def nothing() -> Component:
    """Return the page of an address where nothing hangs."""
    return html.Div(
        [
            html.H1("Nothing hangs here"),
            html.P(["There is no such room. ", html.A("Back to the gallery", href="/")]),
        ],
        className="nothing",
    )
