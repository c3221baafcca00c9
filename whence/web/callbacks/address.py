"""The callbacks that lead from an address to its page, and those of the statistics page."""

from typing import Any

from dash import ClientsideFunction, Dash, Input, Output, State
from dash.development.base_component import Component
from dash.exceptions import PreventUpdate

from whence.gallery import Gallery
from whence.web import shell
from whence.web.callbacks import collection
from whence.web.elements import Element
from whence.web.exhibits import Exhibits
from whence.web.pages import bring, play
from whence.web.pages import gallery as gallery_page
from whence.web.pages import statistics as statistics_page
from whence.web.routing import find, offered
from whence.web.workers import Workers


class Pages:
    """The callbacks that lead to a page and those of the statistics page."""

    def __init__(self, gallery: Gallery, exhibits: Exhibits, workers: Workers) -> None:
        self._gallery = gallery
        self.workers = workers
        self._exhibits = exhibits
        self.browsing = collection.Browsing(gallery)

    async def show(self, address: Any, search: Any = None) -> Component:
        """Show the page of an address's path, and of its query where the page has one."""
        place = find(address, self._gallery) if isinstance(address, str) else None
        if place is None:
            return shell.nothing()
        if place.page not in offered(self._gallery):
            return shell.no_cultures()
        labels = self._gallery.classifier.bundle.labels
        if place.page == "collection":
            return await self.workers.compute(self.browsing.page, search)
        if place.page == "statistics":
            # Counting the works of a large catalogue takes seconds, the first time.
            tables = await self.workers.compute(lambda: self._exhibits.tables)
            return statistics_page.page(tables, self._exhibits.sentence, labels)
        if place.page == "play":
            return play.page()
        if place.page == "try":
            return bring.page(labels)
        return gallery_page.page(place.painting)

    async def open_cell(self, cell: Any) -> tuple[str, list[Element]]:
        """List the works of the cell of the confusion that was pressed; of none, all errors."""
        try:
            truth, said, whole = cell["museum"], cell["network"], cell.get("whole") == "true"
        except (TypeError, LookupError):
            raise PreventUpdate from None
        labels = self._gallery.classifier.bundle.labels
        if (truth, said) != ("", "") and not (truth in labels and said in labels):
            raise PreventUpdate
        return await self.workers.compute(self._cell, truth, said, whole)

    def _cell(self, truth: str, said: str, whole: bool) -> tuple[str, list[Element]]:
        found = self._exhibits.cell(truth or None, said or None)
        return statistics_page.works(found, truth, said, whole=whole)


def register(dash: Dash, pages: Pages) -> None:
    """Wire the address and the statistics page to `pages`."""
    dash.callback(
        Output("page", "children"), Input("address", "pathname"), State("address", "search")
    )(pages.show)
    collection.register(dash, pages.browsing, pages.workers)
    dash.callback(
        Output("works-title", "children"),
        Output("works", "children"),
        Input("cell", "data"),
        prevent_initial_call=True,
    )(pages.open_cell)
    dash.clientside_callback(
        ClientsideFunction("hall", "show"),
        Input("works-title", "children"),
        prevent_initial_call=True,
    )
