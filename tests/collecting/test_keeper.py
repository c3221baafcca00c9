import hashlib
from collections.abc import Iterator, Sequence
from pathlib import Path

import pytest

from tests.collecting.works import work
from tests.museums.fake_clock import FakeClock
from tests.museums.standin import StandIn
from tests.museums.trouble import huge_png, picture
from whence.collecting.keeper import DeadLink, Keeper
from whence.files import replacing
from whence.museums.errors import Unreachable
from whence.museums.journal import Journal
from whence.museums.polite import PoliteClient


@pytest.fixture
def museum() -> Iterator[StandIn]:
    with StandIn() as museum:
        yield museum


def keeper(
    museum: StandIn, folder: Path, retry: bool = False, allowed: Sequence[str] = ()
) -> Keeper:
    client = PoliteClient([museum.origin, *allowed], 0, clock=FakeClock().clock)
    return Keeper(folder, "met", client, Journal(folder / "journal.jsonl"), retry)


def test_a_picture_is_fetched_once_and_listed(museum: StandIn, tmp_path: Path) -> None:
    painting = work("met-1", museum.hang("1.jpg", 1))
    for _ in range(2):
        one = keeper(museum, tmp_path)
        one.keep(painting)
        one.keep(painting)
    assert museum.asked.total() == 1
    assert (tmp_path / "met" / "met-1.jpg").read_bytes() == picture(1)
    (kept,) = keeper(museum, tmp_path).manifest
    assert kept.sha256 == hashlib.sha256(picture(1)).hexdigest()
    assert (kept.file, kept.size, kept.painting) == ("met/met-1.jpg", len(picture(1)), painting)


def test_a_corrected_label_is_listed_without_fetching_again(
    museum: StandIn, tmp_path: Path
) -> None:
    painting = work("met-1", museum.hang("1.jpg", 1))
    keeper(museum, tmp_path).keep(painting)
    corrected = painting._replace(culture="Japan", title="Another")
    keeper(museum, tmp_path).keep(corrected)
    (kept,) = keeper(museum, tmp_path).manifest
    assert kept.painting == corrected
    assert museum.asked.total() == 1


def test_a_picture_at_another_address_takes_the_place_of_the_old_one(
    museum: StandIn, tmp_path: Path
) -> None:
    museum.pictures["/pictures/2.png"] = picture(2, ".png")
    painting = work("met-1", museum.hang("1.jpg", 1))
    keeper(museum, tmp_path).keep(painting)
    gone = painting._replace(image_url=f"{museum.origin}/pictures/gone.jpg")
    with pytest.raises(DeadLink):
        keeper(museum, tmp_path).keep(gone)
    (kept,) = keeper(museum, tmp_path).manifest
    assert kept.painting == painting
    moved = painting._replace(image_url=f"{museum.origin}/pictures/2.png")
    keeper(museum, tmp_path).keep(moved)
    (kept,) = keeper(museum, tmp_path).manifest
    assert (kept.painting, kept.file) == (moved, "met/met-1.png")
    assert [path.name for path in (tmp_path / "met").iterdir()] == ["met-1.png"]
    (tmp_path / "met" / "met-1.png").unlink()
    keeper(museum, tmp_path).keep(painting)
    assert [path.name for path in (tmp_path / "met").iterdir()] == ["met-1.jpg"]


def test_the_ending_tells_what_the_bytes_are(museum: StandIn, tmp_path: Path) -> None:
    museum.pictures["/pictures/1.jpg"] = picture(1, ".png")
    one = keeper(museum, tmp_path)
    one.keep(work("met-1", f"{museum.origin}/pictures/1.jpg"))
    assert [kept.file for kept in one.manifest] == ["met/met-1.png"]


def test_a_picture_that_was_lost_or_cut_is_fetched_again(museum: StandIn, tmp_path: Path) -> None:
    painting = work("met-1", museum.hang("1.jpg", 1))
    one = keeper(museum, tmp_path)
    for broken in (lambda path: path.unlink(), lambda path: path.write_bytes(b"\xff\xd8")):
        one.keep(painting)
        broken(tmp_path / "met" / "met-1.jpg")
    one.keep(painting)
    assert museum.asked.total() == 3
    assert (tmp_path / "met" / "met-1.jpg").read_bytes() == picture(1)


def test_a_moved_picture_is_followed_on_the_same_museum(museum: StandIn, tmp_path: Path) -> None:
    museum.pictures["/pictures/old.jpg"] = museum.hang("new.jpg", 2)
    keeper(museum, tmp_path).keep(work("met-1", f"{museum.origin}/pictures/old.jpg"))
    assert (tmp_path / "met" / "met-1.jpg").read_bytes() == picture(2)


def test_a_picture_that_moved_to_strangers_is_dead(museum: StandIn, tmp_path: Path) -> None:
    museum.pictures["/pictures/old.jpg"] = "https://stranger.example/1.jpg"
    with pytest.raises(DeadLink, match="not at a museum on our list"):
        keeper(museum, tmp_path).keep(work("met-1", f"{museum.origin}/pictures/old.jpg"))


def test_a_picture_that_moved_is_had_once_it_may_be(museum: StandIn, tmp_path: Path) -> None:
    with StandIn() as other:
        museum.pictures["/pictures/old.jpg"] = other.hang("new.jpg", 2)
        painting = work("met-1", f"{museum.origin}/pictures/old.jpg")
        with pytest.raises(DeadLink):
            keeper(museum, tmp_path).keep(painting)
        keeper(museum, tmp_path, allowed=[other.origin]).keep(painting)
    assert (tmp_path / "met" / "met-1.jpg").read_bytes() == picture(2)


@pytest.mark.parametrize("body", [b"", b"<html>", picture(1)[:-900], huge_png(), None])
def test_dead_links_are_remembered_until_asked_for_again(
    museum: StandIn, tmp_path: Path, body: bytes | None
) -> None:
    if body is not None:
        museum.pictures["/pictures/1.jpg"] = body
    painting = work("met-1", f"{museum.origin}/pictures/1.jpg")
    for _ in range(2):
        with pytest.raises(DeadLink):
            keeper(museum, tmp_path).keep(painting)
    assert museum.asked.total() == 1
    assert not list(tmp_path.glob("met/*"))
    museum.hang("1.jpg", 1)
    keeper(museum, tmp_path, retry=True).keep(painting)
    assert museum.asked.total() == 2
    assert keeper(museum, tmp_path).manifest.get("met-1")
    (tmp_path / "met" / "met-1.jpg").unlink()
    keeper(museum, tmp_path).keep(painting)  # it is dead no longer
    assert museum.asked.total() == 3


def test_a_silent_museum_is_not_remembered(museum: StandIn, tmp_path: Path) -> None:
    painting = work("met-1", museum.hang("1.jpg", 1))
    museum.fails["/pictures/1.jpg"] = ["reset"] * 5
    one = keeper(museum, tmp_path)
    with pytest.raises(Unreachable):
        one.keep(painting)
    one.keep(painting)
    assert one.manifest.get("met-1")


def test_what_a_killed_run_left_is_tidied_up(museum: StandIn, tmp_path: Path) -> None:
    folder = tmp_path / "met"
    folder.mkdir()
    with replacing(folder / "met-1.jpg") as half:
        half.write_bytes(b"half")
        left = half.name
    (folder / left).write_bytes(b"half")
    (folder / ".hidden").write_bytes(b"not ours")
    (folder / "met-1.jpg").write_bytes(picture(1))  # written, not yet listed
    (folder / "met-2.jpg").write_bytes(picture(1)[:-900])  # cannot have been ours
    one = keeper(museum, tmp_path)
    one.keep(work("met-1", museum.hang("1.jpg", 1)))
    one.keep(work("met-2", museum.hang("2.jpg", 2)))
    assert set(museum.asked) == {"/pictures/2.jpg"}
    assert [kept.size for kept in one.manifest] == [len(picture(1)), len(picture(2))]
    assert sorted(path.name for path in folder.iterdir()) == [".hidden", "met-1.jpg", "met-2.jpg"]
