"""Where corrections are kept: any number of processes and threads write, one command reads."""

import logging
import os
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import asdict
from pathlib import Path
from typing import Final, Self

from alembic.util import CommandError
from sqlalchemy import Engine, func, insert, make_url, select
from sqlalchemy.exc import SQLAlchemyError

from whence.feedback.correction import Correction, FeedbackError
from whence.feedback.database import open_engine, upgrade
from whence.feedback.table import CORRECTIONS
from whence.messages import N_
from whence.settings import Settings
from whence.threads import begun

log = logging.getLogger(__name__)

PATIENCE: Final = 2.0
"""Seconds after which a visitor is told that it did not work."""

SORRY: Final = N_("Your correction may not have been kept just now; please try again in a minute.")
STUCK: Final = (
    "The database of corrections cannot be used ({reason}). Check DATABASE_URL, then run "
    "`python -m whence feedback migrate`."
)


NEWER: Final = "The database of corrections is a newer release's; it is left as it is."


class Corrections:
    """All corrections, in the order in which they came.

    Nothing is opened before the first use, and each process opens its own, so the object may be
    made before workers fork. SQLite's tables are made at the first use, PostgreSQL's by `migrate`.
    """

    def __init__(self, url: str) -> None:
        self._url = url
        self._engines: dict[int, Engine] = {}

    @classmethod
    def from_settings(cls, settings: Settings) -> Self:
        """Return those of `settings.database_url`."""
        return cls(settings.database_url)

    @property
    def there(self) -> bool:
        """False where nothing was ever kept: SQLite's file does not exist and reading makes it."""
        url = make_url(self._url)
        return url.get_backend_name() != "sqlite" or Path(url.database or "").is_file()

    def add(self, correction: Correction) -> None:
        """Keep `correction`; when this returns, it is on disk.

        Raises FeedbackError, within two seconds even where the database never answers.
        """
        with _explained(SORRY):
            begun(lambda: self._insert(correction)).result(PATIENCE)

    def count(self) -> int:
        """Return how many there are; raises like `add`."""
        with _explained(STUCK):
            return begun(self._count).result(PATIENCE)

    def __iter__(self) -> Iterator[Correction]:
        """Yield each, a few hundred in memory at a time. Raises FeedbackError."""
        columns = [column for column in CORRECTIONS.c if column.name != "id"]
        statement = select(*columns).order_by(CORRECTIONS.c.id)
        with _explained(STUCK), self._engine().begin() as connection:
            for row in connection.execution_options(yield_per=500).execute(statement).mappings():
                yield Correction(**row)

    def migrate(self) -> bool:
        """Make the tables or bring them up to date; False if a newer release's are left alone.

        Raises FeedbackError.
        """
        engine = open_engine(self._url)
        try:
            with _explained(STUCK):
                return upgrade(engine)
        finally:
            engine.dispose()

    def close(self) -> None:
        """Close this process's connections; the next use opens new ones."""
        engine = self._engines.pop(os.getpid(), None)
        if engine is not None:
            engine.dispose()

    def _insert(self, correction: Correction) -> None:
        with self._engine().begin() as connection:
            connection.execute(insert(CORRECTIONS), asdict(correction))

    def _count(self) -> int:
        with self._engine().begin() as connection:
            return connection.execute(select(func.count()).select_from(CORRECTIONS)).scalar_one()

    def _engine(self) -> Engine:
        """Return this process's engine; that of a parent stays untouched, its sockets too."""
        engine = self._engines.get(os.getpid())
        if engine is None or not self.there:  # SQLite's file may be removed at any time
            engine = open_engine(self._url)
            if engine.dialect.name == "sqlite" and not upgrade(engine):
                log.warning(NEWER)
            engine = self._engines.setdefault(os.getpid(), engine)
        return engine


@contextmanager
def _explained(sentence: str) -> Iterator[None]:
    try:
        yield
    except (SQLAlchemyError, CommandError, OSError) as error:
        reason = str(getattr(error, "orig", None) or error).strip() or "no answer in time"
        first = reason.splitlines()[0]
        if sentence is SORRY:  # a visitor is not told why; the operator must be
            log.warning("a correction was not kept: %s", first)
        raise FeedbackError("unavailable", sentence.format(reason=first)) from None
