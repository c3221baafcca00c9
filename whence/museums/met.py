"""The Metropolitan Museum's API: which objects may be paintings, and what is known of one.

Documented at https://metmuseum.github.io; what differs in practice is in docs/decisions.md.
"""

from collections.abc import Collection, Iterator
from itertools import chain, zip_longest
from typing import Any, Final
from urllib.parse import urlencode

from whence.cataloguing import tidy
from whence.cataloguing.met import object_culture
from whence.museums.address import picture_address
from whence.museums.answers import DAY, Answers
from whence.museums.errors import Garbage, NotFound
from whence.painting import Painting

API: Final = "https://collectionapi.metmuseum.org/public/collection"
PICTURES: Final = "https://images.metmuseum.org"
PACE: Final = 1.5
PAGE: Final = 500
WINDOW: Final = 10_000  # search shows no more of a longer result
# American Wing, Asian Art, Islamic Art, Modern and Contemporary Art.
DEPARTMENTS: Final = {"America": (1, 21), "China": (6,), "India": (6, 14), "Japan": (6,)}
_FACTS: Final = (
    *("objectID", "isPublicDomain", "primaryImage", "primaryImageSmall", "objectURL"),
    *("department", "classification", "objectName", "culture", "artistNationality"),
    *("title", "artistDisplayName", "objectDate", "medium"),
)


class Met:
    """Finds the objects that may be paintings of some cultures, and judges each."""

    slug: Final = "met"
    many_hosts: Final = False
    name: Final = "The Metropolitan Museum of Art"

    def __init__(self, answers: Answers, api: str = API) -> None:
        self._answers, self._api = answers, api

    def leads(self, cultures: Collection[str]) -> tuple[int, Iterator[int]]:
        """Return how many objects to look at, and their numbers, departments taking turns."""
        departments = dict.fromkeys(chain.from_iterable(DEPARTMENTS[each] for each in cultures))
        turns = zip_longest(*map(self._department, departments))
        numbers = [number for turn in turns for number in turn if number is not None]
        distinct = dict.fromkeys(numbers)
        return len(distinct), iter(distinct)

    def judge(self, number: int) -> Painting | str:
        """Return the painting with that number, or why it is none of ours."""
        url = f"{self._api}/v1/objects/{number}"
        return painting(self._answers.ask(url, _facts, missing=_message))

    def _department(self, department: int) -> list[int]:
        """Search a department's paintings; where search fails, take all its objects."""
        try:
            numbers = self._search(department)
        except (NotFound, Garbage):
            numbers = None
        return self._everything(department) if numbers is None else numbers

    def _search(self, department: int) -> list[int] | None:
        """Page through the search; None where the result is longer than it shows."""
        numbers: list[int] = []
        while len(numbers) < WINDOW:
            query = {
                "departmentId": department, "medium": "Paintings", "hasImages": "true",
                "offset": len(numbers), "limit": min(PAGE, WINDOW - len(numbers)), "q": "*",
            }  # fmt: skip
            url = f"{self._api}/v1.1/search?{urlencode(query)}"
            page = self._answers.ask(url, _page, DAY)
            if page["total"] > WINDOW:
                return None
            numbers += page["objectIDs"]
            if not page["objectIDs"] or len(numbers) >= page["total"]:
                break
        return numbers

    def _everything(self, department: int) -> list[int]:
        url = f"{self._api}/v1/objects?departmentIds={department}"
        page = self._answers.ask(url, _page, DAY)
        numbers: list[int] = page["objectIDs"]
        return numbers


def painting(facts: dict[str, Any]) -> Painting | str:
    """Turn an object of the API into a painting, or say in a few words why it is none of ours."""
    if "message" in facts:
        return f"not at the museum ({facts['message']})"
    told = {name: str(value or "") for name, value in facts.items()}
    culture = object_culture(told["culture"], told["artistNationality"], told["department"])
    picture = picture_address(told["primaryImageSmall"] or told["primaryImage"])
    # The American Wing leaves the classification empty.
    if "painting" not in (told["classification"] or told["objectName"]).lower():
        return "not a painting"
    if culture is None:
        return "none of the four cultures"
    if facts["isPublicDomain"] is not True:
        return "not in the public domain"
    if not picture:
        return "no picture"
    return Painting(
        id=f"met-{facts['objectID']}",
        culture=culture,
        title=tidy.title(told["title"]),
        artist=tidy.artists(told["artistDisplayName"]),
        date=tidy.text(told["objectDate"]),
        medium=tidy.text(told["medium"]),
        museum=Met.name,
        page_url=picture_address(told["objectURL"]),
        image_url=picture,
        licence="CC0",
    )


def _facts(answer: Any) -> dict[str, Any]:
    facts = {name: answer.get(name) for name in _FACTS} if isinstance(answer, dict) else {}
    if not isinstance(facts.get("objectID"), int):
        raise ValueError("no object")
    return facts


def _message(answer: Any) -> dict[str, str]:
    return {"message": str(answer["message"])}


def _page(answer: Any) -> dict[str, Any]:
    numbers = answer["objectIDs"] or []  # null where there are none
    if not all(isinstance(number, int) for number in numbers):
        raise TypeError("object numbers must be whole")
    return {"total": int(answer["total"]), "objectIDs": numbers}
