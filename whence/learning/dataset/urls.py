"""Items of a CSV of addresses and labels whose pictures `collect urls` has fetched."""

from collections.abc import Sequence
from pathlib import Path

from whence.collecting.manifest import Manifest
from whence.json_lines import DamagedError
from whence.learning.dataset.item import DataError, Item, read_table, refuse_two_labels
from whence.learning.recipe_data import UrlsData
from whence.museums.address import picture_address


def from_urls(data: UrlsData, folder: Path, labels: Sequence[str]) -> list[Item]:
    """List the rows whose label is known and whose picture was fetched.

    Dead links and rows without an address are left out, as `collect urls` leaves them out.
    The host of an address is the item's source.
    """
    rows = read_table(folder / data.csv, (data.url, data.label), gaps=True)
    # One picture may be named by http and by https.
    rows = rows.assign(**{data.url: rows[data.url].map(picture_address)})
    rows = rows[rows[data.label].isin(labels) & (rows[data.url] != "")]
    rows = rows.drop_duplicates([data.url, data.label])
    refuse_two_labels(rows, data.url, data.label)
    try:
        fetched = {kept.painting.image_url: kept for kept in Manifest(folder)}
    except DamagedError as error:
        raise DataError(str(error)) from error
    items = [
        Item(kept.file, folder / kept.file, (label,), source=kept.painting.museum)
        for url, label in zip(rows[data.url], rows[data.label], strict=True)
        if (kept := fetched.get(url))
    ]
    if not items:
        raise DataError(
            f"{folder} holds no picture of {data.csv}; run `collect urls {data.csv} --to {folder}`."
        )
    return items
