"""One work as a museum's file tells it, before anybody judged or tidied it."""

from dataclasses import dataclass, replace


@dataclass(frozen=True, slots=True)
class Work:
    """A row of a source; every field is raw text and may be empty.

    `number` is the museum's own number of the object; `public` is "True", "False" or unknown.
    """

    culture: str
    number: str
    title: str
    artist: str
    date: str
    medium: str
    page_url: str
    image_url: str
    public: str = ""

    def filled_from(self, other: "Work") -> "Work":
        """Take from `other` whatever is empty here."""
        empty = [name for name in self.__slots__ if not getattr(self, name).strip()]
        return replace(self, **{name: getattr(other, name) for name in empty})
