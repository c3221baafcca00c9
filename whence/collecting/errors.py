"""What ends a collection early."""

from whence.mistake import Mistake


class CollectError(Mistake):
    """A collection that cannot begin or go on; the message is a sentence that says what to do."""
