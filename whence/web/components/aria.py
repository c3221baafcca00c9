"""Properties for screen readers."""

from typing import Any


def aria(**properties: str) -> dict[str, Any]:
    """Return properties for a screen reader under the names that HTML gives them."""
    return {f"aria-{name}": value for name, value in properties.items()}
