from pathlib import Path

import pytest

from whence.json_lines import DamagedError, JsonLines


def test_what_was_appended_is_read(tmp_path: Path) -> None:
    lines = JsonLines(tmp_path / "new" / "lines.jsonl")
    lines.append({"a": "é\n"})
    lines.append({"a": 2})
    assert list(JsonLines(tmp_path / "new" / "lines.jsonl")) == [{"a": "é\n"}, {"a": 2}]


@pytest.mark.parametrize("cut", range(1, 12))
def test_a_line_cut_off_anywhere_is_dropped_and_the_next_is_whole(tmp_path: Path, cut: int) -> None:
    path = tmp_path / "lines.jsonl"
    for number in (1, 2):
        JsonLines(path).append({"key": number})
    path.write_bytes(path.read_bytes()[:-cut])
    JsonLines(path).append({"key": 3})
    assert list(JsonLines(path)) == [{"key": 1}, {"key": 3}]


@pytest.mark.parametrize("line", ["{", "[]", "{}", "\0"])
def test_damage_is_named_by_line(tmp_path: Path, line: str) -> None:
    path = tmp_path / "lines.jsonl"
    path.write_text(f'{{"key": 1}}\n{line}\n')
    with pytest.raises(DamagedError, match=r"lines\.jsonl line 2 is damaged"):
        list(JsonLines(path, ["key"]))
