"""Cleveland's API: a list of works, page by page."""

from typing import Any

from tests.museums.standin import StandIn
from tests.museums.trouble import HTML


class StandInCleveland(StandIn):
    """Holds `works`; all of them are listed, with the `fields` that the request asks for."""

    api_path = "/api"

    def __init__(self, *args: Any) -> None:
        super().__init__(*args)
        self.works: list[dict[str, Any]] = []
        self.too_many = 0  # works that the total counts and no page shows
        self.longest = 1000  # works on a page, however many are asked for

    def add(self, number: int, **facts: Any) -> None:
        """Add an American painting, changed as told."""
        self.works.append({
            "id": number,
            "accession_number": f"1917.{number}",
            "share_license_status": "CC0",
            "title": f"View of Schroon Mountain {number}",
            "creation_date": "1838",
            "culture": ["America, 19th century"],
            "technique": "oil on canvas",
            "type": "Painting",
            "creators": [{"description": "Thomas Cole (American, 1801-1848)", "role": "artist"}],
            "url": f"https://clevelandart.org/art/1917.{number}",
            "images": {
                "web": {"url": self.hang(f"{number}_web.jpg", number), "filesize": "716717"},
                "full": {"url": f"{self.origin}/{number}_full.tif", "filesize": "72628688"},
            },
        } | facts)  # fmt: skip

    def told(self, path: str, query: dict[str, str]) -> tuple[int, Any]:
        if path != "/artworks/" or (query["type"], query["cc0"], query["has_image"]) != (
            "Painting",
            "1",
            "1",
        ):
            return 404, HTML
        start = int(query["skip"])
        end = start + min(int(query["limit"]), self.longest)
        fields = query["fields"].split(",")
        page = [
            {name: work[name] for name in fields if name in work}
            if isinstance(work, dict)
            else work
            for work in self.works[start:end]
        ]
        return 200, {
            "info": {"total": len(self.works) + self.too_many, "parameters": query},
            "data": page,
        }
