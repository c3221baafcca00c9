"""A bar for each label, of which the museum's is marked."""

from tests.web.components.test_hanging import PAINTING, prediction
from whence.web.components.bars import bars


def rows(culture: str) -> list[tuple[str, str]]:
    """Class and spoken name of each bar of a painting that the network calls Japanese."""
    drawn = bars(PAINTING._replace(culture=culture), prediction())
    found = [child["props"] for child in drawn["props"]["children"][:-1]]
    return [(row["className"], row["children"][1]["props"]["aria-label"]) for row in found]


def test_the_museums_culture_is_marked_whatever_the_network_says() -> None:
    assert rows("India") == [
        ("bar", "America"),
        ("bar", "China"),
        ("bar true", "India, the true culture"),
        ("bar", "Japan"),
    ]
    assert [style for style, _ in rows("Japan")] == ["bar", "bar", "bar", "bar true"]
