"""`GET /api/v1/paintings`: the works that hang here, listed, one by one, or any of them."""

from base64 import urlsafe_b64decode, urlsafe_b64encode
from bisect import bisect_right
from typing import Annotated

from fastapi import APIRouter, Query, Response

from whence import query
from whence.gallery import Gallery
from whence.search import Found, Index
from whence.web.api.known import KEPT, tagged
from whence.web.api.models import Asked, Work, Works
from whence.web.callbacks.collection import Browsing
from whence.web.conditional import Known
from whence.web.problem import Problem, documented
from whence.web.workers import Workers


def routes(gallery: Gallery, browsing: Browsing, workers: Workers) -> APIRouter:
    """Return the routes of the works that hang here, the built-in studies last."""
    router = APIRouter(prefix="/paintings", tags=["paintings"])

    @router.get("", response_model=Works, responses=KEPT)
    async def paintings(asked: Annotated[Asked, Query()], known: Known = "") -> Response:
        """List works that fit, a page at a time."""
        found = await workers.compute(browsing.find, query.Query.of(asked.model_dump()))
        first = _after(asked.cursor, browsing.index, found) if asked.cursor else 0
        items = list(found[first : first + asked.limit])
        more = first + asked.limit < len(found)
        return tagged(
            Works(
                items=[Work.of(painting) for painting in items],
                total=len(found),
                next=_cursor(items[-1].id) if more else None,
            ),
            known,
        )

    @router.get("/random")
    async def random(response: Response) -> Work:
        """Draw any work whose picture can be had now, a study where no museum answers."""
        response.headers["Cache-Control"] = "no-store"
        return Work.of(await workers.choose(gallery))

    @router.get("/{painting_id}", response_model=Work, responses=KEPT | documented(404))
    async def painting(painting_id: str, known: Known = "") -> Response:
        """Say what the label of one work says."""
        found = gallery.get(painting_id)
        if found is None:
            raise Problem(404, "not-found", "There is no painting of that id.")
        return tagged(Work.of(found), known)

    return router


def _cursor(painting_id: str) -> str:
    return urlsafe_b64encode(painting_id.encode()).decode().rstrip("=")


def _after(cursor: str, index: Index, found: Found) -> int:
    """Return where in `found` the page after `cursor` begins; raises Problem."""
    try:
        last = index.row(urlsafe_b64decode(cursor + "=" * (-len(cursor) % 4)).decode())
    except ValueError:
        last = None
    if last is None:
        raise Problem(422, "bad-cursor", "This cursor is none of ours; begin without one.")
    return bisect_right(found.rows, last)
