"""One visitor's correction: what was shown, what is said of it, and nothing about the visitor."""

import unicodedata
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Final, Literal, Self, get_args

from whence.classifier import Prediction, Verdict
from whence.messages import N_
from whence.mistake import Mistake

Kind = Literal["label is wrong", "I disagree"]

KINDS: Final[tuple[Kind, ...]] = get_args(Kind)
VERDICTS: Final[tuple[Verdict, ...]] = get_args(Verdict)
LONGEST_NOTE: Final = 500
LONGEST_NAME: Final = 200


class FeedbackError(Mistake):
    """A correction that cannot be kept; `str()` is a sentence for people.

    `code` is "note-too-long" or "bad-correction" where the correction is at fault and
    "unavailable" where the database is.
    """

    def __init__(self, code: str, sentence: str) -> None:
        super().__init__(sentence)
        self.code = code


def now() -> datetime:
    """Return the present time in UTC."""
    return datetime.now(UTC)


@dataclass(frozen=True, slots=True)
class Correction:
    """What a visitor says of one verdict, as it was shown.

    `painting` and `model` are ids, `confidence` is in 0–1, `time` is brought to UTC, `note` is
    tidied (see `tidy`) and has at most 500 characters. Raises FeedbackError.
    """

    painting: str
    label: str
    verdict: Verdict
    confidence: float
    model: str
    kind: Kind
    time: datetime
    note: str = ""

    def __post_init__(self) -> None:
        note = tidy(self.note)
        if len(note) > LONGEST_NOTE:
            raise FeedbackError(
                "note-too-long",
                N_("Your note is longer than 500 characters; please shorten it."),
            )
        if not self._sound():
            raise FeedbackError(
                "bad-correction",
                N_("This is no correction of ours; reload the page and try again."),
            )
        object.__setattr__(self, "note", note)
        object.__setattr__(self, "time", self.time.astimezone(UTC))

    @classmethod
    def of(
        cls,
        painting: str,
        prediction: Prediction,
        kind: str,
        note: str = "",
        clock: Callable[[], datetime] = now,
    ) -> Self:
        """Correct `prediction` about the painting of that id, now. Raises FeedbackError."""
        return cls(
            painting=painting,
            label=prediction.label,
            verdict=prediction.verdict,
            confidence=prediction.confidence,
            model=prediction.model,
            kind=kind,  # type: ignore[arg-type]  # comes from a browser; judged above
            time=clock(),
            note=note,
        )

    def _sound(self) -> bool:
        names = (self.painting, self.label, self.model)
        return (
            all(name and len(name) <= LONGEST_NAME and tidy(name) == name for name in names)
            and self.verdict in VERDICTS
            and self.kind in KINDS
            and 0 <= self.confidence <= 1
            and self.time.utcoffset() is not None
        )


def tidy(text: str) -> str:
    """Return `text` on one line, trimmed, without what does not print.

    Line breaks and tabs become spaces. Control characters, lone surrogates (no database takes
    them) and marks that turn the direction of writing (they can disguise a text) go; joiners,
    which Indian scripts need, stay.
    """
    return " ".join("".join(filter(_prints, text)).split())


def _prints(character: str) -> bool:
    turns = "\u202a" <= character <= "\u202e" or "\u2066" <= character <= "\u2069"
    hidden = turns or unicodedata.category(character) in ("Cc", "Cs")
    return character.isspace() or not hidden
