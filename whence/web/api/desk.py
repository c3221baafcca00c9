"""Where pictures are handed in: whatever a request brings is taken, decided and forgotten."""

import asyncio
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from typing import Annotated, Any, Final

from fastapi import Request
from pydantic import Discriminator, Tag, TypeAdapter, ValidationError

from whence.gallery import Gallery
from whence.pictures import MOST_BYTES, PictureError
from whence.predicting import FAULTS, STATUS, facts, judged, refusal
from whence.web import bodies
from whence.web.api.forms import files
from whence.web.api.models import AddressWanted, WorkWanted
from whence.web.problem import Problem
from whence.web.workers import Workers

Result = dict[str, Any]

ELSEWHERE: Final = 7.0
"""Seconds that a picture may take to come from an address."""

LONGEST_JSON: Final = 10_000
"""Bytes of a JSON body, which holds an id or an address."""


def _kind(sent: Any) -> str:
    """Say which of the two is meant, so that only its faults are told."""
    return "address" if isinstance(sent, dict) and "url" in sent else "work"


_Wanted: TypeAdapter[WorkWanted | AddressWanted] = TypeAdapter(
    Annotated[
        Annotated[WorkWanted, Tag("work")] | Annotated[AddressWanted, Tag("address")],
        Discriminator(_kind),
    ]
)


class Desk:
    """Takes in whatever a request brings and decides it; pictures are forgotten at once.

    Pictures wait until there is `room`. `fetch` gets one from an address within some seconds; where
    it is None, no addresses are taken.
    """

    def __init__(
        self,
        gallery: Gallery,
        workers: Workers,
        room: bodies.Room,
        fetch: Callable[[str, float], bytes] | None = None,
    ) -> None:
        self._gallery, self._workers, self._room, self._fetch = gallery, workers, room, fetch

    async def results(self, request: Request, most: int) -> list[Result]:
        """Return a result for each picture of the request, at least one; raises Problem."""
        kind = request.headers.get("content-type", "").partition(";")[0].strip().lower()
        if kind == "application/json":
            async with _in_time():
                body = await _json(request)
            return [await self._wanted(request, body)]
        async with self._room.place(request), _in_time():
            return await self._sent(request, kind, most)

    async def _sent(self, request: Request, kind: str, most: int) -> list[Result]:
        if kind == "multipart/form-data":
            results = []
            async for name, data in files(request, most):
                results.append(await self._judged(name, data))
                del data  # before the next one arrives
            if not results:
                raise Problem(422, "no-file", "This form has no file in it.")
            return results
        if kind.startswith("image/") or kind in ("", "application/octet-stream"):
            try:
                data = await bodies.picture(request)
            except PictureError as error:
                raise _refused(refusal(error)) from error
            return [sound(await self._judged("body", data))]
        raise Problem(
            415,
            "not-a-picture",
            "Send a form (multipart/form-data), a picture as the body (image/…) or JSON.",
        )

    async def _judged(self, name: str, data: bytes) -> Result:
        return await self._workers.judge(judged, name, data, self._gallery.classifier)

    async def _wanted(self, request: Request, body: bytes) -> Result:
        try:
            wanted = _Wanted.validate_json(body)
        except ValidationError as error:
            detail = 'Send {"id": "…"} or {"url": "https://…"}; see errors.'
            # Pydantic begins each place with which of the two was meant.
            faults = [{**fault, "loc": ("body", *fault["loc"][1:])} for fault in error.errors()]
            raise Problem(422, "invalid", detail, faults) from error
        if isinstance(wanted, WorkWanted):
            return await self._work(wanted.id)
        return await self._elsewhere(request, wanted.url)

    async def _elsewhere(self, request: Request, url: str) -> Result:
        if self._fetch is None:
            raise Problem(403, "urls-off", "This gallery fetches no addresses; send the picture.")
        try:
            async with self._room.place(request, MOST_BYTES):
                data = await self._workers.fetch(self._fetch, url, ELSEWHERE)
                return sound(await self._judged(url, data))
        except FAULTS as error:
            raise _refused(refusal(error)) from error

    async def _work(self, painting_id: str) -> Result:
        painting = self._gallery.get(painting_id)
        if painting is None:
            raise Problem(404, "not-found", "There is no painting of that id.")
        try:
            prediction = await self._workers.decide(self._gallery, painting)
        except FAULTS as error:
            raise _refused(refusal(error), 502) from error
        return {"file": painting_id, **facts(prediction)}


@asynccontextmanager
async def _in_time() -> AsyncIterator[None]:
    """Raise Problem where what a visitor sends takes too long to arrive."""
    try:
        async with asyncio.timeout(bodies.PATIENCE):
            yield
    except TimeoutError as error:
        raise Problem(408, "too-slow", "That took too long to arrive.") from error


async def _json(request: Request) -> bytes:
    body = bytearray()
    async for chunk in request.stream():
        body += chunk
        if len(body) > LONGEST_JSON:
            raise Problem(413, "too-large", "That is more than an id or an address.")
    return bytes(body)


def _refused(error: dict[str, str], status: int | None = None) -> Problem:
    """Return the problem of a single picture that cannot be decided."""
    code = error["code"]
    return Problem(status or STATUS.get(code, 422), code, error["message"])


def sound(result: Result) -> Result:
    """Return a single picture's result; one that cannot be decided raises Problem."""
    if error := result.get("error"):
        raise _refused(error)
    return result
