"""`make screenshots`: the picture of the gallery that the README shows."""

import csv
import tempfile
from pathlib import Path

import cv2
import numpy as np

from tests.browsing import ROOT, chromium, click_through, serve

SHOWN = "study-japan-02"


def main() -> None:
    """Hang one study and write docs/gallery.webp."""
    with (
        tempfile.TemporaryDirectory() as folder,
        chromium() as browser,
        serve(Path(folder), catalogue=_only(SHOWN, Path(folder))) as served,
    ):
        page = browser.new_page(viewport={"width": 1280, "height": 860})
        page.emulate_media(reduced_motion="reduce")
        page.goto(served.url)
        click_through(page)
        shot = cv2.imdecode(np.frombuffer(page.screenshot(), np.uint8), cv2.IMREAD_COLOR)
    cv2.imwrite(str(ROOT / "docs" / "gallery.webp"), shot, [cv2.IMWRITE_WEBP_QUALITY, 85])


def _only(painting_id: str, folder: Path) -> Path:
    """Write a catalogue of that one study."""
    with (ROOT / "data" / "studies.csv").open(encoding="utf-8", newline="") as file:
        row = next(row for row in csv.DictReader(file) if row["id"] == painting_id)
    picture = folder / Path(row["image_url"]).name
    picture.write_bytes((ROOT / "data" / row["image_url"]).read_bytes())
    catalogue = folder / "one.csv"
    with catalogue.open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, row.keys())
        writer.writeheader()
        writer.writerow(row | {"image_url": picture.name})
    return catalogue


if __name__ == "__main__":
    main()
