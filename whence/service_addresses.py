"""Services that an operator names: addresses of museums, a database, Redis; Prometheus' token."""

import re
from contextlib import suppress
from pathlib import Path
from urllib.parse import urlsplit

from pydantic import SecretStr


def origin(value: str) -> str:
    """Return `scheme://host[:port]` of a museum as it was written; raises ValueError."""
    try:
        parts = urlsplit(value)
        bare = f"{parts.scheme}://{parts.netloc}" == value and "@" not in value
        named = bool(parts.hostname) and parts.port != 0
        sound = bare and named and parts.scheme in ("http", "https")
    except ValueError:
        sound = False
    if not sound:
        raise ValueError(f"{value} is no origin; write it like https://images.metmuseum.org")
    return value


def database(value: str, folder: Path) -> str:
    """Return the address as SQLAlchemy wants it; SQLite's file is looked for from `folder`.

    Raises ValueError, whose message never repeats the address (its password).
    """
    scheme, _, rest = value.partition("://")
    if scheme in ("postgres", "postgresql", "postgresql+psycopg") and rest:
        from sqlalchemy import create_engine, make_url
        from sqlalchemy.exc import ArgumentError

        with suppress(ValueError, ArgumentError):  # a port that is no number; options, too
            address = make_url(f"postgresql+psycopg://{rest}")
            create_engine(address).dialect.create_connect_args(address)
            # A password with a bare @ would be cut there, and its end taken for the host.
            if "@" not in (address.host or ""):
                return f"postgresql+psycopg://{rest}"
    if scheme == "sqlite" and re.fullmatch("/[^?]+", rest):  # behind ? SQLAlchemy ignores it
        return f"sqlite:///{folder / rest[1:]}"
    raise ValueError(
        "write it like sqlite:///file.db or postgresql://user:password@host/name; "
        "in a password %40 stands for @"
    )


def redis(value: str) -> str:
    """Return the address as Redis' client takes it.

    Raises ValueError, whose message never repeats the address (its password).
    """
    from redis import Redis, RedisError

    try:
        parts = urlsplit(value)
        place = (
            re.fullmatch(r"(/\d*)?", parts.path, re.ASCII) and parts.hostname and parts.port != 0
        )
        sound = bool(place) and parts.scheme in ("redis", "rediss")
        # The library knows the scheme in small letters only.
        value = parts.scheme + value[len(parts.scheme) :]
        if sound:
            Redis.from_url(value).connection_pool.make_connection()
    except (ValueError, TypeError, RedisError):  # the last two for options that are unknown
        sound = False
    if not sound or parts.fragment:
        raise ValueError(
            "write it like redis://:password@host:6379/0; in a password %23 stands for #, %40 for @"
        ) from None
    return value


def token(value: SecretStr) -> SecretStr:
    """Return what a program must send in a header; raises ValueError where it could not be sent."""
    if not re.fullmatch("[!-~]{16,}", value.get_secret_value()):
        raise ValueError("write 16 letters, digits or signs at least, without blanks or accents")
    return value
