from pathlib import Path

import pytest

from whence.files import atomic_write


def test_writes_text_and_bytes_and_makes_the_folder(tmp_path: Path) -> None:
    atomic_write(tmp_path / "new" / "a.txt", "né")
    atomic_write(tmp_path / "new" / "b.bin", b"\x00\x01")
    assert (tmp_path / "new" / "a.txt").read_text(encoding="utf-8") == "né"
    assert (tmp_path / "new" / "b.bin").read_bytes() == b"\x00\x01"


def test_a_failed_write_keeps_the_old_file_and_leaves_no_other(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    target = tmp_path / "a.txt"
    target.write_text("old")

    def full(self: Path, target: Path) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(Path, "replace", full)
    with pytest.raises(OSError, match="No space"):
        atomic_write(target, "new")
    assert target.read_text() == "old"
    assert list(tmp_path.iterdir()) == [target]
