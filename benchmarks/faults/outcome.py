"""What came of one fault: what visitors saw, what was lost, and the counts that say so."""

import sqlite3
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from pathlib import Path

from benchmarks.browser import Notes

Count = int | float | bool | str


@dataclass(frozen=True)
class Outcome:
    """`fault` says what was done, `held` whether the gallery bore it."""

    fault: str
    saw: str
    lost: str
    counts: Mapping[str, Count]
    held: bool


def fine(notes: Notes) -> bool:
    """Tell whether every request was answered, with its own picture, after one retry at most."""
    facts = notes.facts()
    return not (notes.failures or notes.wrong or facts["most_tries_again"] > 1)


def kept(thanked: Collection[str], rows: Collection[str]) -> tuple[str, bool]:
    """Say what became of the corrections that visitors were thanked for."""
    there = len(set(thanked) & set(rows))
    gone = len(thanked) - there
    words = "nothing" if not gone else f"{gone} corrections"
    return f"{words} ({there} of {len(thanked)} corrections kept)", not gone


def notes_in(database: Path) -> list[str]:
    """Return the notes of all corrections in an SQLite database."""
    connection = sqlite3.connect(database)
    try:
        return [note for (note,) in connection.execute("SELECT note FROM corrections")]
    finally:
        connection.close()


def retries(notes: Notes) -> str:
    """Say how many requests were asked again, and how often at most."""
    facts = notes.facts()
    if not facts["tried_again"]:
        return "no request was cut"
    most = facts["most_tries_again"]
    times = "once each" if most == 1 else f"up to {most} times"
    return f"{facts['tried_again']} requests cut and asked again, {times}"


def errors(notes: Notes) -> str:
    """Say how many of all requests found no good answer."""
    return f"{notes.failures} errors in {len(notes.requests):,} requests"
