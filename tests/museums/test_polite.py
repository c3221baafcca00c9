from collections.abc import Iterator

import pytest

from tests.museums.fake_clock import FakeClock
from tests.museums.standin_met import StandInMet
from tests.museums.trouble import picture
from whence.museums.errors import Forbidden, Garbage, GivenUp, NotFound, Unreachable
from whence.museums.polite import PoliteClient

ONE = "/public/collection/v1/objects/1"


class Room:
    """A stand-in, a clock of its own, and a client."""

    def __init__(self, museum: StandInMet, fake: FakeClock) -> None:
        self.museum, self.fake, self.words = museum, fake, list[str]()
        self.client = self.new_client()

    def new_client(self, **options: float) -> PoliteClient:
        client = PoliteClient([self.museum.origin], 1.5, clock=self.fake.clock, **options)
        client.tell = self.words.append
        return client

    def title(self, path: str = ONE) -> str:
        url = self.museum.origin + path
        return self.client.json(
            url, lambda facts: facts["title"], lambda said: str(said["message"])
        )


@pytest.fixture
def room() -> Iterator[Room]:
    fake = FakeClock()
    with StandInMet(fake.now) as museum:
        museum.add(1, title="Quail")
        yield Room(museum, fake)


def test_asks_no_faster_than_its_pace(room: Room) -> None:
    room.museum.patience = 41  # a minute
    for _ in range(100):
        assert room.title() == "Quail"
    assert room.fake.naps == [1.5] * 99
    assert not room.words


def test_where_a_redirect_leads_is_asked_no_faster(room: Room) -> None:
    room.museum.pictures["/pictures/old.jpg"] = room.museum.hang("new.jpg", 2)
    assert room.client.get(f"{room.museum.origin}/pictures/old.jpg") == picture(2)
    assert room.fake.naps == [1.5]


def test_asks_again_no_faster_than_its_pace(room: Room) -> None:
    room.client = PoliteClient([room.museum.origin], 10, clock=room.fake.clock)
    room.museum.fails[ONE] = ["error"] * 2
    assert room.title() == "Quail"
    assert room.fake.naps == [2, 8, 4, 6]


@pytest.mark.parametrize("failure", ["reset", "garbage", "odd", "error"])
def test_backs_off_and_asks_again(room: Room, failure: str) -> None:
    room.museum.fails[ONE] = [failure] * 3
    assert room.title() == "Quail"
    assert room.museum.asked[ONE] == 4
    assert [nap for nap in room.fake.naps if nap >= 2] == [2, 4, 8]


def test_gives_up_after_five_attempts(room: Room) -> None:
    room.museum.fails[ONE] = ["garbage"] * 9
    with pytest.raises(Garbage):
        room.title()
    assert room.museum.asked[ONE] == 5


def test_half_a_character_which_no_file_takes_is_a_question_mark(room: Room) -> None:
    room.museum.add(1, title="cut \ud83d, whole \N{GRINNING FACE}")
    # As ASCII, for half a character could not be shown where this fails.
    assert ascii(room.title()) == ascii("cut ?, whole \N{GRINNING FACE}")


def test_waits_as_long_as_the_museum_says(room: Room) -> None:
    room.museum.fails[ONE] = ["busy"]
    assert room.title() == "Quail"
    assert 120 in room.fake.naps
    assert room.words == ["waiting, resumes at 12:02", ""]


def test_never_waits_longer_than_to_cool_down(room: Room) -> None:
    room.museum.fails[ONE] = ["tomorrow"]
    assert room.title() == "Quail"
    assert room.fake.naps == [900]


def test_impatience_costs_a_quarter_of_an_hour_and_loses_nothing(room: Room) -> None:
    room.museum.patience = 10
    for _ in range(20):
        assert room.title() == "Quail"
    assert 900 in room.fake.naps
    assert room.words[:2] == ["cooling down, resumes at 12:15", ""]


def test_a_web_page_in_place_of_data_is_a_refusal(room: Room) -> None:
    room.museum.fails[ONE] = ["page"]
    assert room.title() == "Quail"
    assert room.fake.naps == [900]


def test_a_refusal_that_stays_ends_in_giving_up(room: Room) -> None:
    room.museum.fails[ONE] = ["forbidden"] * 9
    for _ in range(3):
        with pytest.raises(Forbidden):
            room.title()
    with pytest.raises(GivenUp, match=r"3 times in a row\. The museum does not let us in"):
        room.title()
    assert room.museum.asked[ONE] == 6


def test_without_cool_down_a_refusal_closes_one_address(room: Room) -> None:
    room.client = room.new_client(cool_down=0)
    path = room.museum.add(2)
    room.museum.fails["/pictures/DP%202.jpg"] = ["forbidden"]
    with pytest.raises(NotFound, match="closed"):
        room.client.get(room.museum.origin + path.replace(" ", "%20"))
    assert room.fake.naps == []


def test_a_404_of_the_api_is_an_answer_but_one_of_the_server_is_not(room: Room) -> None:
    assert room.title("/public/collection/v1/objects/7") == "ObjectID not found"
    url = room.museum.origin + "/public/collection/v9/objects/1"
    with pytest.raises(Garbage):
        room.client.json(url, dict, lambda said: int(said["message"]))
    with pytest.raises(NotFound):
        room.client.json(url, dict)


@pytest.mark.parametrize("there", [True, False])
def test_an_answer_of_any_kind_forgives_failures(room: Room, there: bool) -> None:
    room.client = room.new_client(attempts=1)
    for _ in range(4):
        room.museum.fails[ONE] = ["error", "error"]
        for _ in range(2):
            with pytest.raises(Unreachable):
                room.title()
        if there:
            assert room.title() == "Quail"
            continue
        with pytest.raises(NotFound):
            room.client.get(f"{room.museum.origin}/pictures/none.jpg")


def test_gives_bytes_and_asks_no_strangers(room: Room) -> None:
    path = room.museum.add(3, file="3.jpg")
    assert room.client.get(room.museum.origin + path) == picture(3)
    for url in ("https://stranger.example/1.jpg", "http://stranger.example/1.jpg"):
        with pytest.raises(NotFound, match="address"):
            room.client.get(url)
