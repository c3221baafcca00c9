"""The clock is set forward and back under the running gallery (Debian's `faketime`)."""

from collections.abc import Iterator
from pathlib import Path

from benchmarks.audience import ALL, Crowd
from benchmarks.deployment import deployed
from benchmarks.faults.outcome import Outcome, errors, fine, kept, notes_in
from benchmarks.server import museum

LIBRARIES = "/usr/lib/*/faketime/libfaketimeMT.so.1"
VISITORS = 8
SECONDS = 6.0
JUMPS = ("+0", "+1d", "-1d", "+400d", "-3650d", "+0")
CALLS = 250
"""Calls a minute for each visitor: few enough that some meet the limit after a jump back."""

MINUTE = 60.0


def clock(folder: Path) -> Iterator[Outcome]:
    """Set the clock to each of `JUMPS` from now, then wait a minute and see who may come in."""
    library = next(Path("/").glob(LIBRARIES.lstrip("/")), None)
    if library is None:
        raise SystemExit("The clock cannot be set: install Debian's package 'faketime'.")
    file = folder / "clock"
    file.write_text("+0")
    env = {
        "LD_PRELOAD": str(library),
        "FAKETIME_TIMESTAMP_FILE": str(file),
        "FAKETIME_NO_CACHE": "1",
        "FAKETIME_DONT_FAKE_MONOTONIC": "1",
        "WHENCE_CALLS_A_MINUTE": str(CALLS),
    }
    with museum() as pictures, deployed(folder, pictures.url, 200, **env) as gallery:
        crowd = Crowd(gallery.port, VISITORS, ALL, 0.2)
        for jump in JUMPS:
            file.write_text(jump)
            crowd.stay(SECONDS)
        crowd.stay(MINUTE)
        notes = crowd.leave()
    lost, whole = kept(notes.thanked, notes_in(folder / "corrections.db"))
    longest = max(notes.waits, default=0)
    saw = f"{errors(notes)}; who asked more than {CALLS} times in a minute was to wait "
    saw += f"{longest:.0f} s at most"
    counts = notes.facts() | {
        "jumps": len(JUMPS),
        "too_often": len(notes.waits),
        "longest_wait_seconds": longest,
    }
    fault = f"The clock set by {', '.join(JUMPS)} (d: days) under load"
    yield Outcome(fault, saw, lost, counts, fine(notes) and whole and longest <= MINUTE)
