from pathlib import Path

import pytest

from whence.catalogue_faults import Places, faults, sound
from whence.painting import COLUMNS, Painting

HELD = "may hold only letters, digits, '.', '_' and '-', and begins with a letter or digit."
GOOD = Painting("met-1", "Japan", "", "", "", "", "", "", "https://a.org/1.jpg", "")


def columns(*works: Painting) -> dict[str, tuple[str, ...]]:
    return dict(zip(COLUMNS, zip(*works, strict=True), strict=True))


def found(**change: str) -> list[str]:
    return list(faults(GOOD._replace(**change), frozenset({"Japan"}), Places()))


def test_a_good_row_has_no_fault() -> None:
    assert found() == []


def test_a_culture_that_nobody_knows_stays_empty_where_that_is_asked_for() -> None:
    allowed = frozenset({"Japan", ""})
    assert list(faults(GOOD._replace(culture=""), allowed, Places())) == []
    assert list(faults(GOOD._replace(culture="Dutch"), allowed, Places())) == [
        "unknown culture 'Dutch'; use one of Japan or leave it empty."
    ]


@pytest.mark.parametrize(
    "url",
    [
        "http://127.0.0.1:8060/a%20b.jpg",
        "HTTPS://a.org/b.jpg",
        "https://a.org/b?c=d#e",
        "studies/a b.webp",
        "a..b.jpg",
        "./a.jpg",
    ],
)
def test_addresses_and_paths_that_may_stand(url: str) -> None:
    assert found(image_url=url) == []


@pytest.mark.parametrize(
    "url",
    [
        "file:///etc/passwd",
        "data:image/png;base64,AAAA",
        "//a.org/b.jpg",
        "\\\\server\\share\\a.jpg",
        "C:\\a.jpg",
        "a/../../b.jpg",
        "..",
        "https://",
        "https:a.jpg",
        "https://a.org/b\tc.jpg",
        "https://a.org\\@b.org/c.jpg",
        " https://a.org/b.jpg",
        "a.jpg ",
        "a\0.jpg",
    ],
)
def test_addresses_and_paths_that_may_not(url: str) -> None:
    assert len(found(image_url=url)) == 1


@pytest.mark.parametrize(
    ("change", "fault"),
    [
        ({"id": ""}, "id is empty."),
        ({"id": "x" * 200 + " "}, f"id {'x' * 20!r}… has more than 200 characters."),
        ({"id": f"{'x' * 199} "}, f"id '{'x' * 199} ' {HELD}"),
        ({"id": "a b"}, f"id 'a b' {HELD}"),
        ({"id": "_001"}, f"id '_001' {HELD}"),
        ({"culture": ""}, "culture is empty."),
        ({"culture": "japanese"}, "unknown culture 'japanese'; write 'Japan'."),
        ({"culture": "Dutch"}, "unknown culture 'Dutch'; use one of India, Japan."),
        ({"culture": "Chinese"}, "unknown culture 'Chinese'; use one of India, Japan."),
        ({"image_url": ""}, "image_url is empty."),
        (
            {"image_url": " a.jpg"},
            "image_url ' a.jpg' has blanks at its ends or invisible letters inside.",
        ),
        (
            {"image_url": "https://a.org/b c.jpg"},
            "image_url 'https://a.org/b c.jpg' is not a valid address; quote spaces as %20.",
        ),
        (
            {"image_url": "HTTPS:a.jpg"},
            "image_url 'HTTPS:a.jpg' is not a valid address; quote spaces as %20.",
        ),
        (
            {"image_url": "ftp://a.org/b.jpg"},
            "image_url 'ftp://a.org/b.jpg' must begin with https:// or http://, "
            "or be a relative path.",
        ),
        ({"image_url": "/a.jpg"}, "image_url '/a.jpg' leaves the folder of its catalogue."),
        ({"page_url": "a.org"}, "page_url 'a.org' is no http or https address."),
    ],
)
def test_each_fault_is_a_sentence_that_says_what_to_do(change: dict[str, str], fault: str) -> None:
    assert list(faults(GOOD._replace(**change), frozenset({"Japan", "India"}), Places())) == [fault]


def test_what_is_sound_has_no_fault() -> None:
    """`sound` is the quick way to say so; it may doubt, it may not overlook."""
    known, seen = frozenset({"Japan"}), places("met-2")
    other = GOOD._replace(id="met-3", page_url="https://a.org/1")
    assert sound(columns(GOOD, other), known, seen)
    for change in (
        {"image_url": "a.jpg"},
        {"image_url": "https://a.org/1 .jpg"},
        {"image_url": "https://a.org/1\nhttps://a.org/2"},
        {"image_url": ""},
        {"id": "met-2"},
        {"id": "met-1"},
        {"id": "met 1"},
        {"id": "met-4\nmet-5"},
        {"id": ""},
        {"id": "random"},
        {"culture": "India"},
        {"page_url": "a.org"},
    ):
        assert not sound(columns(GOOD, other._replace(**change)), known, seen), change


@pytest.mark.parametrize("name", [".", "..", "-a", "a/b", "a b", "a?b", "é", "a\n", "a" * 201])
def test_ids_that_do_not_fit_in_an_address(name: str) -> None:
    assert len(found(id=name)) == 1


def test_an_id_that_stands_for_any_work_is_told() -> None:
    assert list(found(id="random")) == [
        "id 'random' stands for any work in the gallery's addresses; use another."
    ]


def test_a_second_id_is_told_with_the_place_of_the_first() -> None:
    assert list(faults(GOOD, frozenset({"Japan"}), places("met-1"))) == [
        "id 'met-1' is already used in a.csv line 2."
    ]


def test_a_place_is_known_by_file_and_line_and_counted_over_all_files() -> None:
    seen = places("met-1", "met-2")
    seen.add(["met-3", "met-4"], Path("b.csv"), [2, 7])
    assert [seen[f"met-{number}"] for number in (1, 2, 3, 4)] == [
        (Path("a.csv"), 2),
        (Path("a.csv"), 3),
        (Path("b.csv"), 2),
        (Path("b.csv"), 7),
    ]
    assert seen.rows == {"met-1": 0, "met-2": 1, "met-3": 2, "met-4": 3}


def places(*ids: str) -> Places:
    seen = Places()
    seen.add(ids, Path("a.csv"), range(2, 2 + len(ids)))
    return seen
