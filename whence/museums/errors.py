"""Why a file cannot be had from a museum."""


class MuseumError(Exception):
    """A file cannot be had from a museum; `str()` is a sentence for people."""


class NotFound(MuseumError):  # noqa: N818 - reads as what happened
    """The museum answers, but has not got this file for us; `said` begins its answer."""

    def __init__(self, sentence: str, said: bytes = b"") -> None:
        super().__init__(sentence)
        self.said = said


class OffList(NotFound):
    """The file lies, or has moved, where we may not ask; another list may allow `origin`.

    The sentence does not name it: visitors read that, and it may be an address inside a museum.
    """

    def __init__(self, origin: str) -> None:
        super().__init__("The picture's address is not at a museum on our list.")
        self.origin = origin


class Unreachable(MuseumError):  # noqa: N818
    """The museum does not answer, or not in time. Try later, `pause` seconds if it said so."""

    pause = 0.0


class Garbage(Unreachable):
    """An answer that is not what the museum's documents promise; worth asking again."""


class GivenUp(Unreachable):
    """An origin that failed several addresses in a row; it is not asked again in this run."""


class AtRest(Unreachable):
    """The museum is not even asked, since it failed a moment ago."""


class Forbidden(Unreachable):
    """The museum turns us away, as it does when it is asked too much."""
