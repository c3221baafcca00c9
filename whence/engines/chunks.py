"""A collection in chunks, the unit that is handed out and kept; and who decides one."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from whence.catalogue import Catalogue
from whence.classifier import Classifier
from whence.model_file import open_model
from whence.museums.errors import MuseumError
from whence.painting import Painting
from whence.pictures import PictureError
from whence.predicting import facts, refusal
from whence.settings import Settings
from whence.sight import look
from whence.sources import PictureSource

PATIENCE = 30.0
"""Seconds that a museum may take for one picture; nobody is waiting in front of it."""

Rows = list[dict[str, Any]]
"""One row a work: `id` and what `predicting.facts` returns, or `error` {code, message}."""


@dataclass(frozen=True, slots=True)
class Chunk:
    """Works that follow each other in the catalogue; the same number names the same works."""

    number: int
    works: tuple[Painting, ...]


def cut(catalogue: Catalogue, size: int) -> Iterator[Chunk]:
    """Yield the catalogue in chunks of `size` works, the last one shorter."""
    works = tuple(catalogue)
    for number, first in enumerate(range(0, len(works), size)):
        yield Chunk(number, works[first : first + size])


class Decider:
    """Fetches and decides chunks with a classifier of its own; one thread may call it."""

    def __init__(self, settings: Settings) -> None:
        """Raise BundleError where the model cannot be opened."""
        bundle = open_model(settings.model, settings.cache)
        self._classifier = Classifier(bundle)
        self._size = bundle.spec.size
        self._source = PictureSource.from_settings(settings, self._size)

    def __call__(self, chunk: Chunk) -> Rows:
        """Return one row a work, in their order; what cannot be had is a row with its `error`."""
        return [self._row(painting) for painting in chunk.works]

    def _row(self, painting: Painting) -> dict[str, Any]:
        try:
            square = look(self._source.bytes_of(painting, deadline=PATIENCE), self._size).square
        except (PictureError, MuseumError) as error:
            return {"id": painting.id, "error": refusal(error)}
        return {"id": painting.id, **facts(self._classifier.predict(square))}
