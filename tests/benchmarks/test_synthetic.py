"""Catalogues of works that do not exist are sound ones."""

from pathlib import Path

from benchmarks.synthetic import catalogue
from whence.catalogue import Catalogue


def test_the_gallery_reads_it(tmp_path: Path) -> None:
    works = Catalogue.load(catalogue(tmp_path / "works.csv", 500, "http://127.0.0.1:9"))
    assert len(works) == 500
    assert {work.culture for work in works} == {"America", "China", "India", "Japan"}
    last = works.get("work-499")
    assert last is not None
    assert last.image_url == "http://127.0.0.1:9/499.jpg"
