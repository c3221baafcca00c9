import pytest

from tests.learning.dataset.conftest import recipe
from whence.collecting.manifest import Kept, Manifest
from whence.learning.dataset import DataError, items_of, picture_of
from whence.learning.dataset.others import others
from whence.painting import Painting

PLAN = {"kind": "urls", "folder": "nowhere", "csv": "list.csv", "url": "link"}


def fetched(folder, address, file):
    empty = dict.fromkeys(("title", "artist", "date", "medium", "page_url", "licence"), "")
    work = Painting(id=file, culture="", museum="pics.example", image_url=address, **empty)
    Manifest(folder).add(Kept(work, file, "0" * 64, 1))


@pytest.fixture
def folder(draw, tmp_path):
    (tmp_path / "list.csv").write_text(
        "link,label\n"
        "https://pics.example/one two.png,a\n"
        "https://pics.example/dead.png,a\n"
        "http://pics.example/3.png,b\n"
        "https://pics.example/4.png,other\n"
        ",a\n"
        " ,b\n"
    )
    for address, file in [("one%20two", "1.png"), ("3", "3.png"), ("4", "4.png")]:
        draw(file)
        fetched(tmp_path, f"https://pics.example/{address}.png", file)
    return tmp_path


def test_what_was_fetched_has_the_label_of_the_list(folder):
    items = items_of(recipe(**PLAN), folder)
    assert [(item.file, item.labels, item.source) for item in items] == [
        ("1.png", ("a",), "pics.example"),
        ("3.png", ("b",), "pics.example"),
    ]
    assert picture_of(items[0]).shape == (4, 5, 3)


def test_before_collecting_it_says_what_to_run(folder):
    (folder / "manifest.jsonl").unlink()
    with pytest.raises(DataError, match=r"run `collect urls list\.csv --to "):
        items_of(recipe(**PLAN), folder)


def test_a_damaged_manifest_is_told(folder):
    file = folder / "manifest.jsonl"
    file.write_text("no JSON\n" + file.read_text())
    with pytest.raises(DataError, match=r"manifest\.jsonl"):
        items_of(recipe(**PLAN), folder)


def test_one_address_has_one_label(folder):
    with (folder / "list.csv").open("a") as file:
        file.write("http://pics.example/3.png,a\n")
    with pytest.raises(DataError, match=r"3\.png is labelled as b and as a"):
        items_of(recipe(**PLAN), folder)


def test_http_and_https_name_one_picture(folder):
    items = items_of(recipe(**PLAN), folder)
    with (folder / "list.csv").open("a") as file:
        file.write("https://pics.example/3.png,b\n")
    assert items_of(recipe(**PLAN), folder) == items
    with (folder / "list.csv").open("a") as file:
        file.write("https://pics.example/3.png,a\n")
    with pytest.raises(DataError, match=r"3\.png is labelled as b and as a"):
        items_of(recipe(**PLAN), folder)


def test_rows_without_an_address_are_no_other_label(folder):
    assert others(recipe(**PLAN), folder) == {"other": 1}
