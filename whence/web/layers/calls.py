"""Calls of the pages' callbacks, checked before Dash reads them: of our shape, or refused."""

from collections.abc import Mapping
from typing import Annotated, Any, Final, TypeVar

from pydantic import BaseModel, Field, ValidationError
from starlette.datastructures import Headers
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from whence.web.lengths import announced
from whence.web.refusals import DASH, FORGED, LARGE, refusal

PATH: Final = f"{DASH}update-component"
AGENTS: Final = f"{DASH}mcp"
"""Where programs ask, with pictures in base64; `door.Door` bounds what they send."""

MOST: Final = 64_000
"""Bytes of one call; the largest of a page's own were 3,600, and with the longest ids 15,000."""

MANY: Final = 64
OUTPUT: Final = "whence.output"
"""Where in the scope those behind find which callback is called."""

Words = Annotated[str, Field(max_length=2000)]
T = TypeVar("T")
# Nobody reads what else is wrong with a list, and to gather it takes a tenth of a second.
Few = Annotated[list[T], Field(max_length=MANY, fail_fast=True)]


class Property(BaseModel):
    """One property of one component, with what the browser says it is."""

    id: Words | Annotated[dict[Words, Words | int], Field(max_length=MANY, fail_fast=True)]
    property: Words
    value: Any = None


Properties = Few[Property | Few[Property]]


class Call(BaseModel):
    """What Dash's own page sends; pydantic reads no JSON that is nested deeper than 200."""

    output: Words
    outputs: Property | Properties
    inputs: Properties
    state: Properties = []
    changedPropIds: Few[Words]  # noqa: N815 - Dash's own name


class Calls:
    """Lets through what a page of ours may send; `known` are Dash's callbacks by their output.

    Dash reads the JSON of whatever comes to its own addresses and to `/`, however long it is, so
    nothing else that is sent there gets through; only programs (`agents`) have a door of their own.
    """

    def __init__(
        self, app: ASGIApp, known: Mapping[str, Mapping[str, Any]], agents: bool = False
    ) -> None:
        self._app, self._known = app, known
        self._doors = {("POST", AGENTS)} if agents else set()

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer one request."""
        dash = scope["type"] == "http" and (scope["path"] == "/" or scope["path"].startswith(DASH))
        if not dash:
            await self._app(scope, receive, send)
            return
        way = (scope["method"], scope["path"])
        if way != ("POST", PATH):
            read = receive if way in self._doors else again(b"", receive)
            await self._app(scope, read, send)
            return
        body = await _body(scope, receive)
        if body is None:
            # What was not read of the body must not be taken for the next request.
            answer = refusal(scope, 413, "too-large", LARGE, {"Connection": "close"})
            await answer(scope, receive, send)
            return
        output = _output(body, self._known)
        if output is None:
            await refusal(scope, 400, "forged", FORGED)(scope, receive, send)
            return
        scope[OUTPUT] = output
        await self._app(scope, again(body, receive), send)


def _output(body: bytes, known: Mapping[str, Mapping[str, Any]]) -> str | None:
    """Return which callback a body calls, None where it calls none of ours as it wants it."""
    try:
        call = Call.model_validate_json(body)
    except ValidationError:
        return None
    callback = known.get(call.output)
    if callback is None or "callback" not in callback:
        return None
    wanted = (callback["inputs"], callback["state"])
    sent = (call.inputs, call.state)
    there = {f"{one.id}.{one.property}" for one in call.inputs if isinstance(one, Property)}
    fits = all(map(_fits, sent, wanted)) and there.issuperset(call.changedPropIds)
    return call.output if fits else None


def _fits(sent: Properties, wanted: list[dict[str, Any]]) -> bool:
    """Tell whether these are the properties that a callback wants; patterns are Dash's affair."""
    return len(sent) == len(wanted) and all(
        isinstance(one, list)
        or isinstance(one.id, dict)
        or (one.id, one.property) == (other["id"], other["property"])
        for one, other in zip(sent, wanted, strict=True)
    )


async def _body(scope: Scope, receive: Receive) -> bytes | None:
    """Return the whole body, None where it is longer than a call may be."""
    if (announced(Headers(scope=scope)) or 0) > MOST:
        return None
    body, more = bytearray(), True
    while more:
        message = await receive()
        body += message.get("body", b"")
        if len(body) > MOST:
            return None
        more = message["type"] == "http.request" and message.get("more_body", False)
    return bytes(body)


def again(body: bytes, receive: Receive) -> Receive:
    """Return what gives the body that was read already, then whatever comes after it."""
    messages: list[Message] = [{"type": "http.request", "body": body, "more_body": False}]

    async def next_message() -> Message:
        return messages.pop() if messages else await receive()

    return next_message
