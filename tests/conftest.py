"""What several tests need."""

from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent


@pytest.fixture(scope="session")
def shared() -> Path:
    """The folder of real pictures beside the project; tests that need it skip without it."""
    folder = ROOT.parent / "shared"
    if not (folder / "paintings" / "paintings.csv").exists():
        pytest.skip("needs the real pictures in ../shared, which are not part of the repository")
    return folder
