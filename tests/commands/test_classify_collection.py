import os
import re
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from pathlib import Path
from threading import Event
from typing import Any

import pandas as pd
import psutil
import pytest

from tests.collecting.works import work
from tests.conftest import ROOT
from tests.engines.conftest import settings, works
from tests.museums.standin import StandIn
from whence import catalogue_csv
from whence.catalogue import Catalogue
from whence.catalogue_csv import CatalogueError

__all__ = ["settings", "works"]

TINY = ROOT / "tests" / "fixtures" / "tiny" / "tiny.pkl"


Start = Callable[..., subprocess.Popen[str]]


@pytest.fixture
def started() -> Iterator[Start]:
    """Start the command; `apart`, Ctrl-C reaches it and its workers and not the tests."""
    with ExitStack() as ends:

        def start(
            works: Path, to: Path, *options: object, apart: bool = False
        ) -> subprocess.Popen[str]:
            command = [sys.executable, "-m", "whence", "classify-collection", works, "--to", to]
            env = {**os.environ, "WHENCE_MODEL": str(TINY), "WHENCE_CACHE": f"{to.parent}/cache"}
            run = subprocess.Popen(
                [str(word) for word in (*command, *options)],
                cwd=ROOT,
                env=env | {"RAY_DISABLE_IMPORT_WARNING": "1", "RAY_USAGE_STATS_ENABLED": "0"},
                stdout=subprocess.PIPE,
                stderr=subprocess.STDOUT,
                text=True,
                start_new_session=apart,
            )
            ends.enter_context(run)
            ends.callback(run.kill)
            return run

        yield start


def ended(run: subprocess.Popen[str]) -> str:
    said, _ = run.communicate(timeout=240)
    return said


def test_a_collection_is_decided_and_a_second_run_has_nothing_to_do(
    started: Start, works: Path, tmp_path: Path
) -> None:
    to = tmp_path / "out"
    first = ended(started(works, to, "--chunk", 9))
    assert "40 works; 1 could not be decided" in first, first
    table = pd.read_parquet(to)
    assert list(table["id"]) == [work.id for work in Catalogue.load(works)]
    assert table["error_code"].notna().sum() == 1
    assert "40 works; 1 could not be decided" in ended(started(works, to, "--chunk", 9))


def test_works_of_which_nobody_knows_the_culture_are_decided(
    started: Start, works: Path, tmp_path: Path
) -> None:
    unknown = re.sub(r",(America|China|India|Japan),", ",,", works.read_text(encoding="utf-8"))
    works.write_text(unknown, encoding="utf-8")
    with pytest.raises(CatalogueError, match="culture is empty"):
        Catalogue.load(works)
    to = tmp_path / "out"
    assert "40 works; 1 could not be decided" in ended(started(works, to))
    assert pd.read_parquet(to)["label"].notna().sum() == 39


def test_a_killed_run_goes_on_where_it_stopped(started: Start, works: Path, tmp_path: Path) -> None:
    to = tmp_path / "out"
    run = started(works, to, "--chunk", 4)
    while not list(to.glob("part-*")):
        assert run.poll() is None
        time.sleep(0.02)
    for process in [*psutil.Process(run.pid).children(recursive=True), psutil.Process(run.pid)]:
        process.send_signal(signal.SIGKILL)
    ended(run)
    kept = {part.name: part.stat().st_mtime_ns for part in to.glob("part-*")}
    ended(started(works, to, "--chunk", 4))
    assert list(pd.read_parquet(to)["id"]) == [work.id for work in Catalogue.load(works)]
    assert {name: (to / name).stat().st_mtime_ns for name in kept} == kept


@pytest.mark.usefixtures("interruptible")
@pytest.mark.skipif(not hasattr(os, "killpg"), reason="this system has no groups of processes")
def test_ctrl_c_ends_a_run_and_its_workers_and_says_how_to_go_on(
    started: Start, works: Path, tmp_path: Path, museum: "Hesitant"
) -> None:
    to = tmp_path / "out"
    last = catalogue_csv.write([work("met-1", museum.hang("1.jpg", 1))]).splitlines()[-1]
    works.write_text(works.read_text(encoding="utf-8") + last + "\n", encoding="utf-8")
    run = started(works, to, "--chunk", 1, "--workers", 2, apart=True)
    while not (museum.asked and list(to.glob("part-*"))):
        assert run.poll() is None, ended(run)
        time.sleep(0.02)
    workers = psutil.Process(run.pid).children(recursive=True)
    os.killpg(run.pid, signal.SIGINT)  # as a terminal does
    said = ended(run)
    assert run.returncode == 130
    assert "to go on, run the same command again" in said
    assert "Traceback" not in said
    assert psutil.wait_procs(workers, timeout=20)[1] == []
    museum.go_on.set()
    ended(started(works, to, "--chunk", 1))
    assert list(pd.read_parquet(to)["id"]) == [work.id for work in Catalogue.load(works)]


class Hesitant(StandIn):
    """Answers when it is told to."""

    def __init__(self) -> None:
        super().__init__()
        self.go_on = Event()

    def answer(self, path: str) -> tuple[int, Any]:
        self.go_on.wait(60)
        return super().answer(path)


@pytest.fixture
def museum(monkeypatch: pytest.MonkeyPatch) -> Iterator[Hesitant]:
    with Hesitant() as museum:
        monkeypatch.setenv("WHENCE_MUSEUMS", museum.origin)
        yield museum
        museum.go_on.set()


def waiting(
    started: Start, museum: Hesitant, folder: Path
) -> tuple[subprocess.Popen[str], psutil.Process]:
    """Return a run that waits for the museum, and its one worker."""
    file = folder / "one.csv"
    file.write_text(catalogue_csv.write([work("met-1", museum.hang("1.jpg", 1))]))
    run = started(file, folder / "out", "--workers", 1)
    while not museum.asked:
        assert run.poll() is None, ended(run)
        time.sleep(0.02)
    family = psutil.Process(run.pid).children()
    (worker,) = (process for process in family if "spawn_main" in " ".join(process.cmdline()))
    return run, worker


def test_a_killed_worker_is_one_sentence(started: Start, museum: Hesitant, tmp_path: Path) -> None:
    run, worker = waiting(started, museum, tmp_path)
    worker.kill()
    assert ended(run).endswith(
        "Error: A worker was killed, perhaps for want of memory; run it again, with fewer "
        "--workers.\n"
    )
    assert run.returncode == 1


@pytest.mark.usefixtures("interruptible")
def test_ctrl_c_is_nothing_to_a_worker(started: Start, museum: Hesitant, tmp_path: Path) -> None:
    run, worker = waiting(started, museum, tmp_path)
    worker.send_signal(signal.SIGINT)
    museum.go_on.set()
    assert "1 works; 0 could not be decided" in ended(run)
    assert run.returncode == 0


def test_a_worker_of_a_cluster_that_is_killed_loses_no_work(
    started: Start, works: Path, tmp_path: Path
) -> None:
    to = tmp_path / "out"
    run = started(works, to, "--chunk", 1, "--engine", "ray", "--workers", 2)
    while len(list(to.glob("part-*"))) < 3:
        assert run.poll() is None, ended(run)
        time.sleep(0.02)
    family = psutil.Process(run.pid).children(recursive=True)
    workers = [process for process in family if process.name().startswith("ray::Map")]
    assert workers, [process.name() for process in family]
    workers[0].kill()
    said = ended(run)
    assert "40 works; 1 could not be decided" in said, said
    assert list(pd.read_parquet(to)["id"]) == [work.id for work in Catalogue.load(works)]


def test_another_collection_in_the_same_folder_is_refused(
    started: Start, works: Path, tmp_path: Path
) -> None:
    to = tmp_path / "out"
    ended(started(works, to, "--chunk", 40))
    assert "name an empty folder" in ended(started(works, to, "--chunk", 20))


def test_a_folder_of_other_files_is_left_as_it_is(
    started: Start, works: Path, tmp_path: Path
) -> None:
    run = started(works, tmp_path)
    assert f"Error: {tmp_path} holds other files; name an empty folder.\n" in ended(run)
    assert run.returncode == 1
    assert not list(tmp_path.glob("*.parquet"))


def test_to_have_decided_nothing_is_a_failure(started: Start, works: Path, tmp_path: Path) -> None:
    for picture in tmp_path.glob("*.webp"):
        picture.unlink()
    run = started(works, tmp_path / "out")
    said = ended(run)
    assert "40 works; 40 could not be decided.\n" in said, said
    assert said.endswith("Error: The column error_message of the table says why not.\n")
    assert run.returncode == 1


@pytest.mark.parametrize("options", [("--address", "auto"), ("--engine", "spark")])
def test_wrong_use_is_told(
    started: Start, works: Path, tmp_path: Path, options: tuple[str, str]
) -> None:
    run = started(works, tmp_path / "out", *options)
    assert "Error" in ended(run)
    assert run.returncode == 2


@pytest.mark.parametrize("address", ["127.0.0.1:1", "ray://127.0.0.1:1", "127.0.0.1:99999"])
def test_a_cluster_that_is_not_there_is_told_at_once(
    started: Start, works: Path, tmp_path: Path, address: str
) -> None:
    run = started(works, tmp_path / "out", "--engine", "ray", "--address", address)
    assert f"Error: There is no Ray cluster at {address}.\n" in ended(run)
    assert run.returncode == 1


def test_another_catalogue_of_as_many_works_needs_a_folder_of_its_own(
    started: Start, works: Path, tmp_path: Path
) -> None:
    to = tmp_path / "out"
    ended(started(works, to, "--chunk", 20))
    works.write_text(works.read_text(encoding="utf-8").replace("work-7,", "other-7,"), "utf-8")
    said = ended(started(works, to, "--chunk", 20))
    assert "name an empty folder" in said
    assert "Traceback" not in said
