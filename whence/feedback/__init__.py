"""Visitors' corrections: what one says, where it is kept, how it leaves for the next training.

`store` loads the database's libraries (25 MB); a web process does so with its first correction.
"""

from whence.feedback.correction import KINDS, Correction, FeedbackError, Kind

__all__ = ["KINDS", "Correction", "FeedbackError", "Kind"]
