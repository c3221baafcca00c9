"""Opening the database of corrections, SQLite or PostgreSQL, and bringing its tables up to date."""

import sqlite3
from pathlib import Path
from threading import Lock
from time import monotonic, sleep
from typing import Any, Final

from alembic import command
from alembic.config import Config
from alembic.runtime.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import URL, Connection, Engine, NullPool, create_engine, event, make_url

PATIENCE: Final = 1.5
"""Seconds that one step (a free connection, a lock, a statement) may take."""

ORDINARY: Final = {
    "sqlite": "BEGIN",
    "postgresql": f"SET LOCAL statement_timeout = {PATIENCE * 1000:.0f}",
}
ALONE: Final = {
    "sqlite": "BEGIN IMMEDIATE",
    "postgresql": "SELECT pg_advisory_xact_lock(7763110)",
}
"""First words of a transaction; those of `ALONE` wait until no other process is in one."""

_alembic = Lock()  # Alembic keeps what it does in module variables


def open_engine(url: str) -> Engine:
    """Return an engine for `url`; nothing is connected yet.

    A row that was acknowledged survives kill -9 and a power cut: SQLite writes ahead and waits
    for the disk at every commit, as PostgreSQL does by itself.
    """
    address = make_url(url)
    engine = _sqlite(address) if address.get_backend_name() == "sqlite" else _postgresql(address)
    event.listen(engine, "begin", _begin)
    return engine


def upgrade(engine: Engine) -> bool:
    """Bring the tables up to date; writes nothing where they are. Safe in many processes.

    Return False where a newer release brought them further: then they are left as they are, for a
    release that was taken back must serve. Makes SQLite's folder. Raises SQLAlchemyError, OSError
    or Alembic's CommandError.
    """
    if engine.dialect.name == "sqlite":
        Path(str(engine.url.database)).parent.mkdir(parents=True, exist_ok=True)
    with _alembic:
        with engine.begin() as connection:
            config = migrations(connection)
            at = MigrationContext.configure(connection).get_current_heads()
        steps = ScriptDirectory.from_config(config)
        if not set(at) <= {step.revision for step in steps.walk_revisions()}:
            return False
        if set(at) != set(steps.get_heads()):
            with engine.execution_options(first=ALONE).begin() as connection:
                command.upgrade(migrations(connection), "head")
    return True


def migrations(connection: Connection) -> Config:
    """Return what Alembic's commands need to work on `connection`."""
    config = Config()
    config.set_main_option("script_location", "whence:migrations")
    config.attributes["connection"] = connection
    return config


def _sqlite(address: URL) -> Engine:
    engine = create_engine(
        address,
        poolclass=NullPool,  # a connection of SQLite must not cross a fork, and opens in no time
        connect_args={"timeout": PATIENCE, "isolation_level": None},
        hide_parameters=True,
    )
    event.listen(engine, "connect", _write_ahead)
    return engine


def _postgresql(address: URL) -> Engine:
    return create_engine(
        address,
        pool_size=2,
        max_overflow=0,
        pool_timeout=PATIENCE,
        pool_pre_ping=True,
        connect_args={
            "connect_timeout": 2,  # the least that libpq takes
            "tcp_user_timeout": round(PATIENCE * 1000),
            "keepalives_idle": 5,
            "prepare_threshold": None,  # a connection pooler in between knows none of ours
        },
        hide_parameters=True,
    )


def _write_ahead(connection: sqlite3.Connection, _record: Any) -> None:
    given_up = monotonic() + PATIENCE
    while True:  # SQLite waits for every lock by itself but the one that a new file's switch takes
        try:
            connection.execute("PRAGMA journal_mode = WAL")
            break
        except sqlite3.OperationalError as error:
            if error.sqlite_errorcode != sqlite3.SQLITE_BUSY or monotonic() > given_up:
                raise
            sleep(0.01)
    connection.execute("PRAGMA synchronous = FULL")


def _begin(connection: Connection) -> None:
    first = connection.get_execution_options().get("first", ORDINARY)
    connection.exec_driver_sql(first[connection.dialect.name])
