"""Room for pictures on their way in."""

import asyncio

from starlette.requests import Request

from tests.web.layered import awaited
from whence.web.bodies import Room


def sent_by(address: str) -> Request:
    return Request({"type": "http", "client": (address, 5000), "headers": []})


def test_one_visitor_leaves_room_for_others() -> None:
    async def many() -> list[str]:
        room, inside = Room(at_once=4, each=2), []
        leave = asyncio.Event()

        async def dribble(address: str) -> None:
            async with room.place(sent_by(address)):
                inside.append(address)
                await leave.wait()

        callers = [*["192.0.2.1"] * 5, "192.0.2.2", "192.0.2.3", "192.0.2.4"]
        waiting = [asyncio.create_task(dribble(address)) for address in callers]
        for _ in range(20):
            await asyncio.sleep(0)
        first = list(inside)
        leave.set()
        await asyncio.gather(*waiting)
        assert sorted(inside) == sorted(callers)
        return first

    assert awaited(many()) == ["192.0.2.1", "192.0.2.1", "192.0.2.2", "192.0.2.3"]


def test_places_are_given_back_also_after_a_failure() -> None:
    async def again() -> None:
        room = Room(at_once=1, each=1)
        for _ in range(3):
            try:
                async with room.place(sent_by("192.0.2.1")):
                    raise ConnectionError
            except ConnectionError:
                pass

    awaited(asyncio.wait_for(again(), 10))
