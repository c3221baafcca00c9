import os

import pytest

from tests.learning.dataset.conftest import recipe
from whence.learning.dataset import DataError, items_of, picture_of
from whence.learning.dataset.others import others

PLAN = {"kind": "folders", "folder": "nowhere", "valid": "validation"}


@pytest.fixture
def folder(draw, tmp_path):
    for name in ("train/a/1.png", "train/b/2.JPG", "validation/a/3.png", "test/b/deep/4.png"):
        draw(name)
    draw("train/other/5.png")
    (tmp_path / "train/a/notes.txt").write_text("no picture")
    (tmp_path / "train/a/.hidden.png").write_text("no picture")
    return tmp_path


def test_the_folder_is_the_part_and_the_label(folder):
    items = items_of(recipe(**PLAN), folder)
    assert [(item.file, item.labels, item.given) for item in items] == [
        ("train/a/1.png", ("a",), "train"),
        ("train/b/2.JPG", ("b",), "train"),
        ("validation/a/3.png", ("a",), "valid"),
        ("test/b/deep/4.png", ("b",), "test"),
    ]
    assert picture_of(items[3]).shape == (4, 5, 3)


def test_pictures_are_known_by_their_endings_on_every_machine(folder, monkeypatch):
    monkeypatch.setattr("mimetypes.knownfiles", [])
    monkeypatch.setattr("mimetypes._db", None)
    for name in ("6.webp", "7.avif", "8.svg", "9.ico", "10.jfif"):
        (folder / "train" / "a" / name).write_bytes(b"any")
    os.mkfifo(folder / "train" / "a" / "pipe.jpg")
    files = {item.file for item in items_of(recipe(**PLAN), folder)}
    assert {file for file in files if "train/a" in file} == {
        *("train/a/1.png", "train/a/6.webp", "train/a/7.avif", "train/a/10.jfif")
    }


def test_validation_may_be_left_to_the_split(folder):
    items = items_of(recipe(**{**PLAN, "valid": None}), folder)
    assert {item.given for item in items} == {"train", "test"}


def test_a_part_that_is_not_there_is_told(folder):
    with pytest.raises(DataError, match=r"no folder .*valid; name the one above it with --data"):
        items_of(recipe(**{**PLAN, "valid": "valid"}), folder)


def test_a_label_without_a_folder_is_told(folder):
    with pytest.raises(DataError, match="No picture is labelled c"):
        items_of(recipe("abc", **PLAN), folder)


def test_names_are_alike_in_whichever_form_a_file_system_writes_their_letters(draw, tmp_path):
    composed, apart = "caf\u00e9", "cafe\u0301"
    for part in ("train", "validation", "test"):
        draw(f"{part}/{apart}/1.png")
        draw(f"{part}/b/1.png")
    for written in (composed, apart):
        items = items_of(recipe((written, "b"), **PLAN), tmp_path)
        assert [item.labels for item in items[:2]] == [(composed,), ("b",)]


def test_who_has_no_folder_to_validate_on_is_told_how_to_do_without(folder):
    with pytest.raises(DataError, match="or write `valid: null`"):
        items_of(recipe(**{**PLAN, "valid": "none"}), folder)


def test_a_name_that_is_not_in_utf_8_is_told(folder):
    (folder / "train/a" / "caf\udce9.png").write_bytes(b"any")
    with pytest.raises(DataError, match=r"caf.*9\.png' is not in UTF-8; rename the file"):
        items_of(recipe(**PLAN), folder)
    (folder / "train/a" / "caf\udce9.png").unlink()
    (folder / "train/a" / "水 墨\u3000画.png").write_bytes(b"any")
    assert any("水 墨" in item.file for item in items_of(recipe(**PLAN), folder))


def test_two_folders_of_one_label_are_both_read(draw, tmp_path):
    for place in ("train/caf\u00e9", "train/cafe\u0301", "train/tea", "train/tea "):
        draw(f"{place}/1.png")
    for place in ("validation/tea", "test/tea"):
        draw(f"{place}/2.png")
    items = items_of(recipe(("caf\u00e9", "tea"), **PLAN), tmp_path)
    assert len([item for item in items if item.given == "train"]) == 4


def test_linked_folders_are_read_and_none_twice(folder, draw):
    draw("elsewhere/deep/6.png")
    (folder / "train/a/linked").symlink_to(folder / "elsewhere", target_is_directory=True)
    (folder / "elsewhere/up").symlink_to(folder / "train/a", target_is_directory=True)
    files = [item.file for item in items_of(recipe(**PLAN), folder) if "train/a" in item.file]
    assert files == ["train/a/1.png", "train/a/linked/deep/6.png"]
    assert others(recipe("ab", **PLAN), folder) == {"other": 1}


def test_an_empty_folder_to_validate_on_is_told(folder):
    (folder / "validation/a/3.png").unlink()
    with pytest.raises(DataError, match=r"in .*validation; put some there, or write `valid: null`"):
        items_of(recipe(**PLAN), folder)
