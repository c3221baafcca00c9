"""The cache's disk is full, its files are damaged, and two galleries write into it at once."""

import os
import random
import shutil
from collections.abc import Iterator
from pathlib import Path

from benchmarks.audience import CLICKING, CORRECTING, Crowd
from benchmarks.deployment import deployed
from benchmarks.faults.moody import Museum
from benchmarks.faults.outcome import Outcome, errors, fine, kept, notes_in
from whence.cache import SUFFIX

VISITORS = 8
SECONDS = 15.0
PAUSE = 0.3
DISK = 4
"""Megabytes of the little disk."""

SHARED = 8
"""Megabytes of the cache that two galleries share."""


def cache(folder: Path) -> Iterator[Outcome]:
    """Break the cache in each way, in a folder of its own."""
    for name, fault in (("full", full), ("damaged", damaged), ("shared", shared)):
        (folder / name).mkdir()
        with Museum() as museum:
            yield fault(folder / name, museum)


def full(folder: Path, museum: Museum) -> Outcome:
    """Let cache and corrections lie on a disk without a free byte, then make room."""
    disk = folder / "disk"
    disk.mkdir()
    filled = f"mount -t tmpfs -o size={DISK}m whence {disk} && "
    filled += f'head -c {DISK + 1}m /dev/zero > {disk}/filler; df {disk} >&2; exec "$@"'
    namespace = ["unshare", "--mount", *([] if os.geteuid() == 0 else ["--map-root-user"])]
    where = {"WHENCE_CACHE": str(disk / "cache"), "DATABASE_URL": f"sqlite:///{disk}/kept.db"}
    before = [*namespace, "sh", "-c", filled, "sh"]
    with deployed(folder, museum.url, 60, before, **where) as gallery:
        seen = Path(f"/proc/{gallery.master.pid}/root{disk}")
        notes = Crowd(gallery.port, VISITORS, CORRECTING, PAUSE).stay(SECONDS).leave()
        was_full = shutil.disk_usage(seen).free == 0
        (seen / "filler").unlink()
        after = Crowd(gallery.port, VISITORS, CORRECTING, 1.0).stay(SECONDS).leave()
        for file in seen.glob("kept.db*"):  # SQLite itself would look for them outside
            shutil.copy(file, folder)
        lost, whole = kept(notes.thanked + after.thanked, notes_in(folder / "kept.db"))
        cached = len(list((seen / "cache").glob(f"*{SUFFIX}")))
    refused = notes.seen["corrections not thanked for"]
    saw = (
        f"{notes.seen['works hung']} works hung, {errors(notes)}; {refused} corrections were not "
        f"taken and the visitor was told so; once there was room {len(after.thanked)} were taken"
    )
    counts = notes.facts() | {
        "works_hung": notes.seen["works hung"],
        "disk_full": was_full,
        "corrections_refused": refused,
        "corrections_after": len(after.thanked),
        "pictures_cached_after": cached,
        "errors_after": after.failures,
    }
    held = fine(notes) and fine(after) and whole and was_full and cached and after.thanked
    return Outcome("Disk full for cache and corrections", saw, lost, counts, bool(held))


def damaged(folder: Path, museum: Museum) -> Outcome:
    """Damage every file of the cache while the gallery is closed, then open it again."""
    with deployed(folder, museum.url, 60) as gallery:
        Crowd(gallery.port, VISITORS, CLICKING, PAUSE).stay(SECONDS).leave()
    files = sorted((folder / "cache").glob(f"*{SUFFIX}"))
    for number, file in enumerate(files):
        _damage(file, number)
    asked = museum.asked
    with deployed(folder, museum.url, 60) as gallery:
        notes = Crowd(gallery.port, VISITORS, CLICKING, PAUSE).stay(SECONDS).leave()
    again = museum.asked - asked
    saw = f"{notes.seen['works hung']} works hung, {len(notes.wrong)} with a wrong picture, "
    saw += errors(notes)
    lost = f"nothing ({len(files)} files damaged, {again} pictures fetched again)"
    counts = notes.facts() | {"files_damaged": len(files), "fetched_again": again}
    fault = "Cache files damaged: noise, cut, empty, a bit turned, a folder in the place"
    return Outcome(fault, saw, lost, counts, fine(notes) and bool(files) and again > 0)


def _damage(file: Path, number: int) -> None:
    data = bytearray(file.read_bytes())
    match number % 5:
        case 0:
            file.write_bytes(random.Random(number).randbytes(len(data)))  # noqa: S311
        case 1:
            file.write_bytes(data[: len(data) // 2])
        case 2:
            file.write_bytes(b"")
        case 3:
            data[len(data) // 2] ^= 1
            file.write_bytes(data)
        case _:
            file.unlink()
            file.mkdir()


def shared(folder: Path, museum: Museum) -> Outcome:
    """Let two galleries fill one cache that is much too small for their pictures."""
    limit = {"WHENCE_CACHE_MEGABYTES": str(SHARED)}
    with (
        deployed(folder, museum.url, 300, **limit) as one,
        deployed(folder, museum.url, 300, **limit) as other,
    ):
        crowds = [Crowd(each.port, VISITORS, CLICKING, PAUSE) for each in (one, other)]
        found = [crowd.stay(SECONDS).leave() for crowd in crowds]
    there = list((folder / "cache").iterdir())
    size = sum(file.stat().st_size for file in there) / 1e6
    left_over = sum(file.name.startswith(".") for file in there)
    both = sum(len(notes.requests) for notes in found)
    failures = sum(notes.failures for notes in found)
    wrong = sum(len(notes.wrong) for notes in found)
    saw = f"{wrong} wrong pictures, {failures} errors in {both:,} requests"
    counts = {
        "requests": both,
        "errors": failures,
        "wrong_pictures": wrong,
        "fetched": museum.asked,
        "megabytes_at_end": round(size, 1),
        "temporary_files_left": left_over,
    }
    lost = f"nothing ({size:.1f} of {SHARED} MB kept, {left_over} half-written files)"
    held = all(map(fine, found)) and size <= SHARED and not left_over
    return Outcome("Two galleries writing one cache of 8 MB", saw, lost, counts, held)
