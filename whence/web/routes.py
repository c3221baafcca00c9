"""Addresses beside Dash's own: pages, pictures as the network saw them, and what it looked at."""

from typing import Annotated, Any

from dash import Dash
from dash.backends._fastapi import reset_current_request, set_current_request
from fastapi import APIRouter, HTTPException, Query, Request, Response
from fastapi.responses import HTMLResponse

from whence.encoded import Encoded
from whence.explain import encode_png
from whence.gallery import Gallery
from whence.museums.errors import MuseumError
from whence.painting import Painting
from whence.pictures import PictureError, decode
from whence.thumbnails import jpeg
from whence.web import document
from whence.web.conditional import Known, reply
from whence.web.exhibits import Exhibits
from whence.web.games import Games
from whence.web.problem import Undelivered
from whence.web.routing import find, offered
from whence.web.workers import Workers

DAY = 24 * 3600
"""Seconds that a browser shows what it has: a catalogue may name another picture of a work."""

PICTURE: dict[int | str, dict[str, Any]] = {
    200: {"description": "The picture.", "content": {"image/*": {}}},
    304: {"description": "You have it already."},
    404: {"description": "There is none of that id."},
    502: {"description": "The museum cannot deliver it now."},
}
WIDTHS = (160, 320, 480, 960)
WIDTH = Query(
    ge=1, description="Pixels, rounded up to 160, 320, 480 or 960, the most; without it, whole."
)


def pictures(gallery: Gallery, workers: Workers) -> APIRouter:
    """Return the routes of pictures, thumbnails and heat maps."""
    routes = APIRouter(prefix="/pictures", tags=["pictures"])

    @routes.get("/{painting_id}", response_class=Response, responses=PICTURE)
    async def picture(
        painting_id: str, width: Annotated[int | None, WIDTH] = None, known: Known = ""
    ) -> Response:
        """Return a work's picture."""
        painting = _known(gallery, painting_id)
        try:
            data = await workers.picture(gallery, painting)
            if width is not None:
                data = Encoded(await workers.compute(thumbnail, data, width))
        except (PictureError, MuseumError) as error:
            raise Undelivered(error) from error
        return _reply(data, known)

    @routes.get("/{painting_id}/why", response_class=Response, responses=PICTURE)
    async def why(painting_id: str, known: Known = "") -> Response:
        """Show where in the picture the network found its answer, as PNG to lay over it."""
        painting = _known(gallery, painting_id)
        try:
            await workers.decide(gallery, painting)
            await workers.ratio(gallery, painting)
            drawn = await workers.compute(heat, gallery, painting)
        except (PictureError, MuseumError) as error:
            raise Undelivered(error) from error
        if drawn is None:
            raise HTTPException(404, "This model cannot say why.")
        return _reply(drawn, known, "no-cache")  # another model sees otherwise

    return routes


def rounds(gallery: Gallery, games: Games, workers: Workers) -> APIRouter:
    """Return the route of a game's pictures, whose addresses do not name the works."""
    routes = APIRouter(prefix="/play", include_in_schema=False)

    @routes.get("/pictures/{name}/{place}", response_class=Response)
    async def picture(name: str, place: int, known: Known = "") -> Response:
        try:
            painting = await games.painting(name, place)
            data = await workers.picture(gallery, painting)
        except (LookupError, ValueError) as error:
            raise HTTPException(404, "No such painting hangs in this game.") from error
        except (PictureError, MuseumError) as error:
            raise Undelivered(error) from error
        return _reply(data, known)

    return routes


def tables(exhibits: Exhibits, workers: Workers) -> APIRouter:
    """Return the route of the statistics page's tables as CSV."""
    routes = APIRouter(prefix="/statistics")

    @routes.get("/{name}.csv", response_class=Response)
    async def table(name: str, museum: str = "", network: str = "") -> Response:
        made = await workers.compute(lambda: exhibits.tables)
        if name not in made:
            raise HTTPException(404, "There is no table of that name.")
        found = made[name]
        if name == "misses" and museum:
            found = await workers.compute(exhibits.cell, museum, network or None)
        return Response(found.to_csv(), media_type="text/csv; charset=utf-8")

    return routes


def pages(gallery: Gallery, dash: Dash) -> APIRouter:
    """Return one route for all pages: 200 where something hangs, 404 where nothing does."""
    routes = APIRouter(include_in_schema=False)

    @routes.get("/{path:path}")
    async def page(request: Request, path: str) -> HTMLResponse:
        token = set_current_request(request)
        try:
            framed = dash.index()
        finally:
            reset_current_request(token)
        place = find(path, gallery)
        origin = str(request.base_url).rstrip("/")
        content = document.fill(framed, place, origin, offered(gallery))
        return HTMLResponse(content, status_code=404 if place is None else 200)

    return routes


def thumbnail(data: bytes, width: int) -> bytes:
    """Return the picture as a JPEG about `width` pixels wide, never larger than it was.

    Widths are rounded up to the next of `WIDTHS`, so that nobody can ask for a thousand sizes.
    Raises PictureError.
    """
    side = next((size for size in WIDTHS if size >= width), WIDTHS[-1])
    picture = decode(data, side)
    return jpeg(picture, side / picture.shape[1])


def heat(gallery: Gallery, painting: Painting) -> Encoded | None:
    """Return the heat map of `painting` as PNG, None where there is none; raises like `why`."""
    overlay = gallery.why(painting)
    return None if overlay is None else Encoded(encode_png(overlay))


def _known(gallery: Gallery, painting_id: str) -> Painting:
    painting = gallery.get(painting_id)
    if painting is None:
        raise HTTPException(404, "There is no painting of that id.")
    return painting


def _reply(picture: Encoded, known: str, kept: str = f"public, max-age={DAY}") -> Response:
    """Answer with a picture, or with 304 where the browser has it already."""
    return reply(
        picture,
        known,
        picture.digest,
        Content_Type=picture.media_type,
        Cache_Control=kept,
    )
