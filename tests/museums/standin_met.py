"""The Met's API: search v1.1, objects of a department, one object."""

from typing import Any

from tests.museums.standin import StandIn
from tests.museums.trouble import HTML


class StandInMet(StandIn):
    """Holds `objects` by number; `search_retired` and its `window` can be changed."""

    api_path = "/public/collection"
    search_retired = False
    window = 10_000
    page = 500

    def __init__(self, *args: Any) -> None:
        super().__init__(*args)
        self.objects: dict[int, dict[str, Any]] = {}
        self.withdrawn: set[int] = set()
        self.departments: dict[int, list[int]] = {}

    def add(self, number: int, department: int = 6, **facts: Any) -> str:
        """Add a Japanese painting of Asian Art, changed as told; return its picture's path."""
        name = facts.pop("file", f"DP {number}.jpg")
        self.objects[number] = {
            "objectID": number,
            "isHighlight": False,
            "isPublicDomain": True,
            "primaryImage": f"{self.origin}/original/{name}",
            "primaryImageSmall": self.hang(name, number),
            "additionalImages": [],
            "constituents": None,
            "department": "Asian Art",
            "objectName": "Hanging scroll",
            "title": f"Quail and Millet {number}",
            "culture": "Japan",
            "artistDisplayName": "Kiyohara Yukinobu",
            "artistNationality": "Japanese",
            "objectDate": "late 17th century",
            "medium": "Hanging scroll; ink and color on silk",
            "classification": "Paintings",
            "objectURL": f"https://www.metmuseum.org/art/collection/search/{number}",
            "tags": None,
        } | facts
        self.departments.setdefault(department, []).append(number)
        return f"/pictures/{name}"

    def object_path(self, number: int) -> str:
        return f"{self.api_path}/v1/objects/{number}"

    def told(self, path: str, query: dict[str, str]) -> tuple[int, Any]:
        if path == "/v1.1/search" and not self.search_retired:
            return 200, self._search(query)
        if path == "/v1/objects":
            return 200, _listed(self.departments.get(int(query["departmentIds"]), []))
        number = path.removeprefix("/v1/objects/")
        if number == path or not number.isdigit():
            return 404, HTML
        if int(number) in self.withdrawn:
            return 404, {"message": "Not a valid object"}
        found = self.objects.get(int(number))
        return (200, found) if found else (404, {"message": "ObjectID not found"})

    def _search(self, query: dict[str, str]) -> dict[str, Any]:
        asked = tuple(query.get(name) for name in ("q", "medium", "hasImages"))
        if asked != ("*", "Paintings", "true"):
            return {"total": 0, "objectIDs": None}
        found = self.departments.get(int(query["departmentId"]), [])
        start, limit = int(query["offset"]), min(int(query["limit"]), self.page)
        if start + int(query["limit"]) > self.window:
            return {"total": len(found), "objectIDs": None}
        return _listed(found[start : start + limit]) | {"total": len(found)}


def _listed(numbers: list[int]) -> dict[str, Any]:
    return {"total": len(numbers), "objectIDs": numbers or None}
