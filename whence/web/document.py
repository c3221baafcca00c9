"""The HTML document around every page: its head, and its header, which need no script."""

from collections.abc import Collection, Mapping
from functools import cache
from html import escape
from importlib.metadata import distribution
from pathlib import Path
from typing import Final

from whence.messages import N_
from whence.settings import ROOT
from whence.web.components.hanging import picture_url
from whence.web.fingerprint import fingerprint
from whence.web.language import LANGUAGES, _, current
from whence.web.names import label_name
from whence.web.routing import NAME, Page, Place, title
from whence.web.scripts import said_by_scripts

ABOUT: Final[dict[Page, str]] = {
    "gallery": N_("A network that sees only its pixels guesses where a painting comes from."),
    "collection": N_("Every work that hangs here, by culture, century, artist and museum."),
    "play": N_("Ten paintings: you guess first, then the network."),
    "statistics": N_("How often the network is right, and how often it knows that it is not."),
    "try": N_("Let the network look at your own picture, which is never stored."),
}
NOT_FOUND: Final = N_("Nothing hangs here")
WAYS: Final[tuple[tuple[Page, str, str, str], ...]] = (
    ("gallery", "/", N_("Gallery"), ""),
    ("collection", "/collection", N_("Collection"), ""),
    ("play", "/play", N_("Play"), ""),
    ("try", "/try", N_("Try your own"), N_("Try")),
    ("statistics", "/statistics", N_("How good it is"), N_("How good")),
)
"""Where the header leads: page, address, and what a wide page calls it and a narrow one instead."""

HEAD: Final = "<!-- head -->"
HEADER: Final = "<!-- header -->"


def frame(parts: Mapping[str, str]) -> str:
    """Return the document that Dash's `parts` are in, with places for what `fill` puts there."""
    loading = _("Loading…")
    scriptless = _("The gallery needs JavaScript to hang its paintings.")
    return f"""<!DOCTYPE html>
<html lang="{current()}">
  <head>
    {parts["metas"]}
    <meta name="color-scheme" content="light dark">
    {HEAD}
    <link rel="icon" href="{asset("favicon.svg")}" type="image/svg+xml">
    <script src="{asset("theme.js")}"></script>
    {parts["css"]}
  </head>
  <body>
    <div class="whence">
      {HEADER}
      <noscript><p class="nothing">{scriptless}</p></noscript>
      <div id="react-entry-point"><p class="_dash-loading">{loading}</p></div>
    </div>
    <script id="sentences" type="application/json">{said_by_scripts()}</script>
    <script src="{asset("storage.js")}"></script>
    <footer>{parts["config"]}{parts["scripts"]}{parts["renderer"]}</footer>
  </body>
</html>"""


def fill(document: str, place: Place | None, origin: str, offered: Collection[Page]) -> str:
    """Return a framed document with head and header of a page at `origin`, https://host.

    `place` is None where nothing hangs; the header leads to the pages that are `offered`.
    """
    head = f"<title>{title(_(NOT_FOUND))}</title>" if place is None else _head(place, origin)
    return document.replace(HEAD, head, 1).replace(HEADER, _header(place, offered), 1)


@cache
def asset(name: str) -> str:
    """Return the address of a file of assets/, another one for every other content."""
    return f"/assets/{name}?m={fingerprint((ROOT / 'assets' / name).read_bytes())}"


@cache
def bootstrap() -> str:
    """Return the address of Bootstrap's stylesheet, likewise."""
    sheet = "bootstrap5/css/bootstrap.min.css"
    file = distribution("Bootstrap-Flask").locate_file(f"flask_bootstrap/static/{sheet}")
    return f"/vendor/{sheet}?m={fingerprint(Path(str(file)).read_bytes())}"


def _head(place: Place, origin: str) -> str:
    """Return title and link preview (Open Graph)."""
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


def _header(place: Place | None, offered: Collection[Page]) -> str:
    ways = "".join(_way(place, *way) for way in WAYS if way[0] in offered)
    languages = _("Language")
    looks, switch = _("Light or dark"), _("Switch between light and dark")
    return f"""<header class="lintel">
        <a href="/" class="wordmark">{NAME}</a>
        <nav>{ways}</nav>
        <div class="languages" role="group" aria-label="{languages}">{_languages()}</div>
        <button id="theme" class="quiet" title="{looks}" aria-label="{switch}">
          <span aria-hidden="true">◐</span>
        </button>
      </header>"""


def _way(place: Place | None, page: Page, address: str, long: str, short: str) -> str:
    shown = place and ("gallery" if place.page == "painting" else place.page)
    here = ' aria-current="page"' if shown == page else ""
    words = _(long)
    if short:
        words = f'<span class="long">{words}</span><span class="short">{_(short)}</span>'
    return f'<a href="{address}"{here}>{words}</a>'


def _languages() -> str:
    """Return a button for each other language, named as its readers call it."""
    return "".join(
        f'<button class="quiet language" lang="{tag}" data-language="{tag}">{name}</button>'
        for tag, name in LANGUAGES.items()
        if tag != current()
    )
