"""Queries as addresses."""

from typing import Any

import pytest

from whence.query import LONGEST, Query
from whence.statistics import NO_DATE


@pytest.mark.parametrize(
    "query",
    [
        Query(),
        Query(culture="Japan", page=2),
        Query(words="a&b=c #% é ’", artist="Kano Shōun", museum="The Met", outcome="wrong"),
        Query(century=NO_DATE),
        Query(*["\U00020000" * LONGEST] * 4, words="\U00020000" * LONGEST, page=999_999),
    ],
)
def test_a_query_is_read_back_from_its_address(query: Query) -> None:
    assert Query.from_url(query.to_url()) == query
    assert Query.from_url(query.to_url().lstrip("?")) == query


def test_the_whole_collection_has_the_plain_address() -> None:
    assert Query().to_url() == ""
    assert Query(page=1, words="").to_url() == ""


@pytest.mark.parametrize(
    "search",
    [
        None,
        7,
        {},
        "",
        "?",
        "?page=0",
        "?page=-3",
        "?page=x",
        "?page=²",
        "?page=1e9",
        "?outcome=best",
        "?culture=",
        "?%ff&=&&&",
        "?nothing=here",
        "?words=%20%09",
        "?" + "a&" * 100000,
    ],
)
def test_nonsense_in_an_address_asks_for_everything(search: Any) -> None:
    assert Query.from_url(search) == Query()


def test_what_cannot_be_written_into_an_address_is_left_out() -> None:
    query = Query.of({"words": "\ud800wave\x00\n", "artist": ["Hokusai"], "page": None})
    assert query.artist == ""
    assert Query.from_url(query.to_url()) == query
    assert len(Query.of({"words": "x" * 10_000}).words) == LONGEST


def test_the_last_of_several_values_counts_and_a_page_is_never_absurd() -> None:
    assert Query.from_url("?culture=China&culture=Japan").culture == "Japan"
    assert Query.from_url("?page=999999999").page == 1_000_000
    assert Query.from_url("?page=1000000000").page == 1_000_000
    assert Query.from_url("?page=" + "9" * 3000).page == 1_000_000
