"""What an index finds."""

from typing import Any

import pytest

from tests.test_gallery import STUDIES
from whence.catalogue import Catalogue
from whence.query import Query
from whence.search import MOST_WORDS, Index
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


def test_only_works_among_those_found_before_are_found_on_request() -> None:
    japanese = INDEX.find(Query(culture="Japan"))
    assert [work.id for work in INDEX.find(Query(words="winter"), among=japanese)] == ["crows"]
    assert not INDEX.find(Query(words="pond"), among=japanese)


def test_works_of_several_catalogues_follow_each_other() -> None:
    parts = [[FIRST._replace(id=f"{name}{n}", artist=name) for n in range(2)] for name in "ab"]
    both = Index(*map(Catalogue, parts), Catalogue([]))
    works = [*parts[0], *parts[1]]
    assert len(both) == len(works)
    assert list(both.find(Query())) == works
    assert [both.row(work.id) for work in works] == [both.find(Query()).index(w) for w in works]
    assert [work.id for work in both.find(Query(artist="B"))] == ["b0", "b1"]
    assert [work.id for work in both.find(Query(outcome="right"), {"b1": "right"})] == ["b1"]
    assert both.row("nobody") is None
    assert both.artists() == ["a", "b"]
    with pytest.raises(IndexError, match="not that many"):
        both.work(len(works))


def test_what_was_found_is_taken_a_part_at_a_time() -> None:
    found = INDEX.find(Query())
    assert [work.id for work in found[1:3]] == ["crows", "pond"]
    assert found[-1].id == "rama"
    assert (len(found), len(found[3:9]), list(found[4:])) == (4, 1, [])


def test_words_may_stand_in_different_fields_but_each_in_one() -> None:
    assert ids(words="winter kano 17th") == ["crows"]
    assert ids(words="winterkano") == []


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
        assert list(index.find(Query.of({"museum": listed}))) == [work]


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
