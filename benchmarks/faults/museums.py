"""The museum goes down, answers slowly, lies; and is found again when it is well."""

import time
from collections.abc import Callable, Iterator
from pathlib import Path

import requests

from benchmarks.audience import CLICKING, Crowd
from benchmarks.browser import Notes
from benchmarks.deployment import Deployment, deployed
from benchmarks.faults.moody import Museum
from benchmarks.faults.outcome import Outcome, errors

VISITORS = 8
PAUSE = 0.5
TROUBLE = 25.0
"""Seconds that the museum is unwell."""

LONGEST = 75.0
"""Seconds after which the museum must have been found again; a rest of the breaker has 30."""

WORKS = 20_000
"""So many that hardly a picture is in the cache already."""


def museums(folder: Path) -> Iterator[Outcome]:
    """Break the museum in each way, one after the other."""
    with Museum() as museum, deployed(folder, museum.url, WORKS) as gallery:
        yield _trouble(gallery, "Museum down", museum.close, museum.open)
        for fault, way in (
            ("Museum slow: 30 s for a picture", "slow"),
            ("Museum lying: 200 with a web page", "html"),
            ("Museum lying: 200 with noise", "garbage"),
            ("Museum lying: pictures cut off", "cut off"),
        ):
            yield _trouble(
                gallery, fault, lambda way=way: museum.be(way), lambda: museum.be("well")
            )


def _trouble(
    gallery: Deployment, fault: str, begin: Callable[[], None], end: Callable[[], None]
) -> Outcome:
    begin()
    crowd = Crowd(gallery.port, VISITORS, CLICKING, PAUSE)
    opened = _watched(gallery, TROUBLE)
    notes = crowd.leave()
    end()
    crowd, start = Crowd(gallery.port, VISITORS, CLICKING, PAUSE), time.monotonic()
    while not crowd.notes.seen["works hung"] and time.monotonic() - start < LONGEST:
        time.sleep(0.1)
    found = time.monotonic() - start
    while _left_in_peace(gallery) and time.monotonic() - start < LONGEST:
        time.sleep(0.2)
    closed = not _left_in_peace(gallery)
    after = crowd.leave()
    return _outcome(fault, notes, after, opened, closed, found)


def _outcome(
    fault: str, notes: Notes, after: Notes, opened: bool, closed: bool, found: float
) -> Outcome:
    studies, works = notes.seen["studies hung"], notes.seen["works hung"]
    slowest = max(note.seconds for note in notes.requests if note.kind == "press")
    saw = (
        f"{studies} of {studies + works} clicks hung a study and said so, {errors(notes)}; "
        f"the slowest painting came after {slowest:.1f} s; "
    )
    again = "and closed again" if closed else "and stayed open"
    saw += f"the breaker opened {again}; " if opened else "the museum was asked on; "
    when = f"{found:.1f} s after it was well" if found < LONGEST else "not in time"
    saw += f"works hung again {when}"
    counts = notes.facts() | {
        "studies_hung": studies,
        "works_hung": works,
        "breaker_opened": opened,
        "breaker_closed": closed,
        "seconds_until_works_hang_again": round(found, 1),
        "errors_after": after.failures,
    }
    held = not (
        notes.failures
        + after.failures
        + len(notes.wrong + after.wrong)
        + notes.seen["studies without a word"]
    )
    return Outcome(fault, saw, "nothing", counts, held and closed and found < LONGEST)


def _watched(gallery: Deployment, seconds: float) -> bool:
    """Wait `seconds`; tell whether the museum was left in peace at any moment."""
    ends, opened = time.monotonic() + seconds, False
    while time.monotonic() < ends:
        time.sleep(0.5)
        opened = _left_in_peace(gallery) or opened
    return opened


def _left_in_peace(gallery: Deployment) -> bool:
    """Tell whether any worker leaves a museum in peace; asks often enough to meet both."""
    said = [requests.get(f"{gallery.url}/readyz", timeout=30).json() for _ in range(6)]
    return any("left in peace" in each["museums"].values() for each in said)
