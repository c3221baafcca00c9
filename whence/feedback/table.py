"""The table that keeps corrections; `whence/migrations` builds it."""

from datetime import UTC, datetime
from typing import Any

from sqlalchemy import Column, DateTime, Dialect, Double, Integer, MetaData, String, Table
from sqlalchemy.types import TypeDecorator

from whence.feedback.correction import LONGEST_NAME, LONGEST_NOTE


class Utc(TypeDecorator[datetime]):
    """A time that comes back in UTC from every database; SQLite forgets the zone."""

    impl = DateTime(timezone=True)
    cache_ok = True

    def process_result_value(self, value: Any, dialect: Dialect) -> datetime:
        """Give `value` its zone back."""
        time: datetime = value
        return time.astimezone(UTC) if time.tzinfo else time.replace(tzinfo=UTC)


METADATA = MetaData()

CORRECTIONS = Table(
    "corrections",
    METADATA,
    Column("id", Integer, primary_key=True),
    Column("time", Utc, nullable=False),
    Column("painting", String(LONGEST_NAME), nullable=False),
    Column("label", String(LONGEST_NAME), nullable=False),
    Column("verdict", String(20), nullable=False),
    Column("confidence", Double, nullable=False),
    Column("model", String(LONGEST_NAME), nullable=False),
    Column("kind", String(20), nullable=False),
    Column("note", String(LONGEST_NOTE), nullable=False),
)
