"""HEAD is answered as GET is, without the body: nothing further in need know it."""

from starlette.types import ASGIApp, Message, Receive, Scope, Send


class Head:
    """Asks further in for GET where the headers alone are wanted."""

    def __init__(self, app: ASGIApp) -> None:
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer one request."""
        if scope.get("method") != "HEAD":
            await self._app(scope, receive, send)
            return

        async def bare(message: Message) -> None:
            await send(dict(message) | {"body": b""} if "body" in message else message)

        asked = dict(scope) | {"method": "GET"}
        await self._app(asked, receive, bare)
        # Whoever counts requests further out wants to know which one it was.
        scope["route"] = asked.get("route")
