"""How long a request may take: to arrive, and then to be answered."""

import asyncio
from typing import Final

from starlette.types import ASGIApp, Message, Receive, Scope, Send

from whence.web.refusals import late, slow

ARRIVAL: Final = 120.0
"""Seconds that a request may take to arrive; a picture over a weak line needs some."""

ANSWER: Final = 10.0
"""Seconds until the answer begins, those not counted in which we wait for the visitor."""


class Budget:
    """Answers 503 when our time is used up, 408 when the visitor's is.

    How long the answer then takes to be read is free; `Connection` drops who stops reading.
    """

    def __init__(self, app: ASGIApp, arrival: float = ARRIVAL, answer: float = ANSWER) -> None:
        self._app, self._arrival, self._answer = app, arrival, answer

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer one request."""
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        clock = _Clock(receive, send, self._arrival, self._answer)
        try:
            async with clock.limit:
                await self._app(scope, clock.receive, clock.send)
        except TimeoutError:
            if clock.started or not clock.limit.expired():
                raise
            await (late if clock.waits else slow)(scope)(scope, receive, send)


class _Clock:
    """The time of one request: stands still while we wait for the visitor."""

    def __init__(self, receive: Receive, send: Send, arrival: float, answer: float) -> None:
        self._receive, self._send = receive, send
        self._now = asyncio.get_running_loop().time
        self._latest, self._ends = self._now() + arrival, self._now() + answer
        self._arriving = True
        self.waits = self.started = False
        self.limit = asyncio.timeout_at(self._ends)

    async def receive(self) -> Message:
        """Return what the visitor sends."""
        if self.started or not self._arriving:
            return await self._receive()
        asked = self._now()
        self.limit.reschedule(self._latest)
        self.waits = True
        message = await self._receive()
        self.waits = False
        self._ends += self._now() - asked
        self.limit.reschedule(self._ends)
        self._arriving = message["type"] == "http.request" and message.get("more_body", False)
        return message

    async def send(self, message: Message) -> None:
        """Send a part of the answer; with the first the clock has done its work."""
        if not self.started:
            self.started = True
            self.limit.reschedule(None)
        await self._send(message)
