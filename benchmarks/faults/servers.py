"""Redis and PostgreSQL are stopped, frozen and started again while visitors are in the gallery."""

import subprocess
from collections.abc import Iterator
from pathlib import Path

import psycopg
import requests

from benchmarks.audience import ALL, CORRECTING, Crowd
from benchmarks.deployment import Deployment, deployed
from benchmarks.faults.outcome import Outcome, errors, fine, kept
from benchmarks.server import PYTHON, ROOT, museum
from tests import redis_server
from tests.feedback import postgres

VISITORS = 8
SECONDS = 8.0
REST = 7.0
"""Seconds after which a Redis that was lost has been asked again."""


def servers(folder: Path) -> Iterator[Outcome]:
    """Break Redis, then PostgreSQL."""
    for name, fault in (("redis", redis), ("postgresql", postgresql)):
        (folder / name).mkdir()
        yield fault(folder / name)


def redis(folder: Path) -> Outcome:
    """Stop Redis, start it empty, freeze it, let it go on."""
    with (
        museum() as pictures,
        redis_server.server() as server,
        deployed(folder, pictures.url, 400, REDIS_URL=server.url) as gallery,
    ):
        crowd = Crowd(gallery.port, VISITORS, ALL, 0.3).stay(SECONDS)
        states = [_redis(gallery)]
        server.stop()
        crowd.stay(SECONDS)
        states.append(_redis(gallery))
        server.start()
        crowd.stay(REST + SECONDS)
        states.append(_redis(gallery))
        with server.frozen():
            crowd.stay(SECONDS)
            states.append(_redis(gallery))
        crowd.stay(REST + SECONDS)
        states.append(_redis(gallery))
        notes = crowd.leave()
        shared = len(server.client.keys("whence:prediction:*"))
    said = ", ".join(states)
    saw = f"{errors(notes)}; the slowest took {notes.facts()['slowest_seconds']:.1f} s; "
    saw += f"/readyz said of Redis: {said}"
    counts = notes.facts() | {"states": said, "verdicts_shared_at_end": shared}
    held = fine(notes) and states == ["in use", "lost", "in use", "lost", "in use"] and shared > 0
    lost = (
        f"nothing (each worker decides for itself meanwhile; {shared} verdicts shared at the end)"
    )
    return Outcome("Redis stopped, started empty, frozen", saw, lost, counts, held)


def _redis(gallery: Deployment) -> str:
    """Return what the workers say of Redis; asks often enough to meet both."""
    said = {requests.get(f"{gallery.url}/readyz", timeout=30).json()["redis"] for _ in range(8)}
    return " and ".join(sorted(said))


def postgresql(folder: Path) -> Outcome:
    """Crash PostgreSQL while corrections come in, and start it again."""
    with museum() as pictures, postgres.server() as server:
        url = server.database()
        env = {"DATABASE_URL": url}
        migrate = [PYTHON, "-m", "whence", "feedback", "migrate"]
        subprocess.run(migrate, cwd=ROOT, env={"PATH": "/usr/bin:/bin"} | env, check=True)
        with deployed(folder, pictures.url, 100, **env) as gallery:
            crowd = Crowd(gallery.port, VISITORS, CORRECTING, 1.0).stay(SECONDS)
            before = len(crowd.notes.thanked)
            server.stop()
            crowd.stay(SECONDS)
            server.start()
            crowd.stay(1)
            meanwhile = len(crowd.notes.thanked)
            notes = crowd.stay(SECONDS).leave()
        with psycopg.connect(url.replace("+psycopg", "")) as connection:
            rows = [note for (note,) in connection.execute("SELECT note FROM corrections")]
    lost, whole = kept(notes.thanked, rows)
    refused = notes.seen["corrections not thanked for"]
    after = len(notes.thanked) - meanwhile
    saw = (
        f"{errors(notes)}; {before} corrections taken before, {refused} not taken, and the visitor "
        f"told so, while it was stopped, {after} taken afterwards"
    )
    counts = notes.facts() | {"taken_before": before, "refused": refused, "taken_after": after}
    held = fine(notes) and whole and before > 0 and refused > 0 and after > 0
    return Outcome("PostgreSQL crashed and started again", saw, lost, counts, held)
