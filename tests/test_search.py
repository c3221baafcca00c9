"""Queries as addresses, and what an index finds."""

from typing import Any

import pytest

from tests.test_gallery import STUDIES
from whence.catalogue import Catalogue
from whence.search import LONGEST, MOST_WORDS, Index, Query, fold
from whence.statistics import NO_DATE

FIRST = next(iter(STUDIES))
ROWS = {
    "wave": ("Japan", "Under the Wave", "Katsushika Hokusai", "ca. 1830", "Met"),
    "crows": ("Japan", "Crows in Early Winter", "Kano Shōun", "17th century", "Met"),
    "pond": ("China", "Lotus Pond", "", "11th–12th century", "Cleveland"),
    "rama": ("India", "Rāma’s Court", "Unknown artist", "", "Met"),
}
INDEX = Index(
    Catalogue(
        FIRST._replace(id=key, culture=culture, title=title, artist=artist, date=date, museum=house)
        for key, (culture, title, artist, date, house) in ROWS.items()
    )
)


def ids(**wanted: Any) -> list[str]:
    return [work.id for work in INDEX.find(Query(**wanted), {"wave": "right", "pond": "unsure"})]


@pytest.mark.parametrize(
    ("wanted", "found"),
    [
        ({}, ["wave", "crows", "pond", "rama"]),
        ({"culture": "Japan"}, ["wave", "crows"]),
        ({"culture": "Japan", "century": "17th"}, ["crows"]),
        ({"century": NO_DATE}, ["rama"]),
        ({"museum": "Cleveland"}, ["pond"]),
        ({"artist": "hokusai"}, ["wave"]),
        ({"artist": "SHOUN"}, ["crows"]),
        ({"words": "shoun"}, ["crows"]),
        ({"words": "rama's"}, ["rama"]),
        ({"words": "wave 1830"}, ["wave"]),
        ({"words": "1830 WAVE hok"}, ["wave"]),
        ({"words": "wave 1931"}, []),
        ({"culture": "Atlantis"}, []),
        ({"outcome": "right"}, ["wave"]),
        ({"outcome": "unsure", "culture": "Japan"}, []),
        ({"page": 7, "words": "pond"}, ["pond"]),
    ],
)
def test_an_index_finds_what_is_asked_for(wanted: dict[str, Any], found: list[str]) -> None:
    assert ids(**wanted) == found


def test_works_of_an_outcome_come_in_the_catalogues_order() -> None:
    decided = {"pond": "right", "rama": "wrong", "wave": "right"}
    assert [w.id for w in INDEX.find(Query(outcome="right"), decided)] == ["wave", "pond"]


def test_only_the_first_words_of_very_many_are_looked_for() -> None:
    assert ids(words="wave " * MOST_WORDS + "nowhere") == ["wave"]


def test_works_without_an_artist_take_no_artists_place() -> None:
    artists = ["", "", "", "Hokusai", "Kano"]
    works = [FIRST._replace(id=f"w-{n}", artist=name) for n, name in enumerate(artists)]
    assert Index(Catalogue(works)).artists(most=2) == ["Hokusai", "Kano"]


def test_words_are_not_joined_over_the_fields_of_a_label() -> None:
    assert ids(words="wavekatsushika") == []


def test_a_name_with_odd_blanks_or_of_any_length_is_found_as_it_is_listed() -> None:
    houses = ["Freer  Gallery ", "House of " + 50 * "long " + "names"]
    works = [FIRST._replace(id=f"w-{n}", museum=house) for n, house in enumerate(houses)]
    index = Index(Catalogue(works))
    for work, listed in zip(works, index.values("museum"), strict=True):
        assert index.find(Query.of({"museum": listed})) == [work]


def test_choices_are_complete_and_in_order() -> None:
    assert INDEX.values("culture") == ["China", "India", "Japan"]
    assert INDEX.values("century") == ["11th", "17th", "19th", NO_DATE]
    assert INDEX.values("museum") == ["Cleveland", "Met"]
    assert INDEX.artists() == ["Kano Shōun", "Katsushika Hokusai", "Unknown artist"]
    assert len(INDEX.artists(most=2)) == 2
    works = [
        FIRST._replace(id=f"w-{n}", artist=name, museum="")
        for n, name in enumerate(["Zorn", "Émile Gallé", "anonymous"])
    ]
    index = Index(Catalogue(works))
    assert index.artists() == ["anonymous", "Émile Gallé", "Zorn"]
    assert index.values("museum") == []


def test_centuries_come_in_order_of_time() -> None:
    dates = ["11th century", "", "9th century", "19th century"]
    works = [FIRST._replace(id=f"w-{n}", date=date) for n, date in enumerate(dates)]
    assert Index(Catalogue(works)).values("century") == ["9th", "11th", "19th", NO_DATE]


@pytest.mark.parametrize(
    "query",
    [
        Query(),
        Query(culture="Japan", page=2),
        Query(words="a&b=c #% é ’", artist="Kano Shōun", museum="The Met", outcome="wrong"),
        Query(century=NO_DATE),
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
    assert Query.from_url("?page=" + "9" * 5000).page == 1


@pytest.mark.parametrize(
    ("text", "folded"),
    [("ŌKYO", "okyo"), ("Straße", "strasse"), ("Ørsted", "orsted"), ("山水", "山水")],
)
def test_fold_keeps_only_what_is_compared(text: str, folded: str) -> None:
    assert fold(text) == folded
