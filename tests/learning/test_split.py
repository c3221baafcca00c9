import csv
import itertools
from pathlib import Path

import pytest

from whence.learning.dataset import DataError, Item
from whence.learning.recipe import Split
from whence.learning.split import (
    counts,
    crossing,
    digest,
    divide,
    refuse_empty,
)

ROOT = Path(__file__).resolve().parents[2]


def many():
    items, groups = [], []
    for label, source in itertools.product("ab", ["one", "two", "kept-1", "half"]):
        for number in range(60):
            items.append(Item(f"{label}/{source}/{number}", Path(), (label,), "", source))
            groups.append(len(items) - number % 3)
    return items, groups


PLAN = Split(valid=0.1, test=0.2, test_share={"kept*": 1.0, "half": 0.5})


def test_groups_are_never_divided_and_one_seed_gives_one_answer():
    items, groups = many()
    parts = divide(items, groups, PLAN, 5)
    seen = {}
    for group, part in zip(groups, parts, strict=True):
        assert seen.setdefault(group, part) == part
    assert parts == divide(items, groups, PLAN, 5)
    assert parts != divide(items, groups, PLAN, 6)


def test_shares_are_kept_in_every_label_and_source():
    items, groups = many()
    parts = divide(items, groups, PLAN, 5)
    for source, test, valid in [("one", 12, 6), ("kept-1", 60, 0), ("half", 30, 3)]:
        for label in "ab":
            mine = [
                part
                for item, part in zip(items, parts, strict=True)
                if item.source == source and item.labels == (label,)
            ]
            # Groups of three fill every share to the full, none beyond it.
            assert (mine.count("test"), mine.count("valid")) == (test, valid)


def test_a_group_too_large_for_test_is_learnt():
    items = [Item(str(i), Path(), ("a",), "x" if i < 90 else str(i)) for i in range(100)]
    groups = [0] * 90 + list(range(1, 11))
    for seed in range(5):
        parts = divide(items, groups, Split(), seed)
        assert set(parts[:90]) == {"train"}
        assert "test" in parts[90:]


def test_a_share_of_more_than_half_a_picture_is_one():
    items = [Item(str(i), Path(), ("a",)) for i in range(7)]
    parts = divide(items, range(7), Split(valid=0.1, test=0.2), 1)
    assert (parts.count("valid"), parts.count("test")) == (1, 1)


def test_sources_of_few_pictures_each_are_divided_together():
    hosts = [
        Item(f"{label}{i}", Path(), (label,), "", f"{i}.org") for label in "ab" for i in range(50)
    ]
    plan = Split(valid=0.1, test=0.2, test_share={"7.org": 1.0})
    parts = divide(hosts, range(100), plan, 3)
    for label in "ab":
        mine = {i.source: p for i, p in zip(hosts, parts, strict=True) if i.labels == (label,)}
        assert mine.pop("7.org") == "test"
        assert [*mine.values()].count("test") == 10
        assert [*mine.values()].count("valid") == 5


def test_a_small_source_with_a_share_of_its_own_lends_it_to_no_other():
    hosts = [Item(str(i), Path(), ("a",), "", f"{i}.org") for i in range(50)]
    parts = divide(hosts, range(50), Split(valid=0.1, test=0.2, test_share={"0.org": 0.4}), 3)
    assert (parts[1:].count("test"), parts[1:].count("valid")) == (10, 5)


def test_rare_combinations_of_labels_are_divided_together():
    kinds = [tuple(c) for n in range(4) for c in itertools.combinations("abcdefg", n)]
    items = [Item(f"{kind}{i}", Path(), kind) for kind in kinds for i in range(2)]
    parts = divide(items, range(len(items)), Split(valid=0.1, test=0.2), 3)
    assert parts.count("test") == round(0.2 * len(items))
    assert parts.count("valid") == round(0.1 * len(items))


def test_what_is_large_enough_is_divided_as_if_the_rest_were_not_there():
    items, groups = many()
    few = [Item(f"few {i}", Path(), ("b",), "", f"z{i}") for i in range(3)]
    alone = divide(items, groups, PLAN, 5)
    assert divide(items + few, [*groups, 9001, 9002, 9003], PLAN, 5)[: len(items)] == alone


def test_a_test_that_is_empty_is_not_blamed_on_what_there_is_to_learn_from():
    items = [Item(part, Path(part), ("a",), given=part) for part in ("train", "valid")]
    with pytest.raises(DataError, match="no picture in test: the data are divided already, so put"):
        refuse_empty(items, range(2), ["train", "valid"], ["a"])


def test_a_division_is_known_whatever_the_order():
    one, other = Item("a", Path(), ("x",)), Item("b", Path(), ("x",))
    assert digest([one, other], ["train", "test"]) == digest([other, one], ["test", "train"])
    assert digest([one, other], ["train", "test"]) != digest([one, other], ["test", "train"])


def test_too_few_pictures_to_take_some_for_validation_are_told():
    parts = ["train", "test"]
    items = [Item(part, Path(part), ("a",), given=part) for part in parts]
    with pytest.raises(DataError, match="no picture in valid: too few of its 2 pictures are in tr"):
        refuse_empty(items, [0, 1], parts, ["a"])


def test_counts_go_by_label_and_part():
    items, _ = many()
    assert counts(items[:3], ["train", "test", "train"])["a"] == {
        "train": 2,
        "valid": 0,
        "test": 1,
    }


def test_a_picture_of_several_labels_counts_for_each():
    items = [Item("1", Path(), ("a", "b")), Item("2", Path(), ("b",))]
    table = counts(items, ["train", "test"])
    assert table["a"] == {"train": 1, "valid": 0, "test": 0}
    assert table["b"] == {"train": 1, "valid": 0, "test": 1}


def test_the_committed_division_keeps_its_promises(shared):
    with (ROOT / "recipes/splits/paintings.csv").open(newline="") as file:
        rows = {row["file"]: row for row in csv.DictReader(file)}
    with (shared / "paintings/paintings.csv").open(newline="") as file:
        artists = {row["file"]: row["artist"] for row in csv.DictReader(file)}
    home = {}
    for name, row in rows.items():
        assert home.setdefault(("group", row["group"]), row["split"]) == row["split"]
        if artists[name]:
            assert home.setdefault(artists[name], row["split"]) == row["split"]
        if row["source"].startswith(("madhubani", "patua")):
            assert row["split"] == "test"
    cuc = [row["split"] for row in rows.values() if row["source"] == "cuc2018"]
    assert cuc.count("test") == pytest.approx(len(cuc) / 2, abs=3)


def given(parts):
    return [Item(str(i), Path(), ("a",), given=part) for i, part in enumerate(parts)]


def test_a_division_that_is_given_is_kept_and_what_crosses_it_is_found():
    items = given(["train", "test", "valid", "test"])
    assert divide(items, [0, 0, 1, 2], Split(), 1) == ["train", "test", "valid", "test"]
    assert crossing([0, 0, 1, 2], ["train", "test", "valid", "test"]) == [1]
    assert crossing([0, 1, 1], ["train", "valid", "test"]) == [2]


def test_validation_is_dealt_out_of_train_where_none_is_given():
    items = given(["train"] * 20 + ["test"] * 5)
    groups = [i // 2 for i in range(20)] + list(range(10, 15))
    parts = divide(items, groups, Split(valid=0.2, test=0.5, test_share={"*": 1.0}), 1)
    assert parts[20:] == ["test"] * 5
    assert parts[:20].count("valid") == 4
    assert parts[0:20:2] == parts[1:20:2]
    assert crossing(groups, parts) == []


def test_an_empty_class_is_refused():
    items = [*given(["train", "valid", "test"]), Item("b", Path(), ("b",), given="train")]
    parts = divide(items, range(4), Split(), 1)
    refuse_empty(items, range(4), parts, ("a",))
    with pytest.raises(DataError, match="`b` has no picture in valid: the data are divided alre"):
        refuse_empty(items, range(4), parts, ("a", "b"))


@pytest.mark.parametrize(
    ("groups", "said"),
    [([0, 0, 0], "its 3 pictures are 1 group, which is never"), ([0, 1, 1], "are 2 groups, which")],
)
def test_too_few_groups_are_counted_and_what_made_them_is_named(groups, said):
    items = [Item(str(i), Path(), ("a",)) for i in range(3)]
    with pytest.raises(DataError, match=f"{said}.*same_work.*never divided|{said}.*`same_work`"):
        refuse_empty(items, groups, ["train"] * 3, ("a",))


def test_who_keeps_a_division_that_lacks_a_label_is_told_to_divide_anew():
    with pytest.raises(DataError, match=r"then run `split --anew`: kept\.csv keeps this division"):
        refuse_empty([Item("1", Path(), ("a",))], [0], ["train"], ("a",), Path("kept.csv"))
