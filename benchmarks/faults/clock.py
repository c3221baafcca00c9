"""The clock is set forward and back under the running gallery."""

from collections.abc import Iterator
from pathlib import Path

from benchmarks.audience import ALL, Crowd
from benchmarks.deployment import deployed
from benchmarks.faults.outcome import Outcome, errors, fine, kept, notes_in
from benchmarks.server import museum

VISITORS = 8
SECONDS = 6.0
DAY = 24 * 3600
DAYS = (0, 1, -1, 400, -400, 0)
CALLS = 200
"""Calls a minute for each visitor: so few that some meet the limit, also after a jump back."""

MINUTE = 60.0


def clock(folder: Path) -> Iterator[Outcome]:
    """Set the clock to each of `DAYS` from now, then wait a minute and see who may come in."""
    file = folder / "clock"
    file.write_text("0")
    env = {"CLOCK": str(file), "WHENCE_CALLS_A_MINUTE": str(CALLS)}
    with (
        museum() as pictures,
        deployed(
            folder, pictures.url, 200, application="benchmarks.faults.jumping:server", **env
        ) as gallery,
    ):
        crowd = Crowd(gallery.port, VISITORS, ALL, 0.2)
        for days in DAYS:
            file.write_text(str(days * DAY))
            crowd.stay(SECONDS)
        notes = crowd.stay(MINUTE).leave()
    lost, whole = kept(notes.thanked, notes_in(folder / "corrections.db"))
    longest = max(notes.waits, default=0)
    saw = (
        f"{errors(notes)}; whoever asked more than {CALLS} times in a minute was told to wait, "
        f"{longest:.0f} s at most"
    )
    counts = notes.facts() | {
        "jumps": len(DAYS) - 1,
        "told_to_wait": len(notes.waits),
        "longest_wait_seconds": longest,
    }
    fault = f"The clock set by {', '.join(map(str, DAYS[1:]))} days under load"
    yield Outcome(fault, saw, lost, counts, fine(notes) and whole and longest <= MINUTE)
