"""Addresses as museums and lists write them, made fit to be asked for."""

from ipaddress import ip_address
from urllib.parse import urlsplit

from whence.cataloguing import tidy


def picture_address(raw: str) -> str:
    """Quote spaces, bring `http` to `https` except on this machine; empty if it is no address."""
    try:
        parts = urlsplit(raw.strip())
        if parts.scheme not in ("http", "https") or not parts.hostname:
            return ""
        _ = parts.port  # raises where it is no number
        fixed = tidy.address(raw)
    except ValueError:
        return ""
    return "http" + fixed.removeprefix("https") if _plain(raw) else fixed


def origin_of(address: str) -> str:
    """Return `scheme://host[:port]` of an address; raise ValueError unless it is safe to ask.

    That is https, or http on this machine.
    """
    parts = urlsplit(address)
    if not parts.hostname or not (parts.scheme == "https" or _plain(address)):
        raise ValueError(f"{address} is no https address.")
    return f"{parts.scheme}://{parts.netloc.rpartition('@')[2].lower()}"


def _plain(address: str) -> bool:
    """Tell whether it is plain http to this machine, which needs no secrecy."""
    parts = urlsplit(address.strip())
    host = parts.hostname or ""
    return parts.scheme == "http" and (host == "localhost" or _is_loopback(host))


def _is_loopback(host: str) -> bool:
    try:
        return ip_address(host).is_loopback
    except ValueError:
        return False
