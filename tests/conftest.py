"""What several tests need."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import HealthCheck, settings

from tests.redis_server import Server, server

ROOT = Path(__file__).resolve().parent.parent

# The same examples everywhere and at every run; a busy machine is no fault of the code.
settings.register_profile(
    "whence", deadline=None, derandomize=True, suppress_health_check=[HealthCheck.too_slow]
)
settings.load_profile("whence")


@pytest.fixture(scope="session")
def shared() -> Path:
    """The folder of real pictures beside the project; tests that need it skip without it."""
    folder = ROOT.parent / "shared"
    if not (folder / "paintings" / "paintings.csv").exists():
        pytest.skip("needs the real pictures in ../shared, which are not part of the repository")
    return folder


@pytest.fixture
def redis_server() -> Iterator[Server]:
    """A real, empty Redis that a test may stop and start."""
    with server() as running:
        yield running
