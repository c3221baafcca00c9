"""Any CSV of picture addresses and labels, such as those of Unsplash, Bing and Kaggle."""

import csv
from collections.abc import Collection, Iterator
from pathlib import Path, PurePosixPath
from typing import Final
from urllib.parse import unquote, urlsplit

from whence.catalogue_csv import CatalogueError
from whence.cataloguing import tidy
from whence.collecting.errors import CollectError
from whence.csv_table import Fault, in_order, rows
from whence.museums.address import origin_of, picture_address
from whence.painting import Painting

URLS: Final = ("url", "image_url", "imageurl", "photo_image_url", "picture_url", "link", "src")
LABELS: Final = ("label", "class", "culture", "category", "breed", "variety", "target", "tag")

Row = tuple[int, str, str]


class UrlList:
    """The rows of a list: line number, address, label."""

    slug: Final = "pictures"
    many_hosts: Final = True

    def __init__(self, path: Path, url_column: str | None, label_column: str | None) -> None:
        """Read the list; a column that is not named is guessed by its heading.

        Raises CollectError, or CatalogueError with every broken line.
        """
        header = _header(path)
        url = url_column or _guess(path, header, URLS, "addresses", "--url-column")
        label = label_column or _guess(path, header, LABELS, "labels", "--label-column")
        if url == label:
            raise CollectError(f"{path}: the column {url} cannot hold addresses and labels both.")
        wrong: list[Fault] = []
        self.name = path.name
        self._rows = [
            (line, address.strip(), tidy.text(text))
            for line, (address, text) in rows(path, (url, label), wrong)
        ]
        if wrong:
            raise CatalogueError(*in_order(wrong))
        self._first = {
            picture_address(address): (line, text)
            for line, address, text in reversed(self._rows)
            if text
        }

    def origins(self) -> list[str]:
        """Return each origin that a picture would be asked from, once."""
        addresses = filter(None, (picture_address(address) for _, address, _ in self._rows))
        return list(dict.fromkeys(map(origin_of, addresses)))

    def leads(self, cultures: Collection[str]) -> tuple[int, Iterator[Row]]:
        """Return the number of rows, and the rows."""
        return len(self._rows), iter(self._rows)

    def judge(self, row: Row) -> Painting | str:
        """Return a picture with its label as culture, or why the row cannot be used."""
        line, address, label = row
        picture = picture_address(address)
        if not picture:
            return "no web address"
        if not label:
            return "no label"
        first, given = self._first[picture]
        if given != label:
            return "an earlier line gives this address another label"
        if first != line:
            return "an earlier line gives this address already"
        stem = PurePosixPath(unquote(urlsplit(picture).path)).stem
        return Painting(
            id=tidy.long_slug(stem, picture), culture=label, title="", artist="", date="",
            medium="", museum=urlsplit(picture).hostname or "", page_url="", image_url=picture,
            licence="unknown",
        )  # fmt: skip


def _header(path: Path) -> list[str]:
    try:
        with path.open(encoding="utf-8-sig", newline="") as file:
            header = next(csv.reader(file), [])
    except (OSError, ValueError, csv.Error) as error:
        raise CollectError(f"Cannot read {path}: it must be a CSV file in UTF-8.") from error
    for other in (";", "\t"):
        if len(header) == 1 and other in header[0]:
            raise CollectError(f"{path} separates its columns by {other!r}; save it with commas.")
    return header


def _guess(path: Path, header: list[str], names: tuple[str, ...], what: str, option: str) -> str:
    by_name = {column.strip().lower().replace(" ", "_"): column for column in reversed(header)}
    for name in names:
        if name in by_name:
            return by_name[name]
    raise CollectError(
        f"{path} does not say which column holds the {what}: name one of "
        f"{', '.join(header) or 'its columns'} with {option}."
    )
