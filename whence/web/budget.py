"""How long a request may take: to arrive, and then to be answered."""

import asyncio
from typing import Final

from starlette.types import ASGIApp, Message, Receive, Scope, Send

from whence.web.refusals import slow

ARRIVAL: Final = 120.0
"""Seconds that a request may take to arrive; a picture over a weak line needs some."""

ANSWER: Final = 10.0
"""Seconds from its last byte to the first of the answer."""


class Budget:
    """Answers 503 when the time is used up; how long the answer then takes to be read is free."""

    def __init__(self, app: ASGIApp, arrival: float = ARRIVAL, answer: float = ANSWER) -> None:
        self._app, self._arrival, self._answer = app, arrival, answer

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer one request."""
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        now = asyncio.get_running_loop().time
        started = False
        waits = scope["method"] in ("POST", "PUT", "PATCH")
        limit = asyncio.timeout(self._arrival if waits else self._answer)

        async def arrive() -> Message:
            message = await receive()
            complete = message["type"] == "http.request" and not message.get("more_body", False)
            if complete and not started:
                limit.reschedule(now() + self._answer)
            return message

        async def answer(message: Message) -> None:
            nonlocal started
            if not started:
                started = True
                limit.reschedule(None)
            await send(message)

        try:
            async with limit:
                await self._app(scope, arrive, answer)
        except TimeoutError:
            if started or not limit.expired():
                raise
            await slow(scope)(scope, receive, send)
