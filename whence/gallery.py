"""The gallery: which painting hangs next, its picture, and what the network says of it."""

import random
import time
from collections.abc import Collection, Sequence
from threading import Lock
from typing import Self

import numpy as np
import numpy.typing as npt
from cachetools import LRUCache

from whence.cache import State
from whence.catalogue import Catalogue
from whence.classifier import Classifier, Prediction
from whence.encoded import Encoded
from whence.model_file import open_model
from whence.museums.errors import MuseumError
from whence.opinion import Opinion, heat, opinion
from whence.painting import Painting
from whence.pictures import PictureError
from whence.records import KEPT, Records, Store
from whence.settings import Settings
from whence.shared import Shared
from whence.sight import Sight, look
from whence.similar import Bytes, Neighbours, embeddings_path
from whence.sources import PictureSource

SEEN = 50
"""How many other works a visitor sees before one may return."""

REPLACEMENTS = 3
"""How many works that cannot be had are skipped before the studies are hung instead."""

PATIENCE = 8.0
"""Seconds that all these tries may take together."""


class Gallery:
    """Catalogue, pictures and classifier under one roof; knows nothing of the web."""

    def __init__(
        self,
        catalogue: Catalogue,
        studies: Catalogue,
        source: PictureSource,
        classifier: Classifier,
        rng: random.Random | None = None,
        store: Store | None = None,
    ) -> None:
        self.catalogue = catalogue
        self.studies = studies
        self.classifier = classifier
        self._source = source
        self._size = classifier.bundle.spec.size
        # Workers that were forked from one process must not draw alike.
        self._rng = rng or random.SystemRandom()
        self.neighbours = Neighbours(classifier.bundle.id)
        self._records = Records(classifier.bundle.version, classifier.may_have_said, store)
        self._ratios: LRUCache[str, float] = LRUCache(KEPT)
        self._lock = Lock()

    @classmethod
    def open(cls, settings: Settings, shared: Shared | None = None) -> Self:
        """Load catalogue, studies, model and what is known of likeness.

        Raises CatalogueError or BundleError with one sentence that says what to do.
        """
        bundle = open_model(settings.model, settings.cache)
        source = PictureSource.from_settings(settings, bundle.spec.size)
        among_machines = shared is not None and shared.state != "none"
        gallery = cls(
            catalogue=Catalogue.load(*settings.catalogue),
            studies=Catalogue.load(settings.studies),
            source=source,
            classifier=Classifier(bundle, threads=settings.threads),
            store=shared if among_machines else source.cache,
        )
        for file in settings.catalogue:
            gallery.neighbours.load(embeddings_path(file), gallery.catalogue)
        gallery.neighbours.load(embeddings_path(settings.studies), gallery.studies)
        return gallery

    def get(self, painting_id: str) -> Painting | None:
        """Return the work or study of that id, None where there is none."""
        return self.catalogue.get(painting_id) or self.studies.get(painting_id)

    def culture(self, painting_id: str) -> str | None:
        """Return the culture of the work or study of that id, None where there is none."""
        return self.catalogue.culture(painting_id) or self.studies.culture(painting_id)

    def from_museum(self, painting: Painting) -> bool:
        """Tell a museum's work from a built-in study."""
        return painting.id not in self.studies

    def instead(self, painting: Painting) -> bool:
        """Tell whether `painting` hangs only because the catalogue's works cannot be had."""
        return painting.id not in self.catalogue

    def pick(self, seen: Sequence[str] = ()) -> Painting:
        """Draw a work at random, none of the last `SEEN` ids of `seen`; it may not be to be had."""
        return self._pick(self.catalogue, seen)

    def choose(
        self,
        seen: Sequence[str] = (),
        patience: float = PATIENCE,
        first: Painting | None = None,
    ) -> Painting:
        """Return `first`, or a work drawn like `pick`, whose picture is at hand.

        A work that cannot be had is skipped for another, at most `REPLACEMENTS` times and for
        `patience` seconds in all; then a study hangs instead.
        """
        deadline = time.monotonic() + patience
        passed = list(seen)
        for _ in range(1 + REPLACEMENTS):
            painting, first = first or self.pick(passed), None
            try:
                self.picture(painting, deadline - time.monotonic())
            except (PictureError, MuseumError):
                passed.append(painting.id)
                continue
            return painting
        return self._pick(self.studies, seen)

    def picture(self, painting: Painting, patience: float = PATIENCE) -> Encoded:
        """Return the encoded picture of `painting` within `patience` seconds.

        Raises PictureError where the file is no good and MuseumError where it cannot be had.
        """
        return self._source.bytes_of(painting, deadline=patience)

    def in_memory(self, painting: Painting) -> Encoded | None:
        """Return the encoded picture if it was met just now, without waiting for anything."""
        return self._source.in_memory(painting)

    def ratio(self, painting: Painting, picture: Encoded | None = None) -> float:
        """Return the picture's width over its height, as it hangs.

        Who has the `picture` spares asking for it; raises like `picture`.
        """
        known = self.ratio_known(painting)
        if known is not None:
            return known
        return self._look(painting, self.picture(painting) if picture is None else picture).ratio

    def ratio_known(self, painting: Painting) -> float | None:
        """Return the proportions of a picture that was looked at lately, None of any other."""
        with self._lock:
            return self._ratios.get(painting.id)

    def predict(self, painting: Painting, picture: Encoded | None = None) -> Prediction:
        """Ask the network about `painting`; what it once said is kept.

        Who has the `picture` spares asking for it; raises like `picture`.
        """
        kept = self.decided(painting)
        if kept is not None:
            return kept
        prediction = self._records.of(
            painting.id,
            self.picture(painting) if picture is None else picture,
            lambda picture: self.classifier.predict(self._look(painting, picture).square),
        )
        self.neighbours.add(painting.id, prediction.embedding)
        return prediction

    def decided(self, painting: Painting) -> Prediction | None:
        """Return what the network once said of `painting`, None if it was not asked lately."""
        return self._records.get(painting.id)

    def lately(self) -> dict[str, Prediction]:
        """Return all that the network was asked about lately, by the work's id."""
        return self._records.lately()

    def museums(self) -> dict[str, bool]:
        """Tell of each museum's address whether it is asked now or left in peace for a while."""
        return self._source.museums()

    def cache(self) -> State:
        """Tell whether pictures and verdicts are kept on this machine's disk."""
        return self._source.cache.state

    def resembling(self, painting: Painting, count: int = 4) -> list[Painting]:
        """Return the `count` works that the network finds most like `painting`; raises likewise."""
        embedding = self.predict(painting).embedding
        return self._likest(embedding, count, without={painting.id})

    def opinion(self, data: bytes, count: int = 4) -> Opinion:
        """Decide an encoded picture that is in no catalogue, in memory alone.

        Raises PictureError.
        """
        return opinion(data, self.classifier, lambda embedding: self._likest(embedding, count))

    def why(self, painting: Painting) -> npt.NDArray[np.uint8] | None:
        """Return where the network found its answer, as RGBA in the picture's proportions.

        None where the model cannot tell; raises like `picture`.
        """
        return heat(self.predict(painting), self.ratio(painting))

    def _look(self, painting: Painting, picture: Encoded) -> Sight:
        sight = look(picture, self._size)
        with self._lock:
            self._ratios[painting.id] = sight.ratio
        return sight

    def _pick(self, catalogue: Catalogue, seen: Sequence[str]) -> Painting:
        remembered = min(SEEN, len(catalogue) - 1)
        return catalogue.random(self._rng, without=set(seen[max(0, len(seen) - remembered) :]))

    def _likest(
        self, embedding: Bytes, count: int, without: Collection[str] = ()
    ) -> list[Painting]:
        ids = self.neighbours.nearest(embedding, count, without)
        return [work for work in map(self.get, ids) if work is not None]
