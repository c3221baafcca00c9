import sqlite3
from concurrent.futures import Future, wait
from contextlib import closing
from functools import partial
from pathlib import Path
from threading import Barrier, BrokenBarrierError, Timer
from typing import Any

import pytest
from alembic import command
from alembic.util import CommandError
from sqlalchemy import Engine, event, inspect
from sqlalchemy.exc import TimeoutError as NoneFree

from tests.feedback.postgres import Server
from tests.feedback.sample import correction
from whence.feedback.database import ALONE, PATIENCE, migrations, open_engine, upgrade
from whence.feedback.store import NEWER, Corrections
from whence.threads import begun


def tables(engine: Engine) -> set[str]:
    return set(inspect(engine).get_table_names())


def test_migrations_go_up_and_down_and_up(url: str) -> None:
    engine = open_engine(url)
    for _ in range(2):
        upgrade(engine)
        assert tables(engine) == {"corrections", "alembic_version"}
        with engine.begin() as connection:
            command.downgrade(migrations(connection), "base")
        assert tables(engine) == {"alembic_version"}
    engine.dispose()


def test_migrations_build_what_the_code_writes_to(url: str) -> None:
    engine = open_engine(url)
    upgrade(engine)
    with engine.begin() as connection:
        command.check(migrations(connection))
    engine.dispose()


def test_migrating_again_keeps_what_is_there(corrections: Corrections) -> None:
    corrections.add(correction("stays"))
    corrections.migrate()
    assert [kept.note for kept in corrections] == ["stays"]


def test_a_new_file_that_another_is_preparing_is_waited_for(tmp_path: Path) -> None:
    file = tmp_path / "feedback.db"
    with closing(sqlite3.connect(file, isolation_level=None, check_same_thread=False)) as another:
        another.execute("BEGIN IMMEDIATE")
        done = Timer(0.2, another.execute, ["COMMIT"])
        done.start()
        try:
            Corrections(f"sqlite:///{file}").add(correction())
        finally:
            done.join()
    assert Corrections(f"sqlite:///{file}").count() == 1


def test_a_step_that_fails_leaves_nothing_behind(url: str, monkeypatch: pytest.MonkeyPatch) -> None:
    engine = open_engine(url)

    def half(config: object, revision: str) -> None:
        migrate(config, revision)
        raise CommandError("the power went")

    migrate = command.upgrade
    monkeypatch.setattr(command, "upgrade", half)
    with pytest.raises(CommandError):
        upgrade(engine)
    assert tables(engine) == set()
    engine.dispose()


def test_who_migrates_keeps_others_from_it(url: str, monkeypatch: pytest.MonkeyPatch) -> None:
    engine, another = open_engine(url), open_engine(url)
    waiting: list[Future[None]] = []

    def enter() -> None:
        with another.execution_options(first=ALONE).begin():
            pass

    def slowly(config: object, revision: str) -> None:
        waiting.append(begun(enter))
        with pytest.raises(TimeoutError):
            waiting[0].result(0.3)
        migrate(config, revision)

    migrate = command.upgrade
    monkeypatch.setattr(command, "upgrade", slowly)
    upgrade(engine)
    wait(waiting)
    assert "corrections" in tables(engine)
    engine.dispose()
    another.dispose()


def test_two_databases_are_migrated_one_after_the_other(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    engines = [open_engine(f"sqlite:///{tmp_path}/{name}.db") for name in ("one", "other")]
    both = Barrier(2)

    def together(config: object, revision: str) -> None:
        with pytest.raises(BrokenBarrierError):
            both.wait(0.3)
        migrate(config, revision)

    migrate = command.upgrade
    monkeypatch.setattr(command, "upgrade", together)
    for done in [begun(partial(upgrade, engine)) for engine in engines]:
        done.result(30)
    assert [tables(engine) for engine in engines] == [{"corrections", "alembic_version"}] * 2


def test_postgresql_prepares_nothing_that_a_pooler_would_lose(postgres: Server) -> None:
    engine = open_engine(postgres.database())
    with engine.begin() as connection:
        for _ in range(20):
            connection.exec_driver_sql("SELECT 1")
        prepared = connection.exec_driver_sql("SELECT count(*) FROM pg_prepared_statements")
        assert prepared.scalar_one() == 0
    engine.dispose()


def test_postgresql_is_waited_for_no_longer_than_a_visitor_waits() -> None:
    engine, asked = open_engine("postgresql+psycopg://owner@127.0.0.1/none"), dict[str, Any]()

    @event.listens_for(engine, "do_connect")
    def nowhere(_dialect: object, _record: object, _words: object, named: dict[str, Any]) -> None:
        asked.update(named)
        raise ConnectionError

    with pytest.raises(ConnectionError):
        engine.connect()
    assert asked["connect_timeout"] == 2  # seconds
    assert asked["tcp_user_timeout"] == PATIENCE * 1000


def test_a_process_has_two_connections_to_postgresql(
    postgres: Server, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("whence.feedback.database.PATIENCE", 0.1)
    engine = open_engine(postgres.database())
    with engine.connect(), engine.connect(), pytest.raises(NoneFree):
        engine.connect()
    engine.dispose()


def test_a_database_of_a_newer_release_is_left_alone_and_written_to(
    corrections: Corrections, url: str, caplog: pytest.LogCaptureFixture
) -> None:
    engine = open_engine(url)
    with engine.begin() as connection:
        connection.exec_driver_sql("UPDATE alembic_version SET version_num = '9999'")
    assert corrections.migrate() is False
    with closing(Corrections(url)) as taken_back:
        taken_back.add(correction("still kept"))
        assert [kept.note for kept in taken_back] == ["still kept"]
    with engine.begin() as connection:
        version = connection.exec_driver_sql("SELECT version_num FROM alembic_version")
        assert version.scalar_one() == "9999"
    engine.dispose()
    assert caplog.messages == [NEWER] * url.startswith("sqlite")


def test_what_is_up_to_date_is_not_written_to(tmp_path: Path) -> None:
    address = f"sqlite:///{tmp_path}/feedback.db"
    Corrections(address).add(correction("copied"))
    engine = open_engine(address)
    event.listen(engine, "connect", lambda opened, _: opened.execute("PRAGMA query_only = ON"))
    assert upgrade(engine)


def test_sqlite_writes_ahead_and_waits_for_the_disk(tmp_path: Path) -> None:
    engine = open_engine(f"sqlite:///{tmp_path}/feedback.db")
    with engine.connect() as connection:
        assert connection.exec_driver_sql("PRAGMA journal_mode").scalar() == "wal"
        assert connection.exec_driver_sql("PRAGMA synchronous").scalar() == 2
    with sqlite3.connect(tmp_path / "feedback.db") as other:
        assert other.execute("PRAGMA journal_mode").fetchone() == ("wal",)
    other.close()
