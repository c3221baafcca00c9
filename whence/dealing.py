"""Dealing a game's paintings: which lies where, and what replaces a work that cannot be had."""

import time
from contextlib import suppress
from functools import lru_cache
from typing import Final

from whence.gallery import PATIENCE, REPLACEMENTS, Gallery
from whence.game import ROUNDS, order
from whence.museums.errors import MuseumError
from whence.painting import Painting
from whence.pictures import PictureError
from whence.shared import Shared

KEPT: Final = 2 * 86_400
"""Seconds that machines remember together where a day's painting was found."""

WORKS: Final = 3 * ROUNDS
"""Works of the catalogue in a game's order: ten, and what may replace them."""


class Dealer:
    """Knows which painting lies at which place of which game; keeps no game.

    Where one machine passed over a work that it could not have, all that share a Redis do.
    """

    def __init__(self, gallery: Gallery, shared: Shared | None = None) -> None:
        self._gallery = gallery
        self._shared = shared or Shared()
        self._works = lru_cache(64)(self._order)

    def work(self, name: str, place: int) -> Painting:
        """Return the painting at a place of a game; raises LookupError where there is none."""
        return self._works(name)[place]

    def find(self, name: str, start: int, patience: float = PATIENCE) -> int:
        """Return the first place from `start` on whose picture is at hand.

        A work that cannot be had is passed over for the next in order, at most `REPLACEMENTS`
        times and for `patience` seconds in all; then the studies at the end of the order hang, for
        the rest of the game. Raises LookupError where not even they can be had.
        """
        deadline = time.monotonic() + patience
        key = f"game {name} {start}"
        works = list(enumerate(self._works(name)))[start:]
        museum = [(place, work) for place, work in works if not self._gallery.instead(work)]
        studies = works[len(museum) :]
        first = self._agreed(key)
        for place, work in museum[first : first + 1 + REPLACEMENTS] + studies:
            with suppress(MuseumError, PictureError):
                self._gallery.picture(work, deadline - time.monotonic())
                # A study hangs while the museum is away, which others need not repeat.
                if not self._gallery.instead(work) and place > start + first:
                    self._shared.put(key, str(place - start).encode(), KEPT)
                return place
        raise LookupError("No painting is left for this game.")

    def _agreed(self, key: str) -> int:
        """Return how many works another machine passed over here, 0 where it had the first."""
        passed = self._shared.get(key) or b"0"
        return min(int(passed), WORKS) if passed.isdigit() else 0

    def _order(self, name: str) -> tuple[Painting, ...]:
        """Return the catalogue's works of a game, then studies for when none can be had."""
        catalogue, studies = self._gallery.catalogue, self._gallery.studies
        own = (each for each in studies.works.texts["id"] if each not in catalogue)
        works = order(name, catalogue.works.texts["id"], WORKS)
        ids = [*works, *order(name, own, ROUNDS)]
        return tuple(work for work in map(self._gallery.get, ids) if work is not None)
