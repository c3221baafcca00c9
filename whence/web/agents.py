"""What programs may ask over the Model Context Protocol: random painting, classify, search."""

import logging
from base64 import b64decode
from collections.abc import Callable
from functools import wraps
from inspect import signature
from typing import Any

from anyio import from_thread
from dash.backends._fastapi import get_current_request

from whence.gallery import Gallery
from whence.painting import Painting
from whence.predicting import facts
from whence.query import Query
from whence.web import opinions
from whence.web.callbacks.collection import Browsing
from whence.web.components import hanging
from whence.web.pages.collection import A_PAGE
from whence.web.workers import Workers


class Agents:
    """The three tools; each answers with plain values, or raises one sentence.

    They are called on a thread, and have the pools of the pages do what takes long.
    """

    def __init__(self, gallery: Gallery, browsing: Browsing, workers: Workers) -> None:
        self._gallery, self._browsing, self._workers = gallery, browsing, workers

    def random_painting(self) -> dict[str, Any]:
        """Draw any painting of the gallery: its wall label, and where its page and picture are."""
        return _label(from_thread.run(self._workers.choose, self._gallery))

    def classify(self, painting: str = "", picture: str = "") -> dict[str, Any]:
        """Ask the network which culture a painting comes from.

        Give either `painting`, an id from random_painting or search, or `picture`, the bytes of
        a picture file in base64 (JPEG, PNG, WebP, AVIF, GIF, BMP or TIFF, up to 15 MB). A picture
        is decided in memory and never stored. `verdict` says how far to trust the guess:
        confident, torn (between two) or unknown.
        """
        _texts(painting=painting, picture=picture)
        if bool(painting) == bool(picture):
            raise ValueError("Give either the id of a painting or a picture in base64.")
        if picture:
            data = _bytes(picture)
            prediction = from_thread.run(
                self._workers.judge, lambda: self._gallery.opinion(data).prediction
            )
            return facts(prediction) | {"sentence": opinions.sentence(prediction)}
        work = self._gallery.get(painting)
        if work is None:
            raise ValueError("There is no painting of that id.")
        prediction = from_thread.run(self._workers.decide, self._gallery, work)
        museum = self._gallery.from_museum(work)
        said = hanging.sentence(work, prediction, from_museum=museum)
        return facts(prediction) | {"sentence": said, "painting": _label(work)}

    def search(
        self,
        words: str = "",
        culture: str = "",
        century: str = "",
        artist: str = "",
        museum: str = "",
        page: int = 1,
    ) -> dict[str, Any]:
        """Find paintings by words of title, artist and date, and by facts of their wall labels.

        Fields that are empty ask for nothing. `culture` is America, China, India or Japan,
        `century` reads like "19th". Returns `total`, `page`, `pages` and 24 paintings a page.
        """
        texts = {
            "words": words,
            "culture": culture,
            "century": century,
            "artist": artist,
            "museum": museum,
        }
        _texts(**texts)
        if not isinstance(page, int) or isinstance(page, bool) or page < 1:
            raise ValueError("Write `page` as a whole number from 1.")
        query = Query.of(texts | {"page": page})
        works = from_thread.run(self._workers.compute, self._browsing.find, query)
        first = (query.page - 1) * A_PAGE
        return {
            "total": len(works),
            "page": query.page,
            "pages": -(-len(works) // A_PAGE),
            "paintings": [_label(work) for work in works[first : first + A_PAGE]],
        }


def register(agents: Agents) -> None:
    """Let Dash's endpoint offer these three tools and nothing else of the application."""
    # Takes 60 ms and is wanted only where the setting is on.
    from dash.mcp import configure_mcp_server, mcp_enabled

    configure_mcp_server(
        include_layout=False,
        include_callbacks=False,
        include_clientside_callbacks=False,
        include_pages=False,
    )
    # It writes a traceback for every question of a client that it cannot answer.
    logging.getLogger("dash.mcp._server").setLevel(logging.CRITICAL)
    for tool in (agents.random_painting, agents.classify, agents.search):
        mcp_enabled(_told(tool), name=tool.__name__, expose_docstring=True)


def _told(tool: Callable[..., dict[str, Any]]) -> Callable[..., dict[str, Any]]:
    """Return a tool that says what it takes when it is asked with anything else."""
    known = signature(tool).parameters

    @wraps(tool)
    def asked(**arguments: Any) -> dict[str, Any]:
        if not arguments.keys() <= known.keys():
            raise ValueError(f"This tool takes {', '.join(known) or 'nothing'}.")
        return tool(**arguments)

    return asked


def _texts(**texts: object) -> None:
    """Raise ValueError for the first that is none."""
    for name, text in texts.items():
        if not isinstance(text, str):
            raise ValueError(f"Write `{name}` as text.")


def _bytes(picture: str) -> bytes:
    """Return what base64 or a whole `data:` address stands for."""
    try:
        # Most programs break its lines.
        return b64decode("".join(picture.rpartition(",")[2].split()), validate=True)
    except ValueError:
        raise ValueError("The picture is not valid base64; encode the file's own bytes.") from None


def _label(work: Painting) -> dict[str, str]:
    origin = str(get_current_request().base_url).rstrip("/")
    return {
        "id": work.id,
        "title": work.title,
        "artist": work.artist,
        "date": work.date,
        "medium": work.medium,
        "museum": work.museum,
        "culture": work.culture,
        "page": origin + hanging.painting_url(work),
        "picture": origin + hanging.picture_url(work),
    }
