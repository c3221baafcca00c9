from pathlib import Path

import pytest

from whence.documents import RegionMissingError, fill, filled, table

TEXT = "Before.\n<!-- figures:begin -->\nold\n<!-- figures:end -->\nAfter.\n"


def test_only_the_region_changes() -> None:
    assert filled(TEXT, "figures", "new\n") == TEXT.replace("old", "new")


def test_writing_twice_is_writing_once_and_empty_is_allowed() -> None:
    once = filled(TEXT, "figures", r"a \1 backslash")
    assert filled(once, "figures", r"a \1 backslash") == once
    assert filled(filled(once, "figures", ""), "figures", "old") == TEXT


def test_a_missing_region_is_named(tmp_path: Path) -> None:
    document = tmp_path / "README.md"
    document.write_text(TEXT)
    with pytest.raises(RegionMissingError, match="settings"):
        fill(document, figures="new", settings="x")
    assert document.read_text() == TEXT


def test_table_is_markdown() -> None:
    assert table(("a", "b"), [("1", "2")]) == "| a | b |\n| --- | --- |\n| 1 | 2 |"
