"""The gallery's own processes are killed, or told to end, while visitors are in it."""

import random
import time
from collections.abc import Iterator
from pathlib import Path

import psutil

from benchmarks.audience import ALL, Crowd
from benchmarks.deployment import Deployment, deployed
from benchmarks.faults.outcome import Outcome, errors, fine, kept, notes_in, retries
from benchmarks.server import museum

VISITORS = 16
SECONDS = 60.0
EVERY = 5.0
WORKS = 400


def processes(folder: Path) -> Iterator[Outcome]:
    """Kill a worker again and again, then end the whole gallery under load."""
    with museum() as pictures, deployed(folder, pictures.url, WORKS) as gallery:
        yield _killed(gallery, folder)
        yield _ended(gallery, folder)


def _killed(gallery: Deployment, folder: Path) -> Outcome:
    crowd = Crowd(gallery.port, VISITORS, ALL, 0.3)
    killed = 0
    for _ in range(int(SECONDS / EVERY)):
        time.sleep(EVERY)
        random.choice(gallery.workers()).kill()  # noqa: S311 - no secret
        killed += 1
    notes = crowd.stay(EVERY).leave()
    lost, whole = kept(notes.thanked, notes_in(folder / "corrections.db"))
    saw = f"{retries(notes)}; {errors(notes)}"
    counts = notes.facts() | {"workers_killed": killed, "corrections": len(notes.thanked)}
    fault = f"A worker killed (SIGKILL) every {EVERY:.0f} s, {killed} times"
    return Outcome(fault, saw, lost, counts, fine(notes) and whole)


def _ended(gallery: Deployment, folder: Path) -> Outcome:
    """Send SIGTERM; what was asked before it must be answered whole."""
    crowd = Crowd(gallery.port, VISITORS, ALL, 0.1).stay(8)
    told = time.time()
    gallery.master.terminate()
    psutil.wait_procs([gallery.master], timeout=30)
    seconds = time.time() - told
    notes = crowd.leave()
    under_way = [note for note in notes.requests if note.begun < told < note.begun + note.seconds]
    cut = [note for note in notes.requests if note.begun < told and (note.cut or not note.status)]
    lost, whole = kept(notes.thanked, notes_in(folder / "corrections.db"))
    saw = (
        f"{len(cut)} answers cut, {len(under_way)} were under way; "
        f"the gallery had ended after {seconds:.1f} s"
    )
    counts = {
        "requests_before": sum(note.begun < told for note in notes.requests),
        "under_way": len(under_way),
        "cut": len(cut),
        "seconds_to_end": round(seconds, 1),
        "corrections": len(notes.thanked),
        "wrong_pictures": len(notes.wrong),
    }
    return Outcome("SIGTERM under load", saw, lost, counts, not cut and whole and seconds < 25)
