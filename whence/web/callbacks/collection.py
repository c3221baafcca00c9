"""The callbacks of the collection's page; its address is the one place where the choice is kept."""

import random
from collections.abc import Callable
from typing import Any

from dash import Dash, Input, Output, State, ctx, no_update
from dash.development.base_component import Component
from dash.exceptions import PreventUpdate

from whence.catalogue import Catalogue
from whence.gallery import Gallery
from whence.query import TEXTS, Query
from whence.search import Found, Index
from whence.web.components.hanging import painting_url, tone_of
from whence.web.pages import collection
from whence.web.workers import Workers

CONTROLS = tuple(f"find-{name}" for name in TEXTS)


class Browsing:
    """What is found among all works of a gallery, its built-in studies last.

    A search looks at every work, so none of this is for the event loop.
    """

    def __init__(self, gallery: Gallery) -> None:
        self._gallery = gallery
        own = Catalogue(study for study in gallery.studies if study.id not in gallery.catalogue)
        self.index = Index(gallery.catalogue, own)
        self._rng = random.SystemRandom()

    def page(self, search: Any) -> Component:
        """Return the page as the address's query asks for it."""
        query, outcomes = Query.from_url(search), self._outcomes()
        return collection.page(self.index, query, self.index.find(query, outcomes), outcomes)

    def find(self, query: Query) -> Found:
        """Return all works that `query` asks for."""
        return self.index.find(query, self._outcomes())

    def browse(self, search: Any, *values: Any) -> tuple[Any, ...]:
        """Return address, works and controls after either the address or a control changed."""
        query = asked = Query.of(dict(zip(TEXTS, values, strict=False)))
        url: Any = asked.to_url()
        controls: tuple[Any, ...] = (no_update,) * len(TEXTS)
        if ctx.triggered_id == "selection":
            query, url = Query.from_url(search), no_update
            # Rewriting a field that says the same already could undo what is being typed.
            if query.at(1) != asked:
                controls = tuple(getattr(query, name) for name in TEXTS)
        elif asked == Query.from_url(search).at(1):
            # Nothing new; but an answer that was lost may have left the shelf empty.
            query, url = Query.from_url(search), no_update
        outcomes = self._outcomes()
        works = self.index.find(query, outcomes)
        return url, collection.shelf(query, works, outcomes), *controls

    def offer(self, words: Any, search: Any, picked: Any) -> list[dict[str, Any]]:
        """List works of this selection that fit what was typed into the picker.

        The one that is `picked` stays among them: closing the picker takes back what was typed,
        and Dash takes back what is not offered, with the way to it.
        """
        typed = Query.of({"words": words}).words
        works = self.find(Query.from_url(search))
        if typed:
            works = self.index.find(Query(words=typed), among=works)
        offered = collection.offer(works, words if typed else "")
        work = self._gallery.get(picked) if isinstance(picked, str) else None
        if work is not None and not any(each["value"] == work.id for each in offered):
            offered += collection.offer([work])
        return offered

    def leave(self, clicks: Any, picked: Any, search: Any) -> tuple[str, None]:
        """Go to the painting that was picked, or to any of this selection."""
        work = self._gallery.get(picked) if isinstance(picked, str) else None
        if clicks and ctx.triggered_id == "random":
            works = self.find(Query.from_url(search))
            work = self._rng.choice(works) if works else None
        if work is None:
            raise PreventUpdate
        return painting_url(work), None

    def _outcomes(self) -> dict[str, str]:
        """Return how the network did with the works that it was asked about lately, by id."""
        said = self._gallery.lately()
        known = ((key, self._gallery.culture(key)) for key in said)
        tones = {key: tone_of(culture, said[key]) for key, culture in known if culture}
        return {key: "unsure" if tone == "unknown" else tone for key, tone in tones.items()}


def register(dash: Dash, browsing: Browsing, workers: Workers) -> None:
    """Wire the collection page's components to `browsing`, on threads of `workers`."""

    def threaded(work: Callable[..., Any]) -> Callable[..., Any]:
        async def run(*values: Any) -> Any:
            return await workers.compute(work, *values)

        return run

    dash.callback(
        Output("selection", "search"),
        Output("shelf", "children"),
        *(Output(control, "value") for control in CONTROLS),
        Input("selection", "search"),
        *(Input(control, "value") for control in CONTROLS),
        prevent_initial_call=True,
    )(threaded(browsing.browse))
    dash.callback(
        Output("pick-one", "options"),
        Input("pick-one", "search_value"),
        Input("selection", "search"),
        State("pick-one", "value"),
        prevent_initial_call=True,
    )(threaded(browsing.offer))
    dash.callback(
        Output("address", "href"),
        Output("pick-one", "value"),
        Input("random", "n_clicks"),
        Input("pick-one", "value"),
        State("selection", "search"),
        prevent_initial_call=True,
    )(threaded(browsing.leave))
