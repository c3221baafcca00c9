"""A painting for tests."""

from whence.painting import Painting


def work(name: str, picture: str = "https://a.example/1.jpg", culture: str = "Japan") -> Painting:
    """A painting with that id, picture and culture."""
    return Painting(
        name, culture, "Title", "Artist", "1700", "Ink", "Museum", "https://a.example/1", picture,
        "CC0",
    )  # fmt: skip
