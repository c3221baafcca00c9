"""What is asked about where a folder is named."""

from pathlib import Path

from whence.predicting import names


def test_folders_and_their_files_come_in_the_order_of_their_names(tmp_path: Path) -> None:
    for folder in ("d", "a", "e", "c", "b"):
        (tmp_path / folder).mkdir()
        for file in ("4.jpg", "1.png", "5.webp", "3.jpg", "2.jpg"):
            (tmp_path / folder / file).touch()
    found = [str(Path(name).relative_to(tmp_path)) for name in names([str(tmp_path)])]
    files = ("1.png", "2.jpg", "3.jpg", "4.jpg", "5.webp")
    assert found == [f"{folder}/{file}" for folder in "abcde" for file in files]


def test_what_is_hidden_is_no_picture_of_a_folder(tmp_path: Path) -> None:
    for file in ("a.jpg", "._a.jpg", "b.JFIF"):
        (tmp_path / file).touch()
    assert [Path(name).name for name in names([str(tmp_path)])] == ["a.jpg", "b.JFIF"]
    hidden = str(tmp_path / "._a.jpg")
    assert list(names([hidden])) == [hidden]
