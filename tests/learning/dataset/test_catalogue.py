import numpy as np
import pytest

from whence.learning.dataset import DataError, Item, fingerprint, items_of, picture_of, targets
from whence.learning.recipe_file import read_recipe

FOUR = ("America", "China", "India", "Japan")


def test_a_table_becomes_items_of_known_labels(world):
    items = items_of(read_recipe(world / "toy.yaml"), world)
    assert len(items) == 80
    assert items[0] == Item(
        "America/0.png", world / "America/0.png", ("America",), "America 0", "main"
    )
    assert picture_of(items[0]).shape == (40, 48, 3)


def test_a_table_that_is_not_there_says_what_to_do(world, tmp_path):
    with pytest.raises(DataError, match=r"run `collect`, or name the folder with --data"):
        items_of(read_recipe(world / "toy.yaml"), tmp_path)


def test_a_missing_column_is_named(world, tmp_path):
    (tmp_path / "paintings.csv").write_text("file,nation\na.png,Japan\n")
    with pytest.raises(DataError, match="no column culture"):
        items_of(read_recipe(world / "toy.yaml"), tmp_path)


@pytest.mark.parametrize(
    ("table", "said"),
    [
        (b"file;culture\na.png;Japan\n", "no column file, culture but 'file;culture'"),
        (b"", "no CSV that can be read: No columns"),
        (b"file,culture\na.png,Japan\nb.png,China,x,y\n", "in line 3, saw 4"),
        (b"file,culture\na.png,Japan,\nb.png,China,\n", "more cells than its first line"),
        (b"file,culture, culture\na.png,Japan,China\n", "has two columns culture; rename one"),
        (b"file,culture\n\xff.png,Japan\n", "not in UTF-8"),
        (b"file,culture\na.png,Japan\n,China\n", "row 2: there is no file"),
        (b"file,culture\na.png,Japan\na.png,China\n", "a.png is labelled as Japan and as China"),
    ],
)
def test_what_is_wrong_with_a_table_is_told(world, tmp_path, table, said):
    (tmp_path / "paintings.csv").write_bytes(table)
    with pytest.raises(DataError, match=said):
        items_of(read_recipe(world / "toy.yaml"), tmp_path)


def test_a_row_that_stands_twice_counts_once(world, tmp_path):
    rows = ["file,culture", *(f"{name}.png,{name}" for name in ("America", "China", "India"))]
    (tmp_path / "paintings.csv").write_text("\n".join([*rows, "J.png,Japan", "J.png,Japan"]))
    assert len(items_of(read_recipe(world / "toy.yaml"), tmp_path)) == 4


def test_who_is_not_known_is_no_artist(world, tmp_path):
    names = ("Unknown", "anonymous", "Unidentified artist", "Artist unknown", "?", "Unknown Hand")
    rows = [f"{n}.png,{c},{name}" for n, (c, name) in enumerate(zip(FOUR * 2, names, strict=False))]
    (tmp_path / "paintings.csv").write_text("\n".join(["file,culture,artist", *rows]))
    found = [item.artist for item in items_of(read_recipe(world / "toy.yaml"), tmp_path)]
    assert found == ["", "", "", "", "", "Unknown Hand"]


def test_a_label_without_pictures_is_named(world, tmp_path):
    (tmp_path / "paintings.csv").write_text("file,culture\na.png,Japan\n")
    with pytest.raises(DataError, match="America, China, India; those found are Japan"):
        items_of(read_recipe(world / "toy.yaml"), tmp_path)


def test_labels_of_the_data_that_the_recipe_does_not_know_are_among_those_found(world, tmp_path):
    rows = "a.png,Japan\nb.png,india\nc.png,\n"
    (tmp_path / "paintings.csv").write_text(f"file,culture\n{rows}")
    with pytest.raises(DataError, match=r"India; those found are Japan, india\."):
        items_of(read_recipe(world / "toy.yaml"), tmp_path)


def test_a_missing_or_broken_picture_is_told(tmp_path):
    item = Item("a.png", tmp_path / "a.png", ("Japan",))
    with pytest.raises(DataError, match="no readable picture"):
        picture_of(item)
    item.path.write_bytes(b"not a picture")
    with pytest.raises(DataError, match=r"a\.png: .* take it out of the data"):
        picture_of(item)
    with pytest.raises(DataError, match="no readable picture"):
        picture_of(Item("a\0.png", tmp_path / "a\0.png", ("Japan",)))


def test_targets_follow_the_recipe_and_allow_several_labels(tmp_path):
    items = [Item("a", tmp_path, ("b",)), Item("c", tmp_path, ("a", "c"))]
    assert np.array_equal(targets(items, ("a", "b", "c")), [[0, 1, 0], [1, 0, 1]])


def test_fingerprint_knows_files_and_labels_but_not_order(tmp_path):
    one, two = Item("a", tmp_path, ("x",)), Item("b", tmp_path, ("y",))
    assert fingerprint([one, two]) == fingerprint([two, one])
    assert fingerprint([one, two]) != fingerprint([one, Item("b", tmp_path, ("x",))])


def test_space_around_labels_and_columns_is_no_part_of_them(world, tmp_path):
    rows = (world / "paintings.csv").read_text()
    spaced = rows.replace("Japan", " Japan ").replace("culture", " culture", 1)
    (tmp_path / "paintings.csv").write_text(spaced)
    recipe = read_recipe(world / "toy.yaml")
    assert [item.labels for item in items_of(recipe, tmp_path)] == [
        item.labels for item in items_of(recipe, world)
    ]


def test_artists_and_sources_are_tidied_and_nobody_is_left_out(world, tmp_path):
    said = {" ": "", "Ada ": "Ada", "Ada;Bo": "Ada; Bo", "Bo; unknown artist": "Bo", "?; anon": ""}
    rows = "".join(f"{i}.png,Japan,{artist}, here \n" for i, artist in enumerate(said))
    others = "".join(f"{name}.png,{name},,\n" for name in ("America", "China", "India"))
    (tmp_path / "paintings.csv").write_text(f"file,culture,artist,source\n{rows}{others}")
    items = items_of(read_recipe(world / "toy.yaml"), tmp_path)[: len(said)]
    assert [item.artist for item in items] == list(said.values())
    assert {item.source for item in items} == {"here"}
    assert items[2].artists == ["Ada", "Bo"]


def test_a_file_is_one_however_its_path_is_written(world, tmp_path):
    rows = ["file,culture", *(f"{name}.png,{name}" for name in FOUR), "./Japan.png,China"]
    (tmp_path / "paintings.csv").write_text("\n".join(rows))
    with pytest.raises(DataError, match=r"Japan\.png is labelled as Japan and as China"):
        items_of(read_recipe(world / "toy.yaml"), tmp_path)
