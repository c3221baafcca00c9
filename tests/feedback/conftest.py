"""Both databases, for real."""

from collections.abc import Iterator
from contextlib import ExitStack, closing
from pathlib import Path

import pytest

from tests.feedback.postgres import Server, server
from whence.feedback.store import Corrections


@pytest.fixture(scope="session")
def postgres() -> Iterator[Server]:
    with server() as running:
        yield running


@pytest.fixture(params=["sqlite", "postgresql"])
def url(request: pytest.FixtureRequest, tmp_path: Path) -> str:
    """The address of an empty database."""
    if request.param == "sqlite":
        return f"sqlite:///{tmp_path}/kept/feedback.db"
    running: Server = request.getfixturevalue("postgres")
    return running.database()


@pytest.fixture
def corrections(url: str) -> Iterator[Corrections]:
    """A store over an empty database that has its tables."""
    with ExitStack() as stack:
        store = stack.enter_context(closing(Corrections(url)))
        store.migrate()
        yield store
