from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from tests.museums.fake_clock import FakeClock
from tests.museums.standin_cleveland import StandInCleveland
from whence.museums.answers import DAY, Answers
from whence.museums.cleveland import Cleveland
from whence.museums.errors import Garbage
from whence.museums.journal import Journal
from whence.museums.polite import PoliteClient
from whence.painting import Painting


@pytest.fixture
def museum() -> Iterator[StandInCleveland]:
    with StandInCleveland() as museum:
        yield museum


@pytest.fixture
def cleveland(museum: StandInCleveland, tmp_path: Path) -> Cleveland:
    client = PoliteClient([museum.origin], 0, clock=FakeClock().clock)
    return Cleveland(Answers(client, Journal(tmp_path / "journal.jsonl")), museum.api)


def only(cleveland: Cleveland) -> Painting | str:
    total, leads = cleveland.leads(["America"])
    (found,) = map(cleveland.judge, leads)
    assert total == 1
    return found


def test_a_work_becomes_a_painting(museum: StandInCleveland, cleveland: Cleveland) -> None:
    museum.add(93014)
    assert only(cleveland) == Painting(
        id="cleveland-93014",
        culture="America",
        title="View of Schroon Mountain 93014",
        artist="Thomas Cole",
        date="1838",
        medium="oil on canvas",
        museum="The Cleveland Museum of Art",
        page_url="https://clevelandart.org/art/1917.93014",
        image_url=f"{museum.origin}/pictures/93014_web.jpg",
        licence="CC0",
    )


def test_of_a_creator_the_name_alone_is_kept(
    museum: StandInCleveland, cleveland: Cleveland
) -> None:
    museum.add(1, creators=[{"description": "Thomas Cole (American,\nborn England, 1801-1848)"}])
    found = only(cleveland)
    assert isinstance(found, Painting)
    assert found.artist == "Thomas Cole"


@pytest.mark.parametrize(
    ("facts", "expected"),
    [
        ({"culture": ["China, Qing dynasty (1644-1911)"]}, "China"),
        ({"culture": ["Northern India, Pahari kingdom of Guler"]}, "India"),
        ({"culture": ["Japan, Edo period (1615-1868)", "Japan"]}, "Japan"),
        ({"culture": ["Japan", "Korea"]}, "none of the four cultures"),
        ({"culture": ["Japan", "China"]}, "none of the four cultures"),
        ({"culture": ["Germany, 19th century"]}, "none of the four cultures"),
        ({"culture": []}, "none of the four cultures"),
        ({"culture": None}, "none of the four cultures"),
        ({"type": "Print"}, "not a painting"),
        ({"share_license_status": "Copyrighted"}, "not in the public domain"),
        ({"images": None}, "no picture"),
        ({"images": {}}, "no picture"),
        ({"images": {"web": None, "full": {"url": "https://a.example/1.tif"}}}, "no picture"),
        ({"creators": None, "title": None, "url": None}, "America"),
        ({"culture": [None]}, "not described as the museum's documents promise"),
        ({"creators": [None]}, "not described as the museum's documents promise"),
        ({"images": ["web"]}, "not described as the museum's documents promise"),
        ({"title": 5}, "not described as the museum's documents promise"),
    ],
)
def test_works_are_judged(
    museum: StandInCleveland, cleveland: Cleveland, facts: dict[str, Any], expected: str
) -> None:
    museum.add(1, **facts)
    found = only(cleveland)
    assert (found if isinstance(found, str) else found.culture) == expected


def test_pages_are_asked_for_as_they_are_needed(
    museum: StandInCleveland, cleveland: Cleveland
) -> None:
    for number in range(250):
        museum.works.append({"id": number})
    total, leads = cleveland.leads(["Japan"])
    assert (total, next(leads)["id"]) == (250, 0)
    assert museum.asked.total() == 1
    assert [work["id"] for work in leads] == list(range(1, 250))
    assert museum.asked.total() == 3
    assert all("has_image=1" in path for path in museum.asked)


def test_no_work_is_passed_over_where_pages_are_shorter_than_asked_for(
    museum: StandInCleveland, cleveland: Cleveland
) -> None:
    museum.works.extend({"id": number} for number in range(5))
    museum.longest = 2
    _, leads = cleveland.leads([])
    assert [work["id"] for work in leads] == [0, 1, 2, 3, 4]


def test_what_is_new_is_found_a_day_later(museum: StandInCleveland, tmp_path: Path) -> None:
    now = 1000.0
    client = PoliteClient([museum.origin], 0, clock=FakeClock().clock)
    journal = Journal(tmp_path / "journal.jsonl", lambda: now)
    cleveland = Cleveland(Answers(client, journal), museum.api)
    museum.add(1)
    assert cleveland.leads([])[0] == 1
    museum.add(2)
    now += DAY
    assert cleveland.leads([])[0] == 1
    now += 1
    assert cleveland.leads([])[0] == 2


def test_a_list_that_shrinks_ends(museum: StandInCleveland, cleveland: Cleveland) -> None:
    museum.works.extend({"id": number} for number in range(150))
    _, leads = cleveland.leads([])
    next(leads)
    del museum.works[90:]
    assert len(list(leads)) == 99


def test_a_total_that_is_too_large_ends(museum: StandInCleveland, cleveland: Cleveland) -> None:
    museum.add(1)
    museum.too_many = 7
    _, leads = cleveland.leads([])
    assert len(list(leads)) == 1


@pytest.mark.parametrize("work", [{"title": "?"}, "a work"])
def test_what_is_no_work_is_garbage(
    museum: StandInCleveland, cleveland: Cleveland, work: Any
) -> None:
    museum.works.append(work)
    with pytest.raises(Garbage):
        cleveland.leads([])
