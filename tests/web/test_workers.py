"""Threads with a short queue: who would wait too long is put off at once."""

import asyncio
import gc
import weakref
from collections.abc import Coroutine
from contextlib import suppress
from contextvars import ContextVar
from functools import partial
from pathlib import Path
from threading import Event, Thread
from typing import Any, TypeVar

import pytest

from tests.museums.trouble import Trouble, picture
from tests.test_gallery import Shelf, gallery, works
from tests.test_sources import painting
from tests.web.layered import awaited
from whence.cache import DiskCache
from whence.catalogue import Catalogue
from whence.museums.http import MuseumClient
from whence.painting import Painting
from whence.pictures import MOST_BYTES, PictureError
from whence.sources import PictureSource
from whence.web.layers.proxies import asking
from whence.web.refusals import Busy
from whence.web.workers import Workers

PATIENCE = 60
T = TypeVar("T")

asked: ContextVar[str] = ContextVar("asked", default="")


def test_beyond_the_queue_the_answer_is_busy_and_later_there_is_room_again() -> None:
    go_on = Event()

    async def crowd() -> list[object]:
        workers = Workers(waiting=2)
        inside = [asyncio.create_task(workers.predict(go_on.wait, PATIENCE)) for _ in range(3)]
        await asyncio.sleep(0)
        with pytest.raises(Busy) as put_off:
            await workers.predict(go_on.wait, PATIENCE)
        assert put_off.value.status_code == 503
        assert put_off.value.headers["Retry-After"]
        assert await workers.fetch(lambda: "downloads have a queue of their own")
        go_on.set()
        await asyncio.gather(*inside)
        return [await workers.predict(int, number) for number in range(5)]

    assert awaited(crowd()) == list(range(5))


def test_what_is_written_waits_for_no_museum_and_no_prediction() -> None:
    async def correct() -> str:
        workers, go_on = Workers(), Event()
        stuck = [asyncio.create_task(workers.fetch(go_on.wait)) for _ in range(16)]
        stuck += [asyncio.create_task(workers.predict(go_on.wait)) for _ in range(2)]
        stuck += [asyncio.create_task(workers.compute(go_on.wait)) for _ in range(2)]
        await asyncio.sleep(0)
        try:
            async with asyncio.timeout(PATIENCE):
                return await workers.write(lambda: "kept")
        finally:
            go_on.set()
            await asyncio.gather(*stuck)

    assert awaited(correct()) == "kept"


@pytest.mark.parametrize(
    ("busy", "asked"), [("compute", "predict"), ("judge", "predict"), ("judge", "compute")]
)
def test_a_verdict_waits_for_no_search_and_neither_for_a_visitors_picture(
    busy: str, asked: str
) -> None:
    async def answered() -> str:
        workers, go_on = Workers(), Event()
        wait = partial(getattr(workers, busy), go_on.wait)
        stuck = [asyncio.create_task(wait()) for _ in range(4)]
        await asyncio.sleep(0)
        try:
            async with asyncio.timeout(PATIENCE):
                return str(await getattr(workers, asked)(lambda: "answered"))
        finally:
            go_on.set()
            await asyncio.gather(*stuck)

    assert awaited(answered()) == "answered"


async def by(visitor: str, work: Coroutine[Any, Any, T]) -> T:
    asking.set(visitor)
    return await work


@pytest.mark.parametrize("pool", ["judge", "compute"])
def test_who_asks_for_much_takes_turns_with_who_asks_for_little(pool: str) -> None:
    async def crowd() -> list[str]:
        workers, go_on, done = Workers(waiting=3), Event(), list[str]()
        run = getattr(workers, pool)
        first = asyncio.create_task(by("many", run(go_on.wait)))
        many = [by("many", run(done.append, "many")) for _ in range(9)]
        tasks = [first, *map(asyncio.create_task, many)]
        await asyncio.sleep(0)
        tasks.append(asyncio.create_task(by("one", run(done.append, "one"))))
        await asyncio.sleep(0)
        go_on.set()
        said = await asyncio.gather(*tasks, return_exceptions=True)
        assert [isinstance(one, Busy) for one in said] == [False] * 5 + [True] * 5 + [False]
        assert await by("many", run(str, "there is room again")) == "there is room again"
        return done

    assert awaited(crowd()) == ["many", "one", "many", "many", "many"]


def test_who_waits_for_many_pictures_leaves_room_to_who_waits_for_one() -> None:
    async def crowd() -> str:
        workers, go_on = Workers(waiting=3), Event()
        many = [by("many", workers.fetch(go_on.wait)) for _ in range(60)]
        tasks = [asyncio.create_task(each) for each in many]
        await asyncio.sleep(0)
        try:
            async with asyncio.timeout(PATIENCE):
                return await by("one", workers.fetch(lambda: "fetched"))
        finally:
            go_on.set()
            said = await asyncio.gather(*tasks, return_exceptions=True)
            assert sum(isinstance(each, Busy) for each in said) == 60 - 8 - 3

    assert awaited(crowd()) == "fetched"


def test_who_leaves_the_queue_makes_room() -> None:
    go_on = Event()

    async def crowd() -> str:
        workers = Workers(waiting=1)
        first = asyncio.create_task(workers.predict(go_on.wait, PATIENCE))
        second = asyncio.create_task(workers.predict(go_on.wait, PATIENCE))
        await asyncio.sleep(0)
        second.cancel()
        await asyncio.sleep(0)
        third = asyncio.create_task(workers.predict(lambda: "third"))
        await asyncio.sleep(0)
        go_on.set()
        await first
        return await third

    assert awaited(crowd()) == "third"


def test_a_failure_is_passed_on_and_leaves_the_queue() -> None:
    async def fail() -> None:
        workers = Workers(waiting=0)
        for _ in range(3):
            with pytest.raises(ZeroDivisionError):
                await workers.predict(lambda: 1 // 0)

    awaited(fail())


def test_work_that_no_thread_could_begin_leaves_the_queue(monkeypatch: pytest.MonkeyPatch) -> None:
    def none_left(thread: Thread) -> None:
        raise RuntimeError("can't start new thread")

    async def recover() -> str:
        workers = Workers(waiting=0)
        with monkeypatch.context() as patch:
            patch.setattr(Thread, "start", none_left)
            with pytest.raises(Busy):
                await workers.predict(lambda: "lost")
        return await workers.predict(lambda: "decided")

    assert awaited(recover()) == "decided"


def test_a_thread_knows_the_request_that_it_works_for() -> None:
    async def ask() -> str:
        asked.set("request-1")
        return await Workers().predict(asked.get)

    assert awaited(ask()) == "request-1"


def test_what_is_in_memory_waits_for_no_thread(tmp_path: Path) -> None:
    with Trouble() as museum:
        hanging = Catalogue([painting(museum.url(f"/good/{n}.jpg"), f"work-{n}") for n in range(3)])
        cache = DiskCache(tmp_path, 10_000_000)
        source = PictureSource(cache, MuseumClient([museum.origin], MOST_BYTES))
        hall = gallery(hanging, source)
        for work in hanging:
            hall.picture(work)

        async def ask() -> tuple[Painting, list[bytes]]:
            workers, go_on = Workers(), Event()
            stuck = [asyncio.create_task(workers.fetch(go_on.wait)) for _ in range(16)]
            await asyncio.sleep(0)
            try:
                async with asyncio.timeout(PATIENCE):
                    pictures = [await workers.picture(hall, work) for work in hanging]
                    return await workers.choose(hall, ["work-0", "work-1"]), pictures
            finally:
                go_on.set()
                await asyncio.gather(*stuck)

        chosen, pictures = awaited(ask())
    assert pictures == [picture(number) for number in range(3)]
    assert chosen.id == "work-2"


def test_what_is_not_in_memory_is_fetched() -> None:
    shelf = Shelf(missing={"work-1"})
    hall = gallery(works(2), shelf)

    async def ask() -> tuple[Painting, bytes]:
        workers = Workers()
        return await workers.choose(hall, ["work-0"]), await workers.picture(hall, have)

    have = works(2).get("work-0")
    assert have is not None
    chosen, data = awaited(ask())
    assert chosen.id != "work-1"
    assert data == hall.picture(have)


def test_known_proportions_do_not_wait_behind_a_museum() -> None:
    hall = gallery(works(2), Shelf())
    first, second = works(2)

    async def ask() -> tuple[float, float]:
        workers, go_on = Workers(), Event()
        await workers.decide(hall, first)
        fetched = await workers.ratio(hall, second)
        stuck = [asyncio.create_task(workers.fetch(go_on.wait)) for _ in range(16)]
        await asyncio.sleep(0)
        try:
            async with asyncio.timeout(PATIENCE):
                return await workers.ratio(hall, first), fetched
        finally:
            go_on.set()
            await asyncio.gather(*stuck)

    known, fetched = awaited(ask())
    assert known == fetched == hall.ratio(first)


def test_a_picture_is_asked_for_once() -> None:
    shelf = Shelf()
    hall = gallery(works(2), shelf)
    first, second = works(2)

    async def ask() -> None:
        workers = Workers()
        await workers.decide(hall, first)
        await workers.ratio(hall, second)

    awaited(ask())
    assert shelf.asked == ["work-0", "work-1"]


class Picture:
    """Something whose end can be seen."""


def test_a_picture_that_was_refused_is_not_kept_by_its_own_error() -> None:
    workers = Workers()

    def refuse(picture: Picture) -> None:
        raise PictureError("broken")

    async def ask() -> weakref.ref[Picture]:
        picture = Picture()
        with suppress(PictureError):
            await workers.judge(refuse, picture)
        return weakref.ref(picture)

    gc.disable()  # as it may be long until it comes
    try:
        assert awaited(ask())() is None
    finally:
        gc.enable()
