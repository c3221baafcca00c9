from pathlib import Path

from tests.collecting.works import work
from whence.catalogue import Catalogue
from whence.cataloguing import folder
from whence.collecting.manifest import Kept
from whence.collecting.tables import catalogue, picture_list

KEPT = [
    Kept(work("met-1"), "met/met-1.jpg", "ab", 3),
    Kept(work("met-2", culture="China"), "met/met-2.jpg", "cd", 4),
]


def test_the_gallery_takes_the_catalogue(tmp_path: Path) -> None:
    (tmp_path / "catalogue.csv").write_text(catalogue(KEPT))
    first, second = Catalogue.load(tmp_path / "catalogue.csv")
    assert first.image_url == str(tmp_path / "met" / "met-1.jpg")
    assert (second.id, second.culture) == ("met-2", "China")


def test_what_cannot_hang_is_left_out_of_the_catalogue_alone(tmp_path: Path) -> None:
    kept = [*KEPT, Kept(work("dog-1", culture="pug"), "dog-1.jpg", "ef", 5)]
    (tmp_path / "catalogue.csv").write_text(catalogue(kept))
    assert [hung.id for hung in Catalogue.load(tmp_path / "catalogue.csv")] == ["met-1", "met-2"]
    assert "dog-1.jpg,pug" in picture_list(kept)


def test_recipes_and_the_local_gallery_take_the_list(tmp_path: Path) -> None:
    (tmp_path / "paintings.csv").write_text(picture_list(KEPT))
    first, second = folder.read(tmp_path, "http://127.0.0.1:1")
    assert first.image_url == "http://127.0.0.1:1/met/met-1.jpg"
    assert (second.culture, second.artist, second.medium) == ("China", "Artist", "Ink")
    assert second.museum == "Local folder (Museum)"
