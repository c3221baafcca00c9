from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.museums.fake_clock import FakeClock
from tests.museums.standin_cleveland import StandInCleveland
from tests.museums.standin_met import StandInMet
from tests.museums.trouble import HTML
from whence.catalogue import Catalogue
from whence.collecting.collect import Report, collect, write_tables
from whence.collecting.errors import CollectError
from whence.collecting.keeper import Keeper
from whence.cultures import CULTURES
from whence.museums.answers import Answers
from whence.museums.cleveland import Cleveland
from whence.museums.journal import Journal
from whence.museums.met import Met
from whence.museums.polite import PoliteClient


@pytest.fixture
def fake() -> FakeClock:
    return FakeClock()


@pytest.fixture
def museum(fake: FakeClock) -> Iterator[StandInMet]:
    with StandInMet(fake.now) as museum:
        yield museum


def run(
    museum: StandInMet | StandInCleveland, folder: Path, fake: FakeClock,
    cultures: tuple[str, ...] = CULTURES, limit: int | None = None, pictures: str = "",
) -> Report:  # fmt: skip
    """One run of the command."""
    client = PoliteClient([museum.origin, pictures or museum.origin], 1.5, clock=fake.clock)
    journal = Journal(folder / "journal.jsonl")
    kind = Met if isinstance(museum, StandInMet) else Cleveland
    source = kind(Answers(client, journal), museum.api)
    keeper = Keeper(folder, source.slug, client, journal)
    try:
        return collect(source, cultures, limit, keeper, client)
    finally:
        write_tables(keeper, folder)


def ids(folder: Path) -> set[str]:
    return {painting.id for painting in Catalogue.load(folder / "catalogue.csv")}


def test_all_troubles_at_once_lose_nothing(
    museum: StandInMet, tmp_path: Path, fake: FakeClock, capsys: pytest.CaptureFixture[str]
) -> None:
    museum.patience = 30
    for number in range(1, 41):
        museum.add(number)
    museum.fails[museum.object_path(5)] = ["garbage", "reset", "busy", "error"]
    museum.fails["/pictures/DP%206.jpg"] = ["reset", "error"]
    museum.add(41, primaryImage="", primaryImageSmall="")
    museum.departments[6] += [42, 43]
    museum.withdrawn.add(43)
    museum.pictures["/pictures/DP 7.jpg"] = museum.hang("moved 7.jpg", 7)
    museum.pictures["/pictures/DP 8.jpg"] = HTML
    report = run(museum, tmp_path, fake)
    assert ids(tmp_path) == {f"met-{number}" for number in range(1, 41) if number != 8}
    assert list(report.lines()) == [
        "39 pictures kept.",
        "1 left out: no picture.",
        "1 left out: not at the museum (ObjectID not found).",
        "1 left out: not at the museum (Not a valid object).",
        "1 dead links; --retry-dead asks them once more.",
    ]
    told = capsys.readouterr().err
    assert "cooling down, resumes at 12:" in told
    assert "The Metropolitan Museum of Art" in told


def test_a_second_run_asks_for_nothing(museum: StandInMet, tmp_path: Path, fake: FakeClock) -> None:
    for number in range(4):
        museum.add(number)
    museum.pictures["/pictures/DP 3.jpg"] = HTML
    first = run(museum, tmp_path, fake)
    asked = museum.asked.total()
    assert run(museum, tmp_path, fake) == first
    assert museum.asked.total() == asked


def test_the_limit_counts_earlier_runs(
    museum: StandInMet, tmp_path: Path, fake: FakeClock, capsys: pytest.CaptureFixture[str]
) -> None:
    for number in range(6):
        museum.add(number, isPublicDomain=number > 0)
    museum.add(6)
    assert run(museum, tmp_path, fake, ("Japan",), limit=2).kept == 2
    assert museum.asked.total() == 1 + 1 + 2 * 2
    assert "100%|██████████| 2/2 " in capsys.readouterr().err
    assert run(museum, tmp_path, fake, limit=3).kept == 3
    assert ids(tmp_path) == {"met-1", "met-2", "met-3"}
    run(museum, tmp_path, fake)
    assert "100%|██████████| 7/7 " in capsys.readouterr().err


def test_only_the_culture_asked_for(museum: StandInMet, tmp_path: Path, fake: FakeClock) -> None:
    museum.add(1, culture="China")
    museum.add(2, culture="Japan")
    museum.add(3, department=1, culture="American")
    museum.add(4, culture="Japan")
    for number in (5, 6):
        museum.add(number, culture="Korea")
    report = run(museum, tmp_path, fake, ("China",))
    assert ids(tmp_path) == {"met-1"}
    assert report.left_out == {
        "of another culture than asked for": 2,
        "none of the four cultures": 2,
    }
    assert report.unusable == [(number, "none of the four cultures") for number in (5, 6)]
    assert not museum.asked[museum.object_path(3)]
    run(museum, tmp_path, fake, ("America", "China", "Japan"))
    assert ids(tmp_path) == {"met-1", "met-2", "met-3", "met-4"}


def test_an_object_without_an_answer_is_left_for_the_next_run(
    museum: StandInMet, tmp_path: Path, fake: FakeClock
) -> None:
    for number in (1, 2, 3, 4):
        museum.add(number)
    for number in (1, 4):
        museum.fails[museum.object_path(number)] = ["garbage"] * 5
    museum.fails["/pictures/DP%202.jpg"] = ["error"] * 5
    report = run(museum, tmp_path, fake)
    assert "3 without an answer; run the same command again to ask them." in report.lines()
    assert [(work.id, "museum" in why) for work, why in report.silent] == [("met-2", True)]
    assert ids(tmp_path) == {"met-3"}
    assert run(museum, tmp_path, fake).kept == 4


def test_a_museum_that_closes_ends_the_run_and_the_next_goes_on(
    museum: StandInMet, tmp_path: Path, fake: FakeClock
) -> None:
    for number in range(20):
        museum.add(number)
    for number in range(5, 20):
        museum.fails[museum.object_path(number)] = ["forbidden"] * 2
    with pytest.raises(CollectError, match="kept; run the same command again later"):
        run(museum, tmp_path, fake)
    assert len(ids(tmp_path)) == 5
    museum.fails.clear()
    assert run(museum, tmp_path, fake).kept == 20
    assert set(museum.answered.values()) == {1}


def test_pictures_that_nobody_serves_end_the_run_before_all_works_are_asked_for(
    museum: StandInMet, tmp_path: Path, fake: FakeClock
) -> None:
    nobody = "http://127.0.0.1:9"
    for number in range(60):
        museum.add(number, primaryImageSmall=f"{nobody}/{number}.jpg")
    with pytest.raises(CollectError, match=f"{nobody} failed 3 times in a row"):
        run(museum, tmp_path, fake, pictures=nobody)
    assert sum("/objects/" in path for path in museum.asked) == 4


def test_a_closed_door_at_the_search_is_one_sentence(
    museum: StandInMet, tmp_path: Path, fake: FakeClock
) -> None:
    museum.patience = 0
    with pytest.raises(CollectError, match=r"The Metropolitan Museum of Art: .* let us in"):
        run(museum, tmp_path, fake)


def test_the_limit_asks_for_no_page_too_many(tmp_path: Path, fake: FakeClock) -> None:
    with StandInCleveland() as museum:
        for number in range(101):
            museum.add(number, culture=["Germany"] if number < 98 else ["America"])
        assert run(museum, tmp_path, fake, limit=2).kept == 2
        assert ids(tmp_path) == {"cleveland-98", "cleveland-99"}
        assert museum.asked.total() == 1 + 2


def test_the_tables_name_only_pictures_that_are_there(
    museum: StandInMet, tmp_path: Path, fake: FakeClock
) -> None:
    for number in (1, 2):
        museum.add(number)
    run(museum, tmp_path, fake)
    (tmp_path / "met" / "met-1.jpg").unlink()
    client = PoliteClient([museum.origin], 1.5, clock=fake.clock)
    write_tables(Keeper(tmp_path, "met", client, Journal(tmp_path / "journal.jsonl")), tmp_path)
    assert ids(tmp_path) == {"met-2"}
    assert "met-1" not in (tmp_path / "paintings.csv").read_text()


def test_two_museums_share_a_folder(museum: StandInMet, tmp_path: Path, fake: FakeClock) -> None:
    museum.add(1)
    run(museum, tmp_path, fake)
    with StandInCleveland() as other:
        other.add(1)
        run(other, tmp_path, fake)
    assert ids(tmp_path) == {"met-1", "cleveland-1"}
    assert (tmp_path / "paintings.csv").read_text().count("\n") == 3
