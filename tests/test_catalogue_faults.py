from pathlib import Path
from dataclasses import replace

import pytest

from whence.catalogue_faults import faults
from whence.painting import Painting

GOOD = Painting("met-1", "Japan", "", "", "", "", "", "", "https://a.org/1.jpg", "")


def found(**change: str) -> list[str]:
    return list(faults(replace(GOOD, **change), frozenset({"Japan"}), {}))


def test_a_good_row_has_no_fault() -> None:
    assert found() == []


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


@pytest.mark.parametrize("name", [".", "..", "-a", "a/b", "a b", "a?b", "é", "a\n"])
def test_ids_that_do_not_fit_in_an_address(name: str) -> None:
    assert len(found(id=name)) == 1


def test_a_second_id_is_told_with_the_place_of_the_first() -> None:
    assert list(faults(GOOD, frozenset({"Japan"}), {"met-1": (Path("a.csv"), 2)})) == [
        "id 'met-1' is already used in a.csv line 2."
    ]
