import os
import subprocess
import sys
from pathlib import Path

import pytest

from tests.conftest import ROOT
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


def test_reading_changes_nothing(tmp_path: Path) -> None:
    assert list(JsonLines(tmp_path / "new" / "lines.jsonl")) == []
    assert not (tmp_path / "new").exists()
    path = tmp_path / "lines.jsonl"
    path.write_text('{"key": 1}\n{"key"')  # somebody else writes it now
    assert list(JsonLines(path)) == [{"key": 1}]
    assert path.read_text() == '{"key": 1}\n{"key"'


@pytest.mark.parametrize("line", ["{", "[]", "{}", "\0"])
def test_damage_is_named_by_line(tmp_path: Path, line: str) -> None:
    path = tmp_path / "lines.jsonl"
    path.write_text(f'{{"key": 1}}\n{line}\n')
    with pytest.raises(DamagedError, match=r"lines\.jsonl line 2 is damaged"):
        list(JsonLines(path, ["key"]))


def test_what_a_full_disk_took_of_a_line_is_taken_back(tmp_path: Path) -> None:
    path = tmp_path / "lines.jsonl"
    code = (
        "import resource, signal, sys\n"
        "from pathlib import Path\n"
        "from whence.json_lines import JsonLines\n"
        "signal.signal(signal.SIGXFSZ, signal.SIG_IGN)\n"
        "lines = JsonLines(Path(sys.argv[1]))\n"
        "lines.append({'key': 1})\n"
        "resource.setrlimit(resource.RLIMIT_FSIZE, (30, 30))\n"
        "try:\n"
        "    lines.append({'key': 'x' * 100})\n"
        "except OSError as error:\n"
        "    print(error.strerror)\n"
        "lines.append({'key': 2})\n"
    )
    done = subprocess.run(
        [sys.executable, "-c", code, str(path)], capture_output=True, text=True, cwd=ROOT
    )
    assert done.stdout == "File too large\n", done.stderr
    assert list(JsonLines(path)) == [{"key": 1}, {"key": 2}]


def test_what_the_disk_does_not_confirm_is_taken_back_and_told(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    lines = JsonLines(tmp_path / "lines.jsonl")
    lines.append({"key": 1})

    def broken(_: int) -> None:
        assert (tmp_path / "lines.jsonl").read_bytes().count(b"\n") == 2
        raise OSError(5, "Input/output error")

    with monkeypatch.context() as disk:
        disk.setattr(os, "fsync", broken)
        with pytest.raises(OSError, match="Input/output error"):
            lines.append({"key": 2})
    lines.append({"key": 3})
    assert list(lines) == [{"key": 1}, {"key": 3}]
