from collections.abc import Callable, Iterator
from pathlib import Path
from time import time
from typing import Any

import pytest

from tests.museums.fake_clock import FakeClock
from tests.museums.standin_met import StandInMet
from whence.museums.answers import DAY, Answers
from whence.museums.errors import Garbage, GivenUp, Unreachable
from whence.museums.journal import Journal
from whence.museums.met import Met
from whence.museums.polite import PoliteClient
from whence.painting import Painting


@pytest.fixture
def museum() -> Iterator[StandInMet]:
    with StandInMet() as museum:
        yield museum


@pytest.fixture
def met(museum: StandInMet, tmp_path: Path) -> Met:
    return client_of(museum, tmp_path)


def client_of(museum: StandInMet, folder: Path, now: Callable[[], float] = time) -> Met:
    client = PoliteClient([museum.origin], 0, clock=FakeClock().clock)
    return Met(Answers(client, Journal(folder / "journal.jsonl", now)), museum.api)


def numbers(met: Met, *cultures: str) -> list[int]:
    total, leads = met.leads(cultures)
    found = list(leads)
    assert total == len(found)
    return found


def searches(museum: StandInMet) -> int:
    return sum(times for path, times in museum.asked.items() if "/v1.1/search" in path)


def test_an_object_becomes_a_painting(museum: StandInMet, met: Met) -> None:
    museum.add(45734)
    assert met.judge(45734) == Painting(
        id="met-45734",
        culture="Japan",
        title="Quail and Millet 45734",
        artist="Kiyohara Yukinobu",
        date="late 17th century",
        medium="Hanging scroll; ink and color on silk",
        museum="The Metropolitan Museum of Art",
        page_url="https://www.metmuseum.org/art/collection/search/45734",
        image_url=f"{museum.origin}/pictures/DP%2045734.jpg",
        licence="CC0",
    )


@pytest.mark.parametrize(
    ("facts", "expected"),
    [
        ({"culture": "China"}, "China"),
        ({"culture": "", "artistNationality": "Chinese"}, "China"),
        (
            {"department": "The American Wing", "culture": "American", "classification": "",
             "objectName": "Painting, miniature"},
            "America",
        ),
        ({"classification": "", "objectName": "Vase"}, "not a painting"),
        ({"classification": "Prints", "objectName": "Painting"}, "not a painting"),
        ({"classification": None, "objectName": None}, "not a painting"),
        ({"culture": "Chinese, for American market"}, "none of the four cultures"),
        ({"culture": None, "artistNationality": None}, "none of the four cultures"),
        ({"isPublicDomain": False}, "not in the public domain"),
        ({"isPublicDomain": "yes"}, "not in the public domain"),
        ({"primaryImage": "", "primaryImageSmall": ""}, "no picture"),
        ({"primaryImage": None, "primaryImageSmall": None}, "no picture"),
    ],
)  # fmt: skip
def test_objects_are_judged(
    museum: StandInMet, met: Met, facts: dict[str, Any], expected: str
) -> None:
    museum.add(1, **facts)
    found = met.judge(1)
    assert (found if isinstance(found, str) else found.culture) == expected


def test_the_large_picture_serves_where_there_is_no_small_one(museum: StandInMet, met: Met) -> None:
    museum.add(1, primaryImageSmall="")
    found = met.judge(1)
    assert isinstance(found, Painting)
    assert found.image_url == f"{museum.origin}/original/DP%201.jpg"


def test_both_kinds_of_404_are_remembered(museum: StandInMet, met: Met) -> None:
    museum.withdrawn.add(8)
    for _ in range(2):
        assert met.judge(7) == "not at the museum (ObjectID not found)"
        assert met.judge(8) == "not at the museum (Not a valid object)"
    assert set(museum.asked.values()) == {1}


def test_a_404_that_is_no_word_about_the_object_is_not(museum: StandInMet, met: Met) -> None:
    museum.add(1)
    museum.fails[museum.object_path(1)] = ["moved"] * 5
    with pytest.raises(Unreachable):
        met.judge(1)
    assert isinstance(met.judge(1), Painting)


def test_data_that_is_no_object_is_asked_for_again(museum: StandInMet, met: Met) -> None:
    museum.add(1)
    museum.fails[museum.object_path(1)] = ["odd"]
    assert isinstance(met.judge(1), Painting)
    assert museum.asked[museum.object_path(1)] == 2


def test_the_search_is_paged_and_departments_take_turns(museum: StandInMet, met: Met) -> None:
    for number in range(1201):
        museum.departments.setdefault(6, []).append(number)
    museum.departments[14] = [5000, 5001, 3]
    found = numbers(met, "India")
    assert found[:5] == [0, 5000, 1, 5001, 2]
    assert sorted(found) == [*range(1201), 5000, 5001]
    assert searches(museum) == 3 + 1


def test_smaller_pages_than_promised_lose_nothing(museum: StandInMet, met: Met) -> None:
    museum.page = 100
    museum.departments[6] = list(range(250))
    assert numbers(met, "China", "Japan") == list(range(250))
    assert searches(museum) == 3


def test_no_result_is_null(museum: StandInMet, met: Met) -> None:
    assert numbers(met, "America") == []


@pytest.mark.parametrize("trouble", ["retired", "odd", "too many"])
def test_falls_back_to_the_whole_department(museum: StandInMet, met: Met, trouble: str) -> None:
    museum.departments[6] = list(range(10_001 if trouble == "too many" else 3))
    museum.search_retired = trouble == "retired"
    if trouble == "odd":
        query = "departmentId=6&medium=Paintings&hasImages=true&offset=0&limit=500&q=%2A"
        museum.fails[f"{museum.api_path}/v1.1/search?{query}"] = ["odd"] * 5
    assert numbers(met, "Japan") == museum.departments[6]


def test_numbers_that_are_none_are_garbage(museum: StandInMet, met: Met) -> None:
    museum.departments[6] = [1, "2"]  # type: ignore[list-item]
    with pytest.raises(Garbage):
        met.leads(["Japan"])


def test_a_result_as_long_as_the_window_is_read_to_its_end(museum: StandInMet, met: Met) -> None:
    museum.page = 300  # 33 of them leave 100
    museum.departments[6] = list(range(10_000))
    assert numbers(met, "Japan") == list(range(10_000))
    assert searches(museum) == 34


def test_a_search_that_shows_less_than_it_counts_ends(museum: StandInMet, met: Met) -> None:
    museum.window = 700
    museum.departments[6] = list(range(800))
    assert numbers(met, "Japan") == list(range(500))


@pytest.mark.parametrize("retired", [False, True])
def test_what_is_new_is_found_a_day_later(
    museum: StandInMet, tmp_path: Path, retired: bool
) -> None:
    now = 1000.0
    met = client_of(museum, tmp_path, lambda: now)
    museum.search_retired = retired
    museum.add(1)
    assert numbers(met, "Japan") == [1]
    museum.add(2)
    now += DAY
    assert numbers(met, "Japan") == [1]
    now += 1
    assert numbers(met, "Japan") == [1, 2]


def test_nothing_is_asked_twice(museum: StandInMet, tmp_path: Path) -> None:
    museum.add(1)
    for _ in range(2):
        again = client_of(museum, tmp_path)
        assert [again.judge(number) for number in numbers(again, "Japan")]
    assert set(museum.asked.values()) == {1}


def test_a_museum_that_is_closed_is_given_up(museum: StandInMet, met: Met) -> None:
    for number in range(4):
        museum.fails[museum.object_path(number)] = ["error"] * 9
    for number in range(3):
        with pytest.raises(Unreachable):
            met.judge(number)
    with pytest.raises(GivenUp):
        met.judge(3)
