"""What somebody can mend: the root of every error that is told in its own words."""


class Mistake(Exception):  # noqa: N818 - reads as what happened
    """Something wrong that its reader can mend; `str()` is a sentence that says what to do."""
