"""docs/reference.md lists every address that the gallery answers, and no other."""

import re
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

from tests.conftest import ROOT
from whence.settings import Settings
from whence.web.app import create_app
from whence.web.routing import TITLES

OF_DASH = "/_"
PAGES = "/{path:path}"


def paths(routes: Iterable[Any]) -> Iterator[str]:
    for route in routes:
        if hasattr(route, "original_router"):
            yield from paths(route.original_router.routes)
        elif hasattr(route, "path"):
            yield route.path


def listed() -> set[str]:
    reference = (ROOT / "docs" / "reference.md").read_text(encoding="utf-8")
    addresses = reference.partition("## Addresses")[2]
    cells = re.findall(r"^\| (`.*?) \|", addresses, re.MULTILINE)
    return {path for cell in cells for path in re.findall(r"(/[^` ]*)`", cell)}


def test_every_address_is_listed_and_nothing_else(tmp_path: Path) -> None:
    app = create_app(Settings(cache=tmp_path))
    answered = {path for path in paths(app.routes) if not path.startswith(OF_DASH)} - {PAGES}
    pages = {"/", "/painting/{painting_id}"} | {f"/{name}" for name in TITLES}
    assert listed() == answered | pages
