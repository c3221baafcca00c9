import os
import shutil
import subprocess
import sys
import threading
from collections.abc import Iterator
from pathlib import Path

import pytest
from cachetools import TTLCache

from tests.museums.trouble import Trouble, picture
from whence import sources
from whence.cache import DiskCache
from whence.museums.errors import AtRest, NotFound, Unreachable
from whence.museums.http import ATTEMPTS, MuseumClient
from whence.painting import COLUMNS, Painting
from whence.pictures import MOST_BYTES, PictureError
from whence.settings import Settings
from whence.sources import REMEMBERED, PictureSource


@pytest.fixture
def museum() -> Iterator[Trouble]:
    with Trouble() as museum:
        yield museum


@pytest.fixture
def source(museum: Trouble, tmp_path: Path) -> PictureSource:
    return PictureSource(
        DiskCache(tmp_path / "cache", 10_000_000), MuseumClient([museum.origin], MOST_BYTES)
    )


def painting(image_url: str, name: str = "met-1") -> Painting:
    return Painting(*[""] * len(COLUMNS))._replace(id=name, image_url=image_url)


def test_asks_the_museum_once_and_the_cache_from_then_on(
    source: PictureSource, museum: Trouble
) -> None:
    work = painting(museum.url("/good/1.jpg"))
    assert source.bytes_of(work, 5) == source.bytes_of(work, 5) == picture(1)
    assert museum.asked["/good/1.jpg"] == 1


def test_a_new_address_is_a_new_picture(source: PictureSource, museum: Trouble) -> None:
    for number in (1, 2):
        assert source.bytes_of(painting(museum.url(f"/good/{number}")), 5) == picture(number)


def test_what_was_read_lately_is_not_read_again(
    source: PictureSource, museum: Trouble, tmp_path: Path
) -> None:
    work = painting(museum.url("/good/1.jpg"))
    source.bytes_of(work, 5)
    restarted = PictureSource(
        DiskCache(tmp_path / "cache", 10_000_000), MuseumClient([museum.origin], MOST_BYTES)
    )
    restarted.bytes_of(work, 5)
    shutil.rmtree(tmp_path / "cache")
    assert restarted.bytes_of(work, 5) == picture(1)
    assert museum.asked["/good/1.jpg"] == 1


def test_only_what_was_met_just_now_is_in_memory(source: PictureSource, museum: Trouble) -> None:
    work = painting(museum.url("/good/1.jpg"))
    assert source.in_memory(work) is None
    assert museum.asked["/good/1.jpg"] == 0
    source.bytes_of(work, 5)
    assert source.in_memory(work) == picture(1)


def test_a_picture_too_large_to_stay_in_memory_is_given_all_the_same(
    museum: Trouble, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sources, "RECENT_BYTES", len(picture(1)) - 1)
    source = PictureSource(
        DiskCache(tmp_path / "cache", 10_000_000), MuseumClient([museum.origin], MOST_BYTES)
    )
    work = painting(museum.url("/good/1.jpg"))
    assert source.bytes_of(work, 5) == source.bytes_of(work, 5) == picture(1)
    assert source.in_memory(work) is None
    assert museum.asked["/good/1.jpg"] == 1


def test_what_another_process_kept_in_between_is_not_asked_for(
    museum: Trouble, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    cache = DiskCache(tmp_path / "cache", 10_000_000)
    found = iter([None, picture(1)])
    monkeypatch.setattr(cache, "get", lambda key: next(found))
    source = PictureSource(cache, MuseumClient([museum.origin], MOST_BYTES))
    assert source.bytes_of(painting(museum.url("/good/1.jpg")), 5) == picture(1)
    assert not museum.asked


def test_an_emptied_cache_needs_the_museum_again_after_a_restart(
    source: PictureSource, museum: Trouble, tmp_path: Path
) -> None:
    work = painting(museum.url("/good/1.jpg"))
    source.bytes_of(work, 5)
    for file in (tmp_path / "cache").iterdir():
        file.write_bytes(b"rot")
    assert source.bytes_of(work, 5) == picture(1)
    assert museum.asked["/good/1.jpg"] == 1
    restarted = PictureSource(
        DiskCache(tmp_path / "cache", 10_000_000), MuseumClient([museum.origin], MOST_BYTES)
    )
    assert restarted.bytes_of(work, 5) == picture(1)
    assert museum.asked["/good/1.jpg"] == 2


@pytest.mark.parametrize(
    ("path", "code"),
    [
        ("/html", "unknown-format"),
        ("/empty", "empty"),
        ("/truncated", "broken"),
        ("/huge.png", "too-many-pixels"),
    ],
)
def test_what_does_not_decode_is_not_kept(
    source: PictureSource, museum: Trouble, tmp_path: Path, path: str, code: str
) -> None:
    with pytest.raises(PictureError) as caught:
        source.bytes_of(painting(museum.url(path)), 5)
    assert caught.value.code == code
    assert not list(tmp_path.rglob("*.kept"))


def test_the_label_on_the_answer_does_not_matter(source: PictureSource, museum: Trouble) -> None:
    assert source.bytes_of(painting(museum.url("/plain")), 5) == picture(1)


@pytest.mark.parametrize("path", ["/missing", "/endless", "/moved/to-private"])
def test_another_work_may_be_had(source: PictureSource, museum: Trouble, path: str) -> None:
    with pytest.raises(NotFound):
        source.bytes_of(painting(museum.url(path)), 5)


@pytest.mark.parametrize(("path", "patience"), [("/forbidden", 5), ("/hang", 0.5), ("/drip", 0.5)])
def test_the_museum_may_be_away(
    source: PictureSource, museum: Trouble, path: str, patience: float
) -> None:
    with pytest.raises(Unreachable):
        source.bytes_of(painting(museum.url(path)), patience)


@pytest.mark.parametrize("path", ["/forbidden", "/error", "/missing", "/truncated"])
def test_what_cannot_be_had_is_not_asked_for_again_and_again(
    source: PictureSource, museum: Trouble, path: str
) -> None:
    """Asked by anybody, it would count as its museum's failure each time."""
    said = set()
    for _ in range(10):
        with pytest.raises((NotFound, Unreachable, PictureError)) as caught:
            source.bytes_of(painting(museum.url(path), "bad"), 5)
        said.add(str(caught.value))
    assert len(said) == 1
    assert museum.asked[path] <= ATTEMPTS
    assert source.bytes_of(painting(museum.url("/good/1.jpg")), 5) == picture(1)


def test_what_cannot_be_had_keeps_nothing_of_it(source: PictureSource, museum: Trouble) -> None:
    """A traceback would keep all that was downloaded."""
    for _ in range(2):
        with pytest.raises(PictureError) as caught:
            source.bytes_of(painting(museum.url("/truncated")), 5)
    for failed in source._failed.values():
        assert (failed.__traceback__, failed.__context__, failed.__cause__) == (None, None, None)
        assert failed is not caught.value


def test_after_a_while_it_is_asked_for_again(
    source: PictureSource, museum: Trouble, monkeypatch: pytest.MonkeyPatch
) -> None:
    now = [0.0]
    monkeypatch.setattr(source, "_failed", TTLCache(9, REMEMBERED, timer=lambda: now[0]))
    for _ in range(2):
        with pytest.raises(NotFound):
            source.bytes_of(painting(museum.url("/missing")), 5)
        now[0] += REMEMBERED + 1
    assert museum.asked["/missing"] == 2


def test_a_museum_at_rest_is_no_fault_of_a_work(source: PictureSource, museum: Trouble) -> None:
    good = painting(museum.url("/good/1.jpg"))
    for number in range(3):
        with pytest.raises(Unreachable):
            source.bytes_of(painting(museum.url("/forbidden"), f"bad-{number}"), 5)
    with pytest.raises(AtRest):
        source.bytes_of(good, 5)
    for breaker in source._museum._breakers.values():
        breaker.succeeded()
    assert source.bytes_of(good, 5) == picture(1)


def test_no_time_left_means_no_request(source: PictureSource, museum: Trouble) -> None:
    with pytest.raises(Unreachable):
        source.bytes_of(painting(museum.url("/good/1.jpg")), -1)
    assert not museum.asked


class Slow:
    """A museum that answers when it is told to."""

    def __init__(self) -> None:
        self.may_answer, self.asked = threading.Event(), 0

    def get(self, url: str, deadline: float) -> bytes:
        self.asked += 1
        assert self.may_answer.wait(20)
        return picture(1)


def test_many_visitors_one_download(tmp_path: Path) -> None:
    slow, results = Slow(), []
    source = PictureSource(DiskCache(tmp_path, 1_000_000), slow)  # type: ignore[arg-type]
    work = painting("http://museum.example/1.jpg")
    threads = [
        threading.Thread(target=lambda: results.append(source.bytes_of(work, 20))) for _ in range(9)
    ]
    for thread in threads:
        thread.start()
    slow.may_answer.set()
    for thread in threads:
        thread.join()
    assert results == [picture(1)] * 9
    assert slow.asked == 1


def test_who_has_little_time_left_does_not_cut_short_who_has_more(tmp_path: Path) -> None:
    limits: list[float] = []

    class Noting(Slow):
        def get(self, url: str, deadline: float) -> bytes:
            limits.append(deadline)
            return super().get(url, deadline)

    slow = Noting()
    source = PictureSource(DiskCache(tmp_path, 1_000_000), slow)  # type: ignore[arg-type]
    work = painting("http://museum.example/1.jpg")
    with pytest.raises(Unreachable, match="too long"):
        source.bytes_of(work, 0.05)
    slow.may_answer.set()
    assert source.bytes_of(work, 20) == picture(1)
    assert limits == [sources.LIMIT]
    source.bytes_of(painting("http://museum.example/2.jpg"), 20)
    assert limits == [sources.LIMIT, 20]


def test_the_deadline_holds_even_where_the_download_cannot_be_stopped(tmp_path: Path) -> None:
    slow = Slow()
    source = PictureSource(DiskCache(tmp_path, 1_000_000), slow)  # type: ignore[arg-type]
    with pytest.raises(Unreachable, match="too long"):
        source.bytes_of(painting("http://museum.example/1.jpg"), 0.05)
    slow.may_answer.set()


def test_stuck_downloads_do_not_pile_up(tmp_path: Path) -> None:
    slow = Slow()
    source = PictureSource(DiskCache(tmp_path, 1_000_000), slow)  # type: ignore[arg-type]
    for number in range(sources.MOST_DOWNLOADS + 3):
        with pytest.raises(Unreachable):
            source.bytes_of(painting("http://museum.example/1.jpg", f"met-{number}"), 0.01)
    assert slow.asked == sources.MOST_DOWNLOADS
    slow.may_answer.set()


def test_downloads_that_have_ended_make_room(source: PictureSource, museum: Trouble) -> None:
    for number in range(sources.MOST_DOWNLOADS + 1):
        with pytest.raises(NotFound, match="no picture"):
            source.bytes_of(painting(museum.url("/missing"), f"met-{number}"), 5)
    assert source.bytes_of(painting(museum.url("/good/1.jpg")), 5) == picture(1)


def test_a_machine_without_threads_recovers(
    source: PictureSource, museum: Trouble, monkeypatch: pytest.MonkeyPatch
) -> None:
    work = painting(museum.url("/good/1.jpg"))

    def none_left(thread: threading.Thread) -> None:
        raise RuntimeError("can't start new thread")

    with monkeypatch.context() as patch:
        patch.setattr(threading.Thread, "start", none_left)
        with pytest.raises(Unreachable, match="no thread"):
            source.bytes_of(work, 5)
    assert source.bytes_of(work, 5) == picture(1)


def test_studies_come_from_this_disk(source: PictureSource, tmp_path: Path) -> None:
    file = tmp_path / "study.jpg"
    file.write_bytes(picture(3))
    assert source.bytes_of(painting(str(file)), 0) == picture(3)
    file.write_bytes(picture(3)[:-900])
    with pytest.raises(PictureError):
        source.bytes_of(painting(str(file)), 0)


def test_a_study_is_decoded_once_and_again_when_it_changed(
    source: PictureSource, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    decoded: list[int] = []
    monkeypatch.setattr(sources, "look", lambda data, _: decoded.append(len(data)))
    file = tmp_path / "study.jpg"
    for number in (3, 4):
        file.write_bytes(picture(number))
        os.utime(file, (number, number))
        for _ in range(2):
            assert source.bytes_of(painting(str(file)), 0) == picture(number)
    assert decoded == [len(picture(3)), len(picture(4))]


def test_a_lost_study_is_not_found(source: PictureSource, tmp_path: Path) -> None:
    with pytest.raises(NotFound):
        source.bytes_of(painting(str(tmp_path / "lost.jpg")), 5)
    with pytest.raises(NotFound):
        source.bytes_of(painting(str(tmp_path)), 5)


def test_a_study_larger_than_the_cap_is_not_read(
    source: PictureSource, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    file = tmp_path / "study.jpg"
    with file.open("wb") as large:
        large.truncate(MOST_BYTES + 1)
    monkeypatch.setattr(Path, "read_bytes", lambda _: pytest.fail("it was read"))
    with pytest.raises(PictureError, match="15 MB"):
        source.bytes_of(painting(str(file)), 5)


def test_settings_choose_cache_and_museums(museum: Trouble, tmp_path: Path) -> None:
    settings = Settings(cache=tmp_path / "here", museums=(museum.origin,), cache_megabytes=1)
    PictureSource.from_settings(settings).bytes_of(painting(museum.url("/good/1.jpg")), 5)
    assert len(list((tmp_path / "here").iterdir())) == 1


VISITOR = """
import resource, sys
from pathlib import Path
from tests.test_sources import painting
from whence.sources import REMEMBERED, PictureSource
from whence.settings import Settings

source = PictureSource.from_settings(Settings(cache=Path(sys.argv[2]), museums=(sys.argv[1],)))
before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
for path in ("/endless", "/huge.png", "/moved/endless", "/good/1.jpg"):
    try:
        source.bytes_of(painting(sys.argv[1] + path), 20)
    except Exception as error:
        print(path, type(error).__name__)
print((resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before) // 1024)
"""


def test_memory_stays_small_whatever_the_museum_sends(museum: Trouble, tmp_path: Path) -> None:
    command = [sys.executable, "-c", VISITOR, museum.origin, str(tmp_path)]
    done = subprocess.run(command, capture_output=True, text=True, check=True, timeout=60)
    *errors, megabytes = done.stdout.splitlines()
    assert errors == ["/endless NotFound", "/huge.png PictureError"]
    assert int(megabytes) < 100
    assert not done.stderr
