import json
from dataclasses import replace
from pathlib import Path

import pytest

from tests.collecting.works import work
from whence.collecting.manifest import NAME, Kept, Manifest
from whence.json_lines import DamagedError

KEPT = Kept(work("met-1"), "met/met-1.jpg", "ab" * 32, 3)


def test_a_picture_is_there_when_its_file_is_whole(tmp_path: Path) -> None:
    manifest = Manifest(tmp_path)
    assert not manifest.get("met-1")
    manifest.add(KEPT)
    assert not manifest.get("met-1")
    (tmp_path / "met").mkdir()
    (tmp_path / KEPT.file).write_bytes(b"12")
    assert not manifest.get("met-1")
    (tmp_path / KEPT.file).write_bytes(b"1234")
    assert not manifest.get("met-1")
    (tmp_path / KEPT.file).write_bytes(b"123")
    assert manifest.get("met-1")


def test_the_last_word_on_an_id_counts(tmp_path: Path) -> None:
    manifest = Manifest(tmp_path)
    manifest.add(KEPT)
    manifest.add(replace(KEPT, size=4))
    assert list(Manifest(tmp_path)) == list(manifest) == [replace(KEPT, size=4)]


def test_a_line_tells_what_the_picture_is(tmp_path: Path) -> None:
    Manifest(tmp_path).add(KEPT)
    line = json.loads((tmp_path / NAME).read_text())
    assert {name: line[name] for name in ("id", "sha256", "size", "licence", "file")} == {
        "id": "met-1",
        "sha256": "ab" * 32,
        "size": 3,
        "licence": "CC0",
        "file": "met/met-1.jpg",
    }


def test_a_line_that_lacks_something_is_named(tmp_path: Path) -> None:
    (tmp_path / NAME).write_text('{"id": "met-1"}\n')
    with pytest.raises(DamagedError, match="line 1"):
        Manifest(tmp_path)
