import os
import subprocess
import sys
from pathlib import Path

import pytest

from whence.files import alone, atomic_write, replacing


def test_writes_text_and_bytes_and_makes_the_folder(tmp_path: Path) -> None:
    atomic_write(tmp_path / "new" / "a.txt", "né")
    atomic_write(tmp_path / "new" / "b.bin", b"\x00\x01")
    assert (tmp_path / "new" / "a.txt").read_text(encoding="utf-8") == "né"
    assert (tmp_path / "new" / "b.bin").read_bytes() == b"\x00\x01"


def test_a_name_alone_is_written_where_one_is(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    atomic_write("a.txt", "a")
    atomic_write(Path("b.txt"), "b")
    assert sorted(path.name for path in tmp_path.iterdir()) == ["a.txt", "b.txt"]


def test_a_failed_write_keeps_the_old_file_and_leaves_no_other(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    target = tmp_path / "a.txt"
    target.write_text("old")

    def full(*_: str) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(os, "replace", full)
    with pytest.raises(OSError, match="No space"):
        atomic_write(target, "new")
    assert target.read_text() == "old"
    assert list(tmp_path.iterdir()) == [target]


def test_a_write_that_fails_names_the_file_that_was_wanted(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def forbidden(name: str, _to: str) -> None:
        raise OSError(30, "Read-only file system", name)

    monkeypatch.setattr(os, "replace", forbidden)
    with pytest.raises(OSError, match="Read-only") as refused:
        atomic_write(tmp_path / "a.txt", "new")
    assert refused.value.filename == str(tmp_path / "a.txt")


def stopped_half_way(part: Path) -> None:
    part.write_bytes(b"half")
    raise KeyboardInterrupt


def test_what_is_written_by_others_appears_whole_and_under_an_ending_of_its_own(
    tmp_path: Path,
) -> None:
    target = tmp_path / "new" / "a.weights.h5"
    with replacing(target) as part:
        assert part.name.endswith(".weights.h5")
        part.write_bytes(b"half")
        assert not target.exists()
        part.write_bytes(b"whole")
    assert target.read_bytes() == b"whole"
    with pytest.raises(ZeroDivisionError), replacing(target) as part:
        part.write_bytes(b"x" * (1 // 0))
    with pytest.raises(KeyboardInterrupt), replacing(target) as part:
        stopped_half_way(part)
    assert target.read_bytes() == b"whole"
    assert list(target.parent.iterdir()) == [target]


def test_one_process_at_a_time_holds_a_lock(tmp_path: Path) -> None:
    lock = tmp_path / "new" / "lock"
    with alone(lock):
        with pytest.raises(BlockingIOError), alone(lock):
            pass
        code = (
            "import sys, pathlib, whence.files as files\n"
            "with files.alone(pathlib.Path(sys.argv[1]), wait=True): print('in')"
        )
        command = [sys.executable, "-c", code, str(lock)]
        waiting = subprocess.Popen(command, stdout=subprocess.PIPE, text=True)
        with pytest.raises(subprocess.TimeoutExpired):
            waiting.communicate(timeout=1)
    assert waiting.communicate(timeout=30)[0] == "in\n"


def test_a_link_stays_one_and_a_file_keeps_who_may_read_it(tmp_path: Path) -> None:
    kept, link = tmp_path / "kept" / "a.csv", tmp_path / "link.csv"
    kept.parent.mkdir()
    kept.write_text("old")
    kept.chmod(0o600)
    link.symlink_to(kept)
    atomic_write(link, "new")
    assert link.is_symlink()
    assert kept.read_text() == "new"
    assert kept.stat().st_mode & 0o777 == 0o600
    assert list(kept.parent.iterdir()) == [kept]


def test_a_pipe_is_written_to_and_stays_one(tmp_path: Path) -> None:
    pipe = tmp_path / "pipe"
    os.mkfifo(pipe)
    reader = os.open(pipe, os.O_RDONLY | os.O_NONBLOCK)
    try:
        atomic_write(pipe, "né")
        assert os.read(reader, 100) == "né".encode()
    finally:
        os.close(reader)
    assert pipe.is_fifo()
    assert list(tmp_path.iterdir()) == [pipe]
