"""What there is and how good the model is: tables for the statistics page, from facts alone."""

import re
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from pathlib import PurePosixPath
from typing import Any, Final, Self

import numpy as np

from whence.catalogue import Catalogue
from whence.csv_table import written
from whence.messages import N_

NO_DATE: Final = N_("no date in our list")
_ORDINAL: Final = re.compile(
    r"(?<!\d)(\d{1,2})(?:st|nd|rd|th)\b(?![\s-]+(?:quarter|half|third|day|month|year|decade))"
)
_YEAR: Final = re.compile(r"(?<!\d)(\d{3,4})(s?)(?!\d)")
_HIJRI: Final = re.compile(
    r"\bA\.?\s?H\.?\s*\d{3,4}(\s*[-–]\s*\d{2,4})?|\b\d{3,4}(\s*[-–]\s*\d{2,4})?\s*A\.?\s?H\b"
)
_BEFORE_CHRIST: Final = re.compile(r"\bB\.?\s?C(?:\.?\s?E)?\b")


@dataclass(frozen=True, slots=True)
class Table:
    """Named columns and rows of text and numbers."""

    columns: tuple[str, ...]
    rows: list[tuple[Any, ...]]

    def to_csv(self) -> str:
        """Return the table as CSV with a header."""
        return written(self.columns, self.rows)

    def column(self, name: str) -> list[Any]:
        """Return one column's values."""
        index = self.columns.index(name)
        return [row[index] for row in self.rows]


@dataclass(frozen=True, slots=True)
class Answer:
    """What the model said of one work of the test split."""

    file: str
    truth: str
    probabilities: tuple[float, ...]

    @property
    def name(self) -> str:
        """Return artist and title as far as the file's name tells them, else that name."""
        stem = PurePosixPath(self.file).stem
        _, _, rest = stem.partition("__")
        artist, _, title = rest.partition("_")
        words = title.replace("-", " ").replace("_", " ").strip()
        return f"{artist.replace('-', ' ').title()}: {words}" if words else artist or stem


class Results:
    """The answers of one evaluation, measured in several ways."""

    def __init__(self, labels: Sequence[str], answers: Sequence[Answer]) -> None:
        self.labels = tuple(labels)
        self.answers = tuple(answers)
        self._values = np.array([answer.probabilities for answer in answers], np.float64)
        self._truth = np.array([self.labels.index(answer.truth) for answer in answers], int)
        self._said = self._values.argmax(axis=1)
        self._sure = self._values.max(axis=1)

    @classmethod
    def of(cls, evaluation: dict[str, Any]) -> Self:
        """Take the answers of an evaluation.json; raises KeyError, TypeError or ValueError."""
        answers = [Answer(file, truth, tuple(p)) for file, truth, p in evaluation["items"]]
        return cls(evaluation["test"]["confusion"]["labels"], answers)

    def confusion(self) -> Table:
        """Return how many works of each culture were called what."""
        pairs = Counter(zip(self._truth.tolist(), self._said.tolist(), strict=True))
        rows = [
            (truth, said, pairs[i, j])
            for i, truth in enumerate(self.labels)
            for j, said in enumerate(self.labels)
        ]
        return Table(("museum", "network", "works"), rows)

    def misses(self, truth: str | None = None, said: str | None = None) -> Table:
        """Return the wrong answers, surest first; or all of one cell of the confusion."""
        chosen = [
            (answer.name, answer.truth, self.labels[guess], float(sure))
            for answer, guess, sure in zip(self.answers, self._said, self._sure, strict=True)
            if (answer.truth != self.labels[guess] if truth is None else answer.truth == truth)
            and (said is None or self.labels[guess] == said)
        ]
        rows = sorted(chosen, key=lambda row: -row[3])
        return Table(("work", "museum", "network", "sure"), rows)


def accuracy(per_class: Mapping[str, Mapping[str, Any]]) -> Table:
    """Take the share right of each culture that occurs, with the 95 % interval over its hands.

    `per_class` is that of an evaluation.json; raises LookupError or TypeError where a row is none.
    """
    rows = [
        (label, row["n"], row["recall"], *row["interval95"])
        for label, row in per_class.items()
        if row["n"]
    ]
    return Table(("culture", "works", "right", "low", "high"), rows)


def shares_found(labels: Sequence[str], rows: Sequence[Sequence[int]]) -> dict[str, float]:
    """Return the share right of each culture that occurs in a confusion, by true label."""
    return {
        label: row[index] / sum(row)
        for index, (label, row) in enumerate(zip(labels, rows, strict=True))
        if sum(row)
    }


def measured(rows: Sequence[Mapping[str, Any]], **columns: str) -> Table:
    """Take figures of an evaluation.json as a table; each of `columns` is a figure's name there.

    Raises LookupError or TypeError where a row lacks one.
    """
    return Table(tuple(columns), [tuple(row[name] for name in columns.values()) for row in rows])


def holdings(catalogue: Catalogue) -> Table:
    """Return how many works there are of each culture and century."""
    columns = catalogue.works.repeated
    counts = Counter(zip(columns["culture"], map(century, columns["date"]), strict=True))
    rows = sorted(((*key, count) for key, count in counts.items()), key=_by_time)
    return Table(("culture", "century", "works"), rows)


@lru_cache(10_000)
def century(date: str) -> str:
    """Return a date's century: "ca. 1830" is the 19th, "16th–17th century" the 16th.

    The 1800s are the 19th, the year 1800 still the 18th; nothing before Christ has one here, and
    years since the Hijra are passed over ("A.H. 1015/A.D. 1606" is the 17th).
    """
    date = _HIJRI.sub("", date)
    if _BEFORE_CHRIST.search(date):
        return NO_DATE
    ordinal, year = _ORDINAL.search(date), _YEAR.search(date)
    # Without "century" behind it, it may be a day's or a month's.
    if ordinal and (not year or "cen" in date[ordinal.end() :].lower()):
        number = int(ordinal[1])
    elif year:
        number = (int(year[1]) - (not year[2])) // 100 + 1
    else:
        return NO_DATE
    suffix = "th" if 10 < number % 100 < 14 else {1: "st", 2: "nd", 3: "rd"}.get(number % 10, "th")
    return f"{number}{suffix}"


def in_time(name: str) -> float:
    """Return the key that puts centuries in order, what has no date last."""
    return float("inf") if name == NO_DATE else int(re.sub(r"\D", "", name))


def _by_time(row: tuple[Any, ...]) -> tuple[str, float]:
    return row[0], in_time(row[1])
