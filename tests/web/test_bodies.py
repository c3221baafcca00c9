"""Room for pictures on their way in."""

import asyncio

import pytest
from starlette.requests import Request

from tests.web.layered import awaited
from whence.pictures import MOST_BYTES, PictureError
from whence.web import bodies
from whence.web.bodies import LEAST, Room

PICTURE = MOST_BYTES


def sent_by(address: str, length: int | None = None) -> Request:
    headers = [] if length is None else [(b"content-length", str(length).encode())]
    return Request({"type": "http", "client": (address, 5000), "headers": headers})


async def crowd(room: Room, requests: list[Request]) -> list[str]:
    """Let all in who find room, then the others; return the first ones' addresses."""
    inside: list[str] = []
    leave = asyncio.Event()

    async def dribble(request: Request) -> None:
        async with room.place(request):
            assert request.client
            inside.append(request.client.host)
            await leave.wait()

    waiting = [asyncio.create_task(dribble(request)) for request in requests]
    for _ in range(20):
        await asyncio.sleep(0)
    first = list(inside)
    leave.set()
    await asyncio.wait_for(asyncio.gather(*waiting), 10)
    assert len(inside) == len(requests)
    return first


def test_one_visitor_leaves_room_for_others() -> None:
    callers = [*["192.0.2.1"] * 5, "192.0.2.2", "192.0.2.3", "192.0.2.4"]

    async def many() -> list[str]:
        return await crowd(Room(4 * PICTURE, 2 * PICTURE), [sent_by(one) for one in callers])

    assert awaited(many()) == ["192.0.2.1", "192.0.2.1", "192.0.2.2", "192.0.2.3"]


def test_small_pictures_leave_room_for_many() -> None:
    async def many() -> list[str]:
        room = Room(2 * PICTURE, PICTURE)
        small = [sent_by("192.0.2.1", 1000) for _ in range(20)]
        return await crowd(
            room, [*small, sent_by("192.0.2.2", 10**9), sent_by("192.0.2.1", PICTURE)]
        )

    assert awaited(many()) == ["192.0.2.1"] * 20 + ["192.0.2.2"]


def test_the_smallest_picture_takes_some_room() -> None:
    """What is unpacked of it is larger than it is."""

    async def many() -> list[str]:
        return await crowd(Room(3 * LEAST, 3 * LEAST), [sent_by("192.0.2.1", 1)] * 5)

    assert awaited(many()) == ["192.0.2.1"] * 3


def test_a_size_that_is_told_counts_and_not_the_requests_own() -> None:
    """As where a short request names an address, from which the picture comes."""

    async def second() -> None:
        room, request = Room(PICTURE, PICTURE), sent_by("192.0.2.1", 50)
        async with room.place(request, PICTURE), asyncio.timeout(0.05), room.place(request):
            pytest.fail("there was room")

    with pytest.raises(TimeoutError):
        awaited(second())


def test_who_has_left_is_forgotten() -> None:
    async def one() -> Room:
        room = Room()
        async with room.place(sent_by("192.0.2.1")):
            assert list(room._taken) == ["192.0.2.1"]
        return room

    assert not awaited(one())._taken  # it would grow by every visitor there ever was


def test_places_are_given_back_also_after_a_failure() -> None:
    async def again() -> None:
        room = Room(PICTURE, PICTURE)
        for _ in range(3):
            try:
                async with room.place(sent_by("192.0.2.1")):
                    raise ConnectionError
            except ConnectionError:
                pass

    awaited(asyncio.wait_for(again(), 10))


def arriving(*chunks: bytes) -> Request:
    """A request whose body comes in these chunks, of no announced length."""
    waiting = [{"type": "http.request", "body": chunk, "more_body": True} for chunk in chunks]
    waiting.append({"type": "http.request", "body": b"", "more_body": False})
    waiting.reverse()

    async def receive() -> dict[str, object]:
        return waiting.pop()

    return Request({"type": "http", "method": "POST", "headers": []}, receive)


def test_a_picture_may_have_all_bytes_that_are_allowed_and_none_more() -> None:
    most = bytes(PICTURE - 1)
    assert len(awaited(bodies.picture(arriving(most, b"1")))) == PICTURE
    with pytest.raises(PictureError) as refused:
        awaited(bodies.picture(arriving(most, b"1", b"2")))
    assert refused.value.code == "too-large"


def test_a_body_of_which_nothing_more_arrives_is_given_up(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(bodies, "STALL", 0.05)
    messages = [{"type": "http.request", "body": b"GIF", "more_body": True}]

    async def receive() -> dict[str, object]:
        if messages:
            return messages.pop()
        await asyncio.sleep(3600)
        return {}

    request = Request({"type": "http", "method": "POST", "headers": []}, receive)
    with pytest.raises(TimeoutError):
        awaited(bodies.picture(request))
