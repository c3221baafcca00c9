"""What gunicorn reads before it serves."""

import gc
import os
import runpy
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from prometheus_client import CollectorRegistry, multiprocess

from tests.conftest import ROOT
from whence.web.heartbeat import Worker

MEMORY = Path("/dev/shm")  # noqa: S108


@pytest.fixture(autouse=True)
def collector() -> Iterator[None]:
    """Leave the garbage collector of the tests as it was."""
    yield
    gc.unfreeze()
    gc.enable()


def configured() -> dict[str, Any]:
    return runpy.run_path(str(ROOT / "gunicorn.conf.py"))


def test_the_workers_share_what_was_loaded_before_they_part(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setenv("PROMETHEUS_MULTIPROC_DIR", str(tmp_path))
    settings = configured()
    assert not gc.isenabled()
    settings["when_ready"](None)
    assert gc.get_freeze_count() > 1000
    assert gc.isenabled()


def test_workers_that_are_started_anew_look_for_garbage_too(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setenv("PROMETHEUS_MULTIPROC_DIR", str(tmp_path))
    monkeypatch.setattr("whence.web.heaps.keep_giving_back", lambda: None)
    configured()["when_ready"](None)
    configured()["post_worker_init"](None)  # SIGHUP
    assert gc.isenabled()


def test_master_and_workers_give_back_memory(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setenv("PROMETHEUS_MULTIPROC_DIR", str(tmp_path))
    asked: list[str] = []
    monkeypatch.setattr("whence.web.heaps.give_back", lambda: asked.append("once"))
    monkeypatch.setattr("whence.web.heaps.keep_giving_back", lambda: asked.append("ever after"))
    settings = configured()
    settings["when_ready"](None)
    assert asked == ["once"], "threads of the master are lost in its workers"
    settings["post_worker_init"](None)
    assert asked == ["once", "ever after"]


WORKER = """
from prometheus_client import Counter, Gauge

Counter("served", "Requests.").inc(5)
Gauge("waiting", "Pieces of work.", multiprocess_mode="livesum").set(3)
"""


def test_what_a_dead_worker_had_waiting_counts_no_longer(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setenv("PROMETHEUS_MULTIPROC_DIR", str(tmp_path))
    worker = subprocess.Popen([sys.executable, "-c", WORKER])
    assert worker.wait(60) == 0
    figures = CollectorRegistry()
    multiprocess.MultiProcessCollector(figures)  # type: ignore[no-untyped-call]
    assert figures.get_sample_value("waiting") == 3
    configured()["child_exit"](None, worker)
    assert figures.get_sample_value("waiting") is None
    assert figures.get_sample_value("served_total") == 5


@pytest.fixture
def nothing_named(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("PROMETHEUS_MULTIPROC_DIR", "METRICS_MASTER"):
        monkeypatch.setenv(name, "")  # so that it is put back afterwards
        monkeypatch.delenv(name)


@pytest.mark.parametrize("read", [1, 2])
@pytest.mark.usefixtures("nothing_named")
def test_figures_leave_with_the_last_worker_however_often_settings_were_read(read: int) -> None:
    settings = [configured() for _ in range(read)][-1]
    folder = Path(os.environ["PROMETHEUS_MULTIPROC_DIR"])
    (folder / "counter.db").write_text("1")
    settings["on_exit"](None)
    assert not folder.exists()


@pytest.mark.usefixtures("nothing_named")
def test_a_new_master_counts_in_a_folder_of_its_own(monkeypatch: pytest.MonkeyPatch) -> None:
    old = [configured() for _ in range(2)][-1]  # SIGHUP, after which USR2 hands the names on
    monkeypatch.setattr(os, "getpid", lambda: 1)
    new = configured()
    folder = Path(os.environ["PROMETHEUS_MULTIPROC_DIR"])
    old["on_exit"](None)
    assert folder.exists()
    new["on_exit"](None)
    assert not folder.exists()


def test_a_folder_of_the_operators_own_stays(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setenv("PROMETHEUS_MULTIPROC_DIR", str(tmp_path))
    (tmp_path / "diary.txt").write_text("mine")
    configured()["on_exit"](None)
    assert (tmp_path / "diary.txt").exists()


def gunicorn(folder: Path, **settings: str) -> subprocess.CompletedProcess[str]:
    """Let gunicorn check our settings with others of the environment, `folder` being its /tmp."""
    env = {name: value for name, value in os.environ.items() if "METRICS_MASTER" not in name}
    env.pop("PROMETHEUS_MULTIPROC_DIR", None)
    return subprocess.run(
        [sys.executable, "-m", "gunicorn", "--check-config", "app:server"],
        cwd=ROOT,
        env={**env, "TMPDIR": str(folder), **settings},
        capture_output=True,
        text=True,
    )


def test_a_start_that_fails_leaves_no_folder_behind(tmp_path: Path) -> None:
    before = set(MEMORY.glob("whence-metrics-*"))
    failed = gunicorn(tmp_path, WHENCE_MODEL="/nowhere.pkl")
    assert failed.returncode != 0
    assert "Whence cannot start" in failed.stderr
    assert list(tmp_path.iterdir()) == []
    assert set(MEMORY.glob("whence-metrics-*")) <= before


@pytest.mark.usefixtures("nothing_named")
def test_a_worker_that_ends_leaves_the_figures_to_the_others() -> None:
    configured()
    folder = Path(os.environ["PROMETHEUS_MULTIPROC_DIR"])
    code = "import os, sys\nif os.fork() == 0: sys.exit()\nos.wait(); print(os.path.isdir(FOLDER))"
    script = f"import runpy; runpy.run_path('gunicorn.conf.py'); FOLDER = {str(folder)!r}\n{code}"
    env = {**os.environ, "METRICS_MASTER": ""}
    done = subprocess.run(
        [sys.executable, "-c", script], cwd=ROOT, env=env, capture_output=True, text=True
    )
    assert done.stdout.strip() == "True", done.stderr


@pytest.mark.skipif(not os.access(MEMORY, os.W_OK), reason="this system has no /dev/shm")
@pytest.mark.usefixtures("nothing_named")
def test_figures_are_counted_where_a_full_disk_kills_nobody() -> None:
    settings = configured()
    assert Path(os.environ["PROMETHEUS_MULTIPROC_DIR"]).parent == MEMORY
    settings["on_exit"](None)


def test_no_workers_at_all_are_refused(tmp_path: Path) -> None:
    refused = gunicorn(tmp_path, WEB_CONCURRENCY="0")
    assert refused.returncode != 0
    assert refused.stderr.startswith("WEB_CONCURRENCY: 0 workers answer nobody")


def test_platforms_are_kept_to(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("PROMETHEUS_MULTIPROC_DIR", str(tmp_path))
    monkeypatch.setenv("PORT", "8123")
    settings = configured()
    assert settings["keepalive"] > 90, "Heroku's router keeps a connection so long"
    assert settings["graceful_timeout"] < 30, "Heroku then kills"
    assert settings["graceful_timeout"] > 8, "a museum's slowest answer"
    assert settings["timeout"] == 30
    assert settings["bind"] in ("[::]:8123", "0.0.0.0:8123")
    assert settings["preload_app"]
    assert settings["control_socket_disable"]
    assert settings["accesslog"] is None
    module, _, name = settings["worker_class"].rpartition(".")
    assert (module, name) == (Worker.__module__, Worker.__name__)
