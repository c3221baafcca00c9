"""Catalogues of works that do not exist, as large as one likes, in the shape of real ones."""

import csv
from pathlib import Path

from whence.painting import COLUMNS

CULTURES = ("America", "China", "India", "Japan")
WORDS = (
    *("mountain", "river", "crane", "plum", "village", "portrait"),
    *("lady", "winter", "harbour", "temple", "horse", "garden"),
)
MEDIA = ("oil on canvas", "ink on silk", "ink and colour on paper", "opaque watercolour on paper")


def catalogue(path: Path, works: int, museum: str) -> Path:
    """Write a catalogue of `works` works whose pictures hang at `museum`."""
    with path.open("w", newline="", encoding="utf-8") as file:
        table = csv.DictWriter(file, COLUMNS, restval="", lineterminator="\n")
        table.writeheader()
        for number in range(works):
            table.writerow(
                {
                    "id": f"work-{number}",
                    "culture": CULTURES[number % 4],
                    "title": _title(number),
                    "artist": f"Artist {number // 7 % 9973}" if number % 3 else "",
                    "date": f"ca. {1100 + number % 800}",
                    "medium": MEDIA[number % 4],
                    "museum": f"Museum {number % 12}",
                    "page_url": f"https://museum.example/works/{number}",
                    "image_url": f"{museum}/{number}.jpg",
                    "licence": "CC0",
                }
            )
    return path


def _title(number: int) -> str:
    first, second, third = (WORDS[number // step % len(WORDS)] for step in (1, 12, 144))
    return f"{first.title()} and {second} by the {third}, no. {number}"
