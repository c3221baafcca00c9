from collections import Counter
from pathlib import Path

import pytest

from whence.catalogue_csv import CatalogueError
from whence.cataloguing import folder

HEADER = "file,culture,artist,title,date,style,source,width,height,licence"


def test_keeps_the_four_cultures_with_quoted_addresses_and_stable_ids(tmp_path: Path) -> None:
    rows = [
        "Japan/w__a wave #1.jpg,Japan,Hokusai,a  wave,1830,Ukiyo-e,wikiart224,9,9,research",
        "France/w__b.jpg,France,Monet,b,1880,Impressionism,wikiart224,9,9,research",
        "India/w__c.jpg,India,,,,,patua,9,9,",
    ]
    path = tmp_path / "paintings.csv"
    path.write_text("\n".join([HEADER, *rows]))
    wave, scroll = folder.read(tmp_path, "http://127.0.0.1:8060")
    assert wave.image_url == "http://127.0.0.1:8060/Japan/w__a%20wave%20%231.jpg"
    assert (wave.culture, wave.title, wave.artist) == ("Japan", "a wave", "Hokusai")
    assert (wave.museum, wave.licence) == ("Local folder (wikiart224)", "unknown")
    assert wave.id.startswith("w__a-wave-1-")
    assert scroll.culture == "India"
    assert scroll.museum == "Local folder (patua)"
    path.write_text("\n".join([HEADER, rows[0]]))
    assert folder.read(tmp_path, "http://127.0.0.1:8060") == [wave]


def test_works_of_other_cultures_are_counted_and_nothing_else_is_told(tmp_path: Path) -> None:
    rows = [
        f"{n}.jpg,{culture},,,,,s,9,9," for n, culture in enumerate(("hat", "hat", "", "Japan"))
    ]
    path = tmp_path / "paintings.csv"
    path.write_text("\n".join([HEADER, *rows]))
    others = Counter[str]()
    assert len(folder.read(tmp_path, "http://127.0.0.1:1", others)) == 1
    said = "3 works of other cultures are left out (hat 2, (no culture) 1)"
    assert folder.left_out(others) == said
    path.write_text("\n".join([HEADER, *rows[:3]]))
    with pytest.raises(CatalogueError, match=r"names no work of America, .*: 3 works of other"):
        folder.read(tmp_path, "http://127.0.0.1:1")


def test_a_work_of_no_source_hangs_in_the_folder(tmp_path: Path) -> None:
    (tmp_path / "paintings.csv").write_text(f"{HEADER}\na.jpg,Japan,,,,,,9,9,\n")
    assert [work.museum for work in folder.read(tmp_path, "http://127.0.0.1:8060")] == [
        "Local folder"
    ]


def test_the_same_file_name_in_two_folders_gives_two_ids(tmp_path: Path) -> None:
    rows = [f"{culture}/a.jpg,{culture},,,,,s,9,9," for culture in ("Japan", "China")]
    (tmp_path / "paintings.csv").write_text("\n".join([HEADER, *rows]))
    one, two = folder.read(tmp_path, "http://127.0.0.1:8060")
    assert one.id != two.id
    assert "Japan" not in one.id


def test_a_folder_without_list_is_refused(tmp_path: Path) -> None:
    with pytest.raises(CatalogueError, match="Cannot read"):
        folder.read(tmp_path, "http://127.0.0.1:8060")
