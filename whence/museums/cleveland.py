"""The Cleveland Museum of Art's API, which lists works with all that is known of them.

Documented at https://openaccess-api.clevelandart.org.
"""

import re
from collections.abc import Collection, Iterator
from typing import Any, Final
from urllib.parse import urlencode

from whence.cataloguing import tidy
from whence.cultures import culture_of
from whence.museums.address import picture_address
from whence.museums.answers import DAY, Answers
from whence.painting import Painting

API: Final = "https://openaccess-api.clevelandart.org/api"
PICTURES: Final = "https://openaccess-cdn.clevelandart.org"
PACE: Final = 0.5
PAGE: Final = 100
_FACTS: Final = (
    *("id", "title", "creation_date", "culture", "technique", "type", "creators"),
    *("share_license_status", "url", "images"),
)


class Cleveland:
    """Lists the public paintings that have a picture, and judges each."""

    slug: Final = "cleveland"
    many_hosts: Final = False
    name: Final = "The Cleveland Museum of Art"

    def __init__(self, answers: Answers, api: str = API) -> None:
        self._answers, self._api = answers, api

    def leads(self, cultures: Collection[str]) -> tuple[int, Iterator[dict[str, Any]]]:
        """Return how many works there are, and each; pages are asked for as they are needed.

        The API cannot tell one culture's works from another's, so `cultures` changes nothing.
        """
        total: int = self._page(0)["total"]
        return total, self._works()

    def judge(self, facts: dict[str, Any]) -> Painting | str:
        """Return the painting, or why it is none of ours."""
        try:
            return painting(facts)
        except (AttributeError, TypeError):  # one odd record must not end the collection
            return "not described as the museum's documents promise"

    def _works(self) -> Iterator[dict[str, Any]]:
        skip, total = 0, 1
        while skip < total:
            page = self._page(skip)
            yield from page["data"]
            skip, total = skip + len(page["data"]), page["total"] if page["data"] else 0

    def _page(self, skip: int) -> dict[str, Any]:
        query = {
            "type": "Painting", "cc0": 1, "has_image": 1, "fields": ",".join(_FACTS),
            "skip": skip, "limit": PAGE,
        }  # fmt: skip
        url = f"{self._api}/artworks/?{urlencode(query, safe=',')}"
        page: dict[str, Any] = self._answers.ask(url, _shape, DAY)
        return page


def painting(facts: dict[str, Any]) -> Painting | str:
    """Turn a work of the API into a painting, or say in a few words why it is none of ours."""
    cultures = {culture_of(text) for text in facts["culture"] or ()}
    culture = cultures.pop() if len(cultures) == 1 else None
    web = (facts["images"] or {}).get("web") or {}
    picture = picture_address(str(web.get("url") or ""))
    if facts["type"] != "Painting":
        return "not a painting"
    if culture is None:
        return "none of the four cultures"
    if facts["share_license_status"] != "CC0":
        return "not in the public domain"
    if not picture:
        return "no picture"
    return Painting(
        id=f"cleveland-{facts['id']}",
        culture=culture,
        title=tidy.title(facts["title"] or ""),
        artist=tidy.artists("|".join(map(_name, facts["creators"] or ()))),
        date=tidy.text(facts["creation_date"] or ""),
        medium=tidy.text(facts["technique"] or ""),
        museum=Cleveland.name,
        page_url=picture_address(facts["url"] or ""),
        image_url=picture,
        licence="CC0",
    )


def _name(creator: dict[str, Any]) -> str:
    """Read the name off "Thomas Cole (American, 1801–1848)"."""
    return re.sub(r"\s*\(.*", "", str(creator.get("description") or ""), flags=re.DOTALL)


def _shape(answer: Any) -> dict[str, Any]:
    works = [{name: work.get(name) for name in _FACTS} for work in answer["data"]]
    if not all(isinstance(work["id"], int) for work in works):
        raise ValueError("a work without id")
    return {"total": int(answer["info"]["total"]), "data": works}
