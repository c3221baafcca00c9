"""Who asks, and over what, past the proxies that the operator trusts."""

from contextvars import ContextVar
from ipaddress import IPv6Address, ip_address, ip_network
from typing import Final

from starlette.datastructures import Headers
from starlette.types import ASGIApp, Receive, Scope, Send

NETWORK: Final = 64
"""Bits of an IPv6 address that are a visitor's own; the rest a machine makes up as it likes."""

NOBODY: Final = "unknown"

PASSED_ON: Final = (b"forwarded", b"via", b"x-real-ip", b"true-client-ip", b"cf-connecting-ip")
"""Headers of requests that a proxy passes on, besides X-Forwarded-…; some send none at all."""

asking: ContextVar[str] = ContextVar("asking", default=NOBODY)
"""The visitor whose request is answered, for those who do not see it."""


class Proxies:
    """Writes the visitor's address and scheme into the request, where proxies tell them.

    Each of `hops` trusted proxies adds the address that asked it at the right end of
    X-Forwarded-For; what stands further left anybody may have written.
    """

    def __init__(self, app: ASGIApp, hops: int) -> None:
        self._app, self._hops = app, hops

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer one request."""
        if scope["type"] == "http" and self._hops:
            headers = Headers(scope=scope)
            address = _address(_nth(headers, "x-forwarded-for", self._hops))
            if address is not None:
                scope["client"] = (address, 0)
            scheme = _nth(headers, "x-forwarded-proto", self._hops) or _nth(
                headers, "x-forwarded-proto", 1
            )
            if scheme in ("http", "https"):
                scope["scheme"] = scheme
        token = asking.set(visitor(scope) if scope["type"] == "http" else NOBODY)
        try:
            await self._app(scope, receive, send)
        finally:
            asking.reset(token)


def visitor(scope: Scope) -> str:
    """Return the address that is counted as one visitor: IPv4, or the /64 of an IPv6."""
    host, _ = scope.get("client") or ("", 0)
    try:
        address = ip_address(host.partition("%")[0])
    except ValueError:
        return NOBODY
    if not isinstance(address, IPv6Address):
        return str(address)
    if address.ipv4_mapped is not None:
        return str(address.ipv4_mapped)
    return str(ip_network((address, NETWORK), strict=False))


def on_this_machine(scope: Scope) -> bool:
    """Tell whether a program of this machine asks, and not a proxy that says for whom it does."""
    if any(name in PASSED_ON or name.startswith(b"x-forwarded-") for name, _ in scope["headers"]):
        return False
    address = visitor(scope)
    return address == "::/64" or address.startswith("127.")


def _nth(headers: Headers, name: str, hops: int) -> str:
    """Return the entry that the farthest trusted proxy wrote, empty where there are too few."""
    entries = ",".join(headers.getlist(name)).split(",")
    return entries[-hops].strip() if hops <= len(entries) else ""


def _address(entry: str) -> str | None:
    """Return the address of an entry, which some proxies write with a port."""
    bare = entry[1:].partition("]")[0] if entry.startswith("[") else entry
    if bare.count(":") == 1:
        bare = bare.partition(":")[0]
    try:
        return str(ip_address(bare))
    except ValueError:
        return None
