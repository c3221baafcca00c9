import json

import pytest

from tests.learning.dataset.conftest import recipe
from whence.learning.dataset import DataError, items_of, picture_of


def write(file, picture, **flags):
    file.parent.mkdir(exist_ok=True)
    file.write_text(json.dumps({"imagePath": picture, "flags": flags, "shapes": []}))


def items(folder):
    return items_of(recipe(task="multi-label", kind="labelme", folder="nowhere"), folder)


def test_the_flags_that_are_set_are_the_labels(draw, tmp_path):
    draw("photos/1.png")
    write(tmp_path / "notes/1.json", "..\\photos\\1.png", b=True, a=True, other=True)
    write(tmp_path / "notes/2.json", "2.png", a=False, b=True)
    found = items(tmp_path)
    assert [(item.file, item.labels) for item in found] == [
        ("photos/1.png", ("a", "b")),
        ("notes/2.png", ("b",)),
    ]
    assert picture_of(found[0]).shape == (4, 5, 3)


def test_a_picture_outside_the_folder_is_refused(tmp_path):
    write(tmp_path / "1.json", "../elsewhere.png", a=True)
    with pytest.raises(DataError, match="outside"):
        items(tmp_path)


def test_two_files_of_one_picture_are_refused(tmp_path):
    write(tmp_path / "1.json", "a.png", a=True)
    write(tmp_path / "2.json", "./a.png", b=True)
    with pytest.raises(DataError, match=r"2\.json is a second file of a\.png"):
        items(tmp_path)


def test_a_flag_is_true_or_false(tmp_path):
    write(tmp_path / "1.json", "a.png", a=True, b="false")
    with pytest.raises(DataError, match=r"1\.json says neither true nor false of the flag b"):
        items(tmp_path)


@pytest.mark.parametrize("text", ["", "[]", '{"imagePath": "a.png"}', '{"flags": {}}'])
def test_a_file_that_is_not_labelmes_is_named(tmp_path, text):
    (tmp_path / "1.json").write_text(text)
    with pytest.raises(DataError, match=r"1\.json is not labelme's"):
        items(tmp_path)


def test_a_file_may_begin_with_the_mark_of_windows(tmp_path):
    write(tmp_path / "1.json", "a.png", a=True, b=True)
    file = tmp_path / "1.json"
    file.write_bytes(b"\xef\xbb\xbf" + file.read_bytes())
    assert [item.labels for item in items(tmp_path)] == [("a", "b")]


def test_an_empty_folder_is_told(tmp_path):
    with pytest.raises(DataError, match="no labelme file"):
        items(tmp_path)


def test_flags_that_the_recipe_spells_otherwise_are_among_those_found(draw, tmp_path):
    draw("1.png")
    write(tmp_path / "1.json", "1.png", b=True, A=True, no=False)
    with pytest.raises(DataError, match="No picture is labelled a; those found are A, b"):
        items(tmp_path)


def test_space_around_a_flag_is_no_part_of_it(draw, tmp_path):
    draw("1.png")
    write(tmp_path / "1.json", "1.png", **{" a": True, "b ": True})
    assert items(tmp_path)[0].labels == ("a", "b")


def test_a_picture_whose_only_flag_the_recipe_does_not_know_is_left_out(draw, tmp_path):
    for name, flags in [
        ("1", {"a": True}),
        ("2", {"city": True}),
        ("3", {"b": True, "city": True}),
    ]:
        draw(f"{name}.png")
        write(tmp_path / f"{name}.json", f"{name}.png", **flags)
    plan = recipe(kind="labelme", folder="nowhere")
    assert [item.labels for item in items_of(plan, tmp_path)] == [("a",), ("b",)]
    assert [item.labels for item in items(tmp_path)] == [("a",), (), ("b",)]
    write(tmp_path / "4.json", "4.png", city=False)
    with pytest.raises(DataError, match=r"4\.png is labelled nothing"):
        items_of(plan, tmp_path)
