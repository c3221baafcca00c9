"""What ends a collection early."""


class CollectError(Exception):
    """A collection that cannot begin or go on; the message is a sentence that says what to do."""
