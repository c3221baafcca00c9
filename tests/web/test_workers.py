"""Threads with a short queue: who would wait too long is put off at once."""

import asyncio
from contextvars import ContextVar
from threading import Event

import pytest

from tests.web.layered import awaited
from whence.web.refusals import Busy
from whence.web.workers import Workers

PATIENCE = 60

asked: ContextVar[str] = ContextVar("asked", default="")


def test_beyond_the_queue_the_answer_is_busy_and_later_there_is_room_again() -> None:
    go_on = Event()

    async def crowd() -> list[object]:
        workers = Workers(predictions_at_once=1, waiting=2)
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


def test_who_leaves_the_queue_makes_room() -> None:
    go_on = Event()

    async def crowd() -> str:
        workers = Workers(predictions_at_once=1, waiting=1)
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
        workers = Workers(predictions_at_once=1, waiting=0)
        for _ in range(3):
            with pytest.raises(ZeroDivisionError):
                await workers.predict(lambda: 1 // 0)

    awaited(fail())


def test_a_thread_knows_the_request_that_it_works_for() -> None:
    async def ask() -> str:
        asked.set("request-1")
        return await Workers(1).predict(asked.get)

    assert awaited(ask()) == "request-1"
