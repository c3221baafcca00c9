"""Under gunicorn: two workers, one set of figures, one line a request."""

import os
import re
import subprocess
import sys
import time
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import psutil
import pytest
import requests
from prometheus_client import REGISTRY

from deploy.serving import free_port
from tests.browsing import ROOT
from tests.web.test_opinions import GUESS
from whence import signals
from whence.web.layers import metrics
from whence.web.layers.access import Served

ASKED = 24


def figure(name: str, **labels: str) -> float:
    return REGISTRY.get_sample_value(name, labels) or 0


def test_each_figure_counts_what_it_is_named_after() -> None:
    def figures() -> list[float]:
        return [
            figure("whence_requests_total", method="GET", route="/a-test", status="200"),
            figure("whence_request_seconds_sum", route="/a-test"),
            figure("whence_predictions_total", label="Japan", verdict="confident"),
            figure("whence_prediction_seconds_sum"),
            figure("whence_cache_lookups_total", cache="a-test", result="hit"),
            figure("whence_cache_lookups_total", cache="a-test", result="miss"),
            figure("whence_museum_errors_total", museum="a-test", kind="timeout"),
        ]

    before = figures()
    metrics.count(Served("GET", "/a-test", 200, 0.25, 99))
    signals.predicted.send(replace(GUESS, milliseconds=20.0))
    for hit in (True, False, False):
        signals.looked_up.send("a-test", hit=hit)
    signals.museum_failed.send("a-test", kind="timeout")
    added = [now - then for now, then in zip(figures(), before, strict=True)]
    assert added == pytest.approx([1, 0.25, 1, 0.02, 1, 2, 1])


class Fleet:
    """A gunicorn with two workers: its address, its process, and where its lines go."""

    def __init__(self, url: str, process: psutil.Process, folder: Path) -> None:
        self.url, self.process, self.folder = url, process, folder

    def figures(self) -> dict[str, float]:
        text = requests.get(f"{self.url}/metrics", timeout=60).text
        pairs = (line.rsplit(" ", 1) for line in text.splitlines() if not line.startswith("#"))
        return {name: float(value) for name, value in pairs}

    def lines(self) -> str:
        return (self.folder / "out").read_text()


@pytest.fixture(scope="module")
def fleet(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Fleet]:
    folder, port = tmp_path_factory.mktemp("fleet"), free_port()
    (folder / "tmp").mkdir()
    settings = {
        "PORT": str(port),
        "WEB_CONCURRENCY": "2",
        "TMPDIR": str(folder / "tmp"),
        "WHENCE_CACHE": str(folder / "cache"),
        "WHENCE_CATALOGUE": str(ROOT / "data" / "studies.csv"),
    }
    command = [Path(sys.executable).parent / "gunicorn", "app:server"]
    with (folder / "out").open("wb") as out:
        web = subprocess.Popen(command, cwd=ROOT, env=os.environ | settings, stdout=out)
        try:
            _wait(f"http://127.0.0.1:{port}/healthz", web)
            while len(psutil.Process(web.pid).children()) < 2:  # the second starts a little later
                time.sleep(0.05)
            yield Fleet(f"http://127.0.0.1:{port}", psutil.Process(web.pid), folder)
        finally:
            web.terminate()
            web.wait(60)
    assert list((folder / "tmp").iterdir()) == [], "the figures of the workers were left behind"


def _wait(url: str, web: subprocess.Popen[bytes]) -> None:
    for _ in range(300):
        try:
            requests.get(url, timeout=5)
        except requests.RequestException:
            assert web.poll() is None, "gunicorn did not start"
            time.sleep(0.2)
        else:
            return
    raise AssertionError("gunicorn did not answer within 60 s")


def test_the_figures_of_all_workers_are_one(fleet: Fleet) -> None:
    name = 'whence_requests_total{method="GET",route="/readyz",status="200"}'
    for _ in range(ASKED):
        requests.get(f"{fleet.url}/readyz", timeout=60)
    workers = fleet.process.children()
    assert len(workers) == 2
    # Whichever worker is asked, it knows what the other did.
    assert [fleet.figures()[name] for _ in range(6)] == [ASKED] * 6
    assert fleet.figures()["whence_prediction_seconds_count"] in {1, 2}


def test_a_picture_a_verdict_and_a_cache_are_counted(fleet: Fleet) -> None:
    for _ in range(2):
        requests.get(f"{fleet.url}/pictures/study-japan-01/why", timeout=60)
    said = fleet.figures()
    assert sum(said[name] for name in said if name.startswith("whence_predictions_total{")) >= 1
    assert (
        'whence_requests_total{method="GET",route="/pictures/{painting_id}/why",status="200"}'
        in (said)
    )
    assert any(name.startswith("whence_cache_lookups_total{cache=") for name in said)
    assert said['whence_queue{pool="predict"}'] == 0


def test_what_visitors_write_makes_no_new_names(fleet: Fleet) -> None:
    before = set(fleet.figures())
    for number in range(20):
        requests.get(f"{fleet.url}/words-{number}/of/visitors?q={number}", timeout=60)
        requests.get(f"{fleet.url}/pictures/words-{number}", timeout=60)
        requests.get(f"{fleet.url}/assets/words-{number}.js", timeout=60)
        requests.get(f"{fleet.url}/api/v1/words-{number}", timeout=60)
        requests.request(f"WORDS{number}", f"{fleet.url}/", timeout=60)
    added = {re.sub(r'(le|status)="[^"]*"', "", name) for name in set(fleet.figures()) - before}
    assert not [name for name in added if "words" in name.lower()]
    assert len(added) < 40


def test_a_request_is_a_line_without_a_visitors_words(fleet: Fleet) -> None:
    made = requests.get(
        f"{fleet.url}/collection?words=my-secret-words",
        headers={"X-Request-ID": "router-made-this", "X-Forwarded-For": "203.0.113.77"},
        timeout=60,
    )
    assert made.headers["x-request-id"] == "router-made-this"
    for _ in range(100):
        if "router-made-this" in fleet.lines():
            break
        time.sleep(0.1)
    (line,) = [line for line in fleet.lines().splitlines() if "router-made-this" in line]
    assert "method=GET" in line
    assert "status=200" in line
    for private in ("my-secret-words", "203.0.113.77", "127.0.0.1"):
        assert private not in fleet.lines()


def test_what_a_dead_worker_had_waiting_counts_no_longer(fleet: Fleet) -> None:
    before = fleet.figures()
    first, *_ = fleet.process.children()
    first.kill()
    psutil.wait_procs([first], timeout=60)
    for _ in range(300):
        if len(fleet.process.children()) == 2:
            break
        time.sleep(0.1)
    after = fleet.figures()
    assert 'whence_queue{pool="predict"}' in after
    name = "whence_prediction_seconds_count"
    assert after[name] >= before[name]
