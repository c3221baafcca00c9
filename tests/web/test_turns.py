"""Turns are a visitor's own, few at once and not without end."""

import asyncio

import pytest

from tests.web.layered import awaited
from whence.web.layers.proxies import asking
from whence.web.refusals import Busy
from whence.web.turns import EACH, Turns


def test_a_visitor_has_few_turns_at_once_and_a_bounded_line_and_others_their_own() -> None:
    async def crowd() -> list[str]:
        turns, go_on, begun = Turns(waiting=1), asyncio.Event(), list[str]()

        async def take(who: str) -> None:
            asking.set(who)
            async with turns.turn():
                begun.append(who)
                await go_on.wait()

        tasks = [asyncio.create_task(take("many")) for _ in range(EACH + 1)]
        await asyncio.sleep(0)
        with pytest.raises(Busy):
            await asyncio.create_task(take("many"))
        tasks.append(asyncio.create_task(take("one")))
        await asyncio.sleep(0)
        assert begun == ["many"] * EACH + ["one"]
        go_on.set()
        await asyncio.gather(*tasks)
        await take("many")
        return begun

    assert awaited(crowd()) == ["many"] * EACH + ["one", "many", "many"]


def test_who_leaves_the_line_makes_room_in_it() -> None:
    async def leave() -> bool:
        turns = Turns(waiting=0)
        held = [asyncio.create_task(hold(turns)) for _ in range(EACH)]
        await asyncio.sleep(0)
        held[0].cancel()
        await asyncio.gather(held[0], return_exceptions=True)
        async with turns.turn():
            held[1].cancel()
            return True

    async def hold(turns: Turns) -> None:
        async with turns.turn():
            await asyncio.Event().wait()

    assert awaited(leave())


def test_nobody_is_remembered_who_waits_for_nothing() -> None:
    """An attacker has an address for each request."""
    turns = Turns(waiting=1)

    async def come_and_go() -> None:
        for visitor in range(100):
            asking.set(str(visitor))
            async with turns.turn():
                pass

    awaited(come_and_go())
    assert not turns._asked
    assert not turns._lines
