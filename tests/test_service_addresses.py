"""Addresses of museums, databases and Redis: how they may be written, and what is no address."""

from pathlib import Path

import pytest

from whence.service_addresses import database, origin, redis


@pytest.mark.parametrize("written", ["https://images.example.org", "http://127.0.0.1:8060"])
def test_an_origin_stays_as_it_is_written(written: str) -> None:
    assert origin(written) == written


@pytest.mark.parametrize(
    "written",
    [
        "ftp://somewhere",
        "https://somewhere/folder",
        "https://somewhere/",
        "https://somewhere:port",
        "https://[::1",
        "https://somewhere:0",
        "https://",
        "https://:80",
        "https://somebody@somewhere",
    ],
)
def test_what_is_no_origin_is_refused_with_an_example(written: str) -> None:
    with pytest.raises(ValueError, match="write it like https:"):
        origin(written)


@pytest.mark.parametrize(
    ("written", "meant"),
    [
        ("postgres://me:pass@host:5432/name", "postgresql+psycopg://me:pass@host:5432/name"),
        ("postgres://me:p%40ss@host/name", "postgresql+psycopg://me:p%40ss@host/name"),
        ("postgresql://host/name?a=b", "postgresql+psycopg://host/name?a=b"),
        ("postgresql+psycopg://host/name", "postgresql+psycopg://host/name"),
        ("sqlite:///here.db", "sqlite:////srv/whence/here.db"),
        ("sqlite:////var/there.db", "sqlite:////var/there.db"),
    ],
)
def test_platforms_spell_a_database_in_several_ways(written: str, meant: str) -> None:
    assert database(written, Path("/srv/whence")) == meant


@pytest.mark.parametrize(
    "written",
    [
        "mysql://me:secret@host/name",
        "sqlite://",
        "sqlite:///here.db?timeout=3",
        "postgres://",
        "postgres://me:secret@host:port/name",
        "postgres://me:very@secret@host/name",
        "postgres://me:secret@host/name?plugin=nothing",
        "postgres://me:secret@host/name?port=none",
    ],
)
def test_an_unknown_database_is_refused_without_its_password(written: str) -> None:
    with pytest.raises(ValueError, match="postgresql://user:password@host/name") as refused:
        database(written, Path("/srv"))
    assert "secret" not in str(refused.value)


def test_the_scheme_of_redis_may_be_in_capitals() -> None:
    assert redis("Redis://host:6379/0") == "redis://host:6379/0"


@pytest.mark.parametrize(
    "written",
    [
        "memcached://host:11211",
        "redis://",
        "redis://:secret#two@host:6379/0",
        "redis://:secret@host:6379/0#two",
        "redis://host:0",
        "redis://:secret@host:port/0",
        "redis://[::1",
        "redis://host:6379?family=0&nothing=such",
        "redis://host:6379?socket_timeout=long",
        "redis://host:6379?protocol=9",
        "redis://:secret@host/name",
    ],
)
def test_what_is_no_address_of_redis_is_refused_without_its_password(written: str) -> None:
    with pytest.raises(ValueError, match="%23 stands for #") as refused:
        redis(written)
    assert "secret" not in str(refused.value)
