"""Two galleries on one Redis: what one decided the other knows, and both outlive it."""

from pathlib import Path

import pytest
import requests

from tests.browsing import ROOT, Served, serve
from tests.redis_server import Server

STUDIES = ROOT / "data" / "studies.csv"


def why(served: Served, study: str = "study-japan-02") -> int:
    """Let a gallery decide a study; return how often its network has run."""
    requests.get(f"{served.url}/pictures/{study}/why", timeout=60).raise_for_status()
    said = requests.get(f"{served.url}/metrics", timeout=60).text
    lines = [line for line in said.splitlines() if line.startswith("whence_predictions_total")]
    return sum(round(float(line.split()[-1])) for line in lines)


def test_two_galleries_share_and_outlive_redis(
    redis_server: Server, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("REDIS_URL", redis_server.url)
    with (
        serve(tmp_path / "one", catalogue=STUDIES, uploads_a_minute=2) as one,
        serve(tmp_path / "other", catalogue=STUDIES, uploads_a_minute=2) as other,
    ):
        assert why(one) == 1
        assert why(other) == 0
        statuses = [requests.post(f"{s.url}/try", timeout=60).status_code for s in (one, other) * 2]
        assert statuses[:2] == [422, 422]
        assert statuses[2:] == [429, 429]
        assert requests.get(f"{one.url}/readyz", timeout=60).json()["redis"] == "in use"
        redis_server.stop()
        before = why(other, "study-china-03")
        assert before >= 1
        assert why(other, "study-india-03") == before + 1
        for served in (one, other):
            assert requests.get(served.url, timeout=60).status_code == 200
        said = requests.get(f"{other.url}/readyz", timeout=60).json()
        assert (said["ready"], said["redis"]) == (True, "lost")
