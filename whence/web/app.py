"""The factory: settings in, one ASGI application with page, pictures and API out."""

import logging
from typing import Any, Final

from dash import Dash, dash_table
from dash.backends._fastapi import FastAPIDashServer
from fastapi import FastAPI
from fastapi.staticfiles import StaticFiles

from whence.feedback.keeper import Keeper
from whence.gallery import Gallery
from whence.model_file import at_hand
from whence.settings import ROOT, Settings
from whence.shared import Shared
from whence.web import agents, document, faults, health, routes, shell, uploads
from whence.web.api import server as api
from whence.web.bodies import Room
from whence.web.callbacks import address, correcting, play
from whence.web.callbacks import gallery as gallery_page
from whence.web.door import Door
from whence.web.exhibits import Exhibits
from whence.web.games import Games
from whence.web.layers.calls import AGENTS
from whence.web.layers.stack import surround
from whence.web.refusals import Busy, ForgedError
from whence.web.workers import Workers

log = logging.getLogger(__name__)

RELEASES: Final = (
    "dash_version",
    "dash_version_url",
    "ddk_version",
    "plotly_version",
    "python_version",
)
"""What Dash would tell every visitor, for a check that only its own developers' tools make."""


class _Backend(FastAPIDashServer):
    """Dash on FastAPI without the WebSocket that every page would otherwise try to open."""

    websocket_capability = False

    @staticmethod
    def create_app(name: str = "whence", config: dict[str, Any] | None = None) -> FastAPI:
        return FastAPI(title="Whence", openapi_url=None)

    def setup_index(self, dash_app: Dash) -> None:
        """Leave `/` to the route of all our pages, which writes their heads."""


class _Dash(Dash):
    """Dash with a document that is made for each request, in its language."""

    def _config(self) -> dict[str, Any]:
        """Return what the page's scripts want to know; which releases run here is none of that."""
        told: dict[str, Any] = super()._config()  # type: ignore[no-untyped-call]
        return {name: value for name, value in told.items() if name not in RELEASES}

    def interpolate_index(self, **parts: str) -> str:  # type: ignore[override]
        """Return the document."""
        return document.frame(parts)

    def _collect_and_register_resources(self, resources: list[Any], *args: Any, **more: Any) -> Any:
        """Return the addresses of scripts and styles, those of assets/ named by their content.

        Dash names them by their time, which an image of a container may set to the same for all.
        """
        named = [
            one | {"ts": document.asset(one["asset_path"]).partition("?m=")[2]}
            if "asset_path" in one
            else one
            for one in resources
        ]
        return super()._collect_and_register_resources(named, *args, **more)  # type: ignore[no-untyped-call]


def create_app(settings: Settings) -> FastAPI:
    """Build the whole application; raises like `Gallery.open`."""
    shared = Shared(settings.redis)
    gallery = Gallery.open(settings, shared)
    workers = Workers()
    room = Room()
    dash = _dash(settings)
    gallery_page.register(dash, gallery_page.Hanging(gallery, workers))
    keeper = Keeper(settings)
    correcting.register(dash, correcting.Correcting(gallery, keeper, workers))
    file = at_hand(settings.model, settings.cache)
    exhibits = Exhibits(gallery.catalogue, file.parent, gallery.classifier.bundle.id)
    pages = address.Pages(gallery, exhibits, workers)
    address.register(dash, pages)
    games = Games(gallery, workers, shared)
    play.register(dash, play.Playing(gallery, games, workers))
    server: FastAPI = dash.server
    if settings.mcp:
        agents.register(agents.Agents(gallery, pages.browsing, workers))
        server.add_middleware(Door, room)
    faults.register(server)
    surround(server, dash, settings, shared)
    readiness = health.Readiness(gallery, workers, shared, keeper)
    server.include_router(health.addresses(readiness, settings))
    server.mount("/vendor", StaticFiles(packages=[("flask_bootstrap", "static")]), name="vendor")
    server.include_router(routes.pictures(gallery, workers))
    server.include_router(routes.rounds(gallery, games, workers))
    server.include_router(routes.tables(exhibits, workers))
    server.include_router(uploads.tries(gallery, workers, room))
    ours = api.create(settings, gallery, file, workers, room, pages.browsing, exhibits)
    server.routes.append(api.Api(ours))
    server.include_router(routes.pages(gallery, dash))
    # Dash would gather scripts and styles when its own address is asked for, not another page's.
    dash._setup_server()
    return server


def _dash(settings: Settings) -> Dash:
    """Return Dash with our document and layout, as yet without callbacks."""
    # No page of ours has a DataTable; its script would come with every one.
    dash_table._js_dist.clear()  # type: ignore[attr-defined]
    dash = _Dash(
        "whence",
        backend=_Backend,
        assets_folder=str(ROOT / "assets"),
        assets_ignore=r"(storage|theme)\.js|docs\.(js|css)",
        external_stylesheets=[document.bootstrap()],
        suppress_callback_exceptions=True,
        title="Whence",
        update_title="",
        on_error=_log_and_raise,
        enable_mcp=settings.mcp,
        # Dash keeps the request at hand, which its endpoint needs, only for paths of its own.
        mcp_path=AGENTS.removeprefix("/"),
    )
    dash.layout = shell.layout
    return dash


def _log_and_raise(error: Exception) -> None:
    """Dash answers a failing callback with 500 and forgets the reason; the log must not."""
    if not isinstance(error, (Busy, ForgedError)):
        log.error("a callback failed", exc_info=error)
    raise error
