import logging
import sqlite3
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from contextlib import closing, contextmanager
from dataclasses import replace
from datetime import UTC
from pathlib import Path
from threading import Thread

import psutil
import psycopg
import pytest

from deploy.serving import free_port
from tests.conftest import ROOT
from tests.feedback.postgres import Server
from tests.feedback.sample import correction
from tests.test_threads import no_thread
from whence.feedback import FeedbackError
from whence.feedback.database import open_engine
from whence.feedback.store import PATIENCE, Corrections


def program(url: str, before: int, workers: int, most: int) -> subprocess.Popen[str]:
    """Start `tests.feedback.sample`; its lines are what it has kept."""
    numbers = map(str, (before, workers, most))
    command = [sys.executable, "-m", "tests.feedback.sample", url, *numbers]
    return subprocess.Popen(command, cwd=ROOT, stdout=subprocess.PIPE, text=True)


@contextmanager
def impatient(url: str) -> Iterator[Corrections]:
    """A store that gives up; what it gave up is waited for before its connections are closed."""
    before = set(threading.enumerate())
    with closing(Corrections(url)) as store:
        yield store
        for thread in set(threading.enumerate()) - before:
            thread.join(30)


def test_what_is_added_comes_back_in_order(corrections: Corrections) -> None:
    kept = [
        correction('She wrote: "=1+1", ’; DROP TABLE corrections;-- 日本 👩‍🎨', 1),
        correction("語" * 500, 9),
        replace(correction(number=4), verdict="unknown", kind="label is wrong", confidence=1 / 3),
    ]
    for each in kept:
        corrections.add(each)
    assert list(corrections) == kept
    assert corrections.count() == 3


def test_what_was_touched_since_stays_in_its_place(corrections: Corrections, url: str) -> None:
    for number in range(3):
        corrections.add(correction(number=number))
    engine = open_engine(url)
    with engine.begin() as connection:  # PostgreSQL writes the row anew, behind the others
        connection.exec_driver_sql("UPDATE corrections SET note = 'seen' WHERE painting = 'met-0'")
    engine.dispose()
    assert [kept.painting for kept in corrections] == ["met-0", "met-1", "met-2"]


def test_time_is_utc_wherever_the_server_stands(
    corrections: Corrections, monkeypatch: pytest.MonkeyPatch
) -> None:
    with monkeypatch.context() as elsewhere:
        elsewhere.setenv("TZ", "Asia/Tokyo")
        time.tzset()
        corrections.add(correction())
        (kept,) = corrections
    time.tzset()
    assert kept.time == correction().time
    assert kept.time.tzinfo is UTC


def test_an_empty_store_is_empty(corrections: Corrections) -> None:
    assert corrections.count() == 0
    assert list(corrections) == []


def test_others_may_write_while_one_reads(corrections: Corrections) -> None:
    for number in range(3):
        corrections.add(correction(number=number))
    reading = iter(corrections)
    next(reading)
    corrections.add(correction(number=3))
    assert [kept.painting for kept in reading] == ["met-1", "met-2"]
    assert corrections.count() == 4


def test_forked_processes_make_the_tables_and_write_at_once(tmp_path: Path) -> None:
    url = f"sqlite:///{tmp_path}/new/folder/feedback.db"
    forks = program(url, before=0, workers=4, most=25)
    forks.communicate(timeout=60)
    assert forks.returncode == 0
    kept = list(Corrections(url))
    for worker in range(4):
        paintings = [each.painting for each in kept if each.note == str(worker)]
        assert paintings == [f"met-{number}" for number in range(25)]


def test_a_connection_from_before_the_fork_is_the_parents_alone(postgres: Server) -> None:
    url = postgres.database()
    with closing(Corrections(url)) as store:
        store.migrate()
        forks = program(url, before=1, workers=2, most=60)
        forks.communicate(timeout=60)
        assert forks.returncode == 0
        notes = [each.note for each in store]
    assert sorted(notes) == ["0"] * 60 + ["1"] * 60 + ["before"]


def test_kill_9_loses_nothing_that_was_acknowledged(corrections: Corrections, url: str) -> None:
    process = program(url, before=0, workers=0, most=0)
    assert process.stdout is not None
    with process.stdout as said:
        acknowledged = [int(said.readline()) for _ in range(40)]
        process.kill()
        acknowledged += [int(line) for line in said if line.endswith("\n")]
    assert process.wait() == -9
    numbers = [int(kept.painting.removeprefix("met-")) for kept in corrections]
    assert numbers[: len(acknowledged)] == acknowledged
    assert len(numbers) <= len(acknowledged) + 1
    corrections.add(correction("life goes on", 10**6))
    assert list(corrections)[-1].note == "life goes on"
    if url.startswith("sqlite"):
        with closing(sqlite3.connect(url.removeprefix("sqlite:///"))) as database:
            assert database.execute("PRAGMA integrity_check").fetchone() == ("ok",)


def test_a_file_of_sqlite_that_is_removed_is_made_anew(tmp_path: Path) -> None:
    store = Corrections(f"sqlite:///{tmp_path}/feedback.db")
    store.add(correction(number=1))
    for file in tmp_path.iterdir():
        file.unlink()
    store.add(correction(number=2))
    assert [kept.painting for kept in store] == ["met-2"]


def test_sqlite_leaves_nothing_open_that_a_fork_would_inherit(tmp_path: Path) -> None:
    store = Corrections(f"sqlite:///{tmp_path}/feedback.db")
    store.add(correction())
    assert store.count() == 1
    opened = {Path(file.path).name for file in psutil.Process().open_files()}
    assert not [name for name in opened if name.startswith("feedback.db")]


def test_sqlite_locked_by_another_is_given_up(tmp_path: Path) -> None:
    store = Corrections(f"sqlite:///{tmp_path}/feedback.db")
    store.add(correction())
    with closing(sqlite3.connect(tmp_path / "feedback.db", isolation_level=None)) as other:
        other.execute("BEGIN IMMEDIATE")
        with pytest.raises(FeedbackError, match="try again") as refusal:
            store.add(correction())
        assert refusal.value.code == "unavailable"
    store.add(correction())
    assert store.count() == 2


def test_a_machine_without_a_thread_left_is_given_up(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    store = Corrections(f"sqlite:///{tmp_path}/feedback.db")
    with monkeypatch.context() as full:
        full.setattr(Thread, "start", no_thread)
        with pytest.raises(FeedbackError, match="try again") as refusal:
            store.add(correction())
    assert refusal.value.code == "unavailable"
    store.add(correction())
    assert store.count() == 1


def test_a_broken_file_and_an_impossible_folder_are_one_sentence(tmp_path: Path) -> None:
    (tmp_path / "feedback.db").write_bytes(b"no database at all" * 100)
    for name in ("feedback.db", "feedback.db/below.db"):
        store = Corrections(f"sqlite:///{tmp_path}/{name}")
        with pytest.raises(FeedbackError, match="try again"):
            store.add(correction())
        for read in (store.count, lambda store=store: list(store), store.migrate):
            with pytest.raises(FeedbackError, match="Check DATABASE_URL"):
                read()


def test_postgresql_without_tables_says_what_to_run(
    postgres: Server, caplog: pytest.LogCaptureFixture
) -> None:
    with (
        caplog.at_level(logging.DEBUG, "whence"),
        closing(Corrections(postgres.database())) as store,
    ):
        with pytest.raises(FeedbackError, match="feedback migrate") as refusal:
            store.count()
        assert "\n" not in str(refusal.value), "the server says more than its first line"
        with pytest.raises(FeedbackError, match="try again"):
            store.add(correction("between us"))
    assert "does not exist" in caplog.text
    assert "between us" not in caplog.text


def test_a_closed_connection_is_noticed_before_it_is_used(postgres: Server) -> None:
    with closing(Corrections(postgres.database())) as store:
        store.migrate()
        store.add(correction())
        postgres.run(
            "SELECT pg_terminate_backend(pid) FROM pg_stat_activity "
            "WHERE pid <> pg_backend_pid() AND datname <> 'postgres'"
        )
        store.add(correction())
        assert store.count() == 2


def test_why_a_correction_was_not_kept_is_told_to_the_operator_alone(
    tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    (tmp_path / "file").touch()
    with caplog.at_level(logging.WARNING, "whence"), pytest.raises(FeedbackError) as refusal:
        Corrections(f"sqlite:///{tmp_path}/file/corrections.db").add(correction("between us"))
    assert "a correction was not kept" in caplog.text
    assert str(tmp_path) not in str(refusal.value)
    assert "between us" not in caplog.text


def test_no_server_at_all(caplog: pytest.LogCaptureFixture) -> None:
    store = Corrections(f"postgresql+psycopg://me:secret@127.0.0.1:{free_port()}/whence")
    with pytest.raises(FeedbackError, match="try again"):
        store.add(correction())
    with pytest.raises(FeedbackError, match="refused") as refusal:
        store.migrate()
    assert "secret" not in str(refusal.value) + caplog.text


def test_a_server_that_never_answers_is_given_up(postgres: Server) -> None:
    with impatient(postgres.database()) as store:
        store.migrate()
        start = time.monotonic()
        with postgres.frozen(), pytest.raises(FeedbackError, match="try again"):
            store.add(correction())
        assert time.monotonic() - start < 2 * PATIENCE
        store.add(correction())
        with postgres.frozen(), pytest.raises(FeedbackError, match="Check DATABASE_URL"):
            store.count()
        postgres.wait()
        assert store.count() >= 1


def test_a_table_locked_by_another_is_given_up(postgres: Server) -> None:
    url = postgres.database()
    with impatient(url) as store:
        store.migrate()
        with psycopg.connect(url.replace("+psycopg", "")) as other:
            other.execute("LOCK TABLE corrections")
            with pytest.raises(FeedbackError, match="try again"):
                store.add(correction())
        assert store.count() == 0
