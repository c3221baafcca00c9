"""The refusal that every reader of headers shares: a file whose decoding would never end."""


class TooComplexError(Exception):
    """A file in so many parts that decoding it takes seconds or minutes, whatever its size."""
