"""What a browser remembers of its visit: a short list of texts, whatever it really sends."""

from typing import Any

from whence.gallery import SEEN


def remembered(kept: Any) -> list[str]:
    """Return the last that the browser remembers; what is no text is left out."""
    return [one for one in kept[-SEEN:] if isinstance(one, str)] if isinstance(kept, list) else []


def and_last(before: list[str], this: str) -> list[str]:
    """Return what the browser is to remember: `before`, and `this` as the last of it."""
    return [*(one for one in before if one != this), this][-SEEN:]
