"""Keeping a visitor's correction, and what became of the last one."""

from functools import cached_property
from typing import TYPE_CHECKING, Literal

from whence import signals
from whence.feedback.correction import Correction, FeedbackError
from whence.settings import Settings

if TYPE_CHECKING:
    from whence.feedback.store import Corrections

State = Literal["unused", "in use", "refused"]


class Keeper:
    """Keeps corrections in the database of `settings`, whose libraries load with the first one."""

    def __init__(self, settings: Settings) -> None:
        self.state: State = "unused"
        self._settings = settings

    def __call__(self, correction: Correction) -> None:
        """Keep `correction`; raises like `Corrections.add`."""
        try:
            self._store.add(correction)
        except FeedbackError:
            self.state = "refused"
            signals.corrected.send("refused")
            raise
        self.state = "in use"
        signals.corrected.send("kept")

    @cached_property
    def _store(self) -> "Corrections":
        from whence.feedback.store import Corrections

        return Corrections.from_settings(self._settings)
