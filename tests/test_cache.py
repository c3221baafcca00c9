import errno
import logging
import os
import sys
from concurrent.futures import ProcessPoolExecutor
from multiprocessing import get_context
from pathlib import Path

import pytest

from whence import cache as module
from whence.cache import DiskCache

OVERHEAD = 32


def size(folder: Path) -> int:
    return sum(file.stat().st_size for file in folder.iterdir())


def age(folder: Path, seconds: float) -> None:
    """Make everything in the folder look as if it was used that long ago."""
    for file in folder.iterdir():
        before = file.stat().st_mtime - seconds
        os.utime(file, (before, before))


def test_keeps_bytes_for_the_next_process(tmp_path: Path) -> None:
    DiskCache(tmp_path / "new", 1000).put("met-1", b"picture")
    again = DiskCache(tmp_path / "new", 1000)
    assert again.get("met-1") == b"picture"
    assert again.get("met-2") is None


def test_keys_never_become_paths(tmp_path: Path) -> None:
    folder = tmp_path / "cache"
    cache = DiskCache(folder, 20_000)
    for key in ("../../etc/passwd", "/etc/passwd", "a/b", "\0", "x" * 5000, ""):
        cache.put(key, key.encode())
        assert cache.get(key) == key.encode()
    assert [file.parent for file in tmp_path.rglob("*.kept")] == [folder] * 6


def test_names_of_files_are_not_remembered_for_ever(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Python 3.12 keeps every interned string until the process ends."""
    interned: list[str] = []
    real = sys.intern
    monkeypatch.setattr(sys, "intern", lambda word: interned.append(word) or real(word))
    cache = DiskCache(tmp_path, 1000)
    for number in range(20):
        cache.put(str(number), bytes(100))
        cache.get(str(number))
    (tmp_path / "whoever uses pathlib").exists()
    assert interned
    assert not [word for word in interned if word.endswith(".kept")]


@pytest.mark.parametrize("keys", ["abcd", "efgh", "ijkl", "mnop"])  # folders list as they like
def test_the_least_recently_used_leave(tmp_path: Path, keys: str) -> None:
    cache = DiskCache(tmp_path, 4 * (100 + OVERHEAD) - 50)
    used, oldest, young, new = keys
    for key in (used, oldest, young):
        cache.put(key, bytes(100))
        age(tmp_path, 10)
    assert cache.get(used)  # just now, so the next is the oldest
    cache.put(new, bytes(100))
    assert [key for key in keys if cache.get(key)] == [used, young, new]


def test_stays_within_its_bytes(tmp_path: Path) -> None:
    cache = DiskCache(tmp_path, 1000)
    for number in range(50):
        cache.put(str(number), bytes(number * 7))
        assert size(tmp_path) <= 1000


def test_the_folder_is_not_looked_through_for_every_picture(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    looks: list[Path] = []
    look = os.scandir
    monkeypatch.setattr(os, "scandir", lambda folder: (looks.append(folder), look(folder))[1])
    cache = DiskCache(tmp_path, 1_000_000)
    for number in range(1000):
        cache.put(str(number), bytes(2000))
        assert len(looks) <= 1 + number / 5
    assert 900_000 < size(tmp_path) <= 1_000_000


def test_what_cannot_fit_is_not_kept(tmp_path: Path) -> None:
    cache = DiskCache(tmp_path, 1000)
    cache.put("small", b"small")
    cache.put("large", bytes(1000))
    assert cache.get("large") is None
    assert cache.get("small") == b"small"


@pytest.mark.parametrize("damage", [b"", b"short", None])
def test_a_damaged_file_is_a_miss_and_goes(tmp_path: Path, damage: bytes | None) -> None:
    cache = DiskCache(tmp_path, 1000)
    cache.put("met-1", b"picture")
    (file,) = tmp_path.iterdir()
    content = file.read_bytes()
    file.write_bytes(content[:-1] if damage is None else damage)
    assert cache.get("met-1") is None
    assert not file.exists()


def test_leaves_other_files_alone_but_not_its_own_leftovers(tmp_path: Path) -> None:
    (tmp_path / "diary.txt").write_bytes(bytes(5000))
    (tmp_path / ".abc.kept.tmp123").write_bytes(bytes(5000))
    age(tmp_path, 10)
    cache = DiskCache(tmp_path, 1000)
    cache.put("met-1", b"picture")
    assert cache.get("met-1") == b"picture"
    assert (tmp_path / "diary.txt").exists()
    assert not (tmp_path / ".abc.kept.tmp123").exists()


def test_an_unwritable_folder_is_said_once(
    tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    (tmp_path / "file").touch()
    cache = DiskCache(tmp_path / "file" / "cache", 1000)
    assert cache.state == "unused"
    for _ in range(3):
        cache.put("met-1", b"picture")
        assert cache.get("met-1") is None
        assert cache.state == "refused"
    assert [record.levelno for record in caplog.records] == [logging.WARNING]
    assert "Not a directory" in caplog.text
    assert "set WHENCE_CACHE" in caplog.text


def test_a_full_disk_is_said_once(
    tmp_path: Path, caplog: pytest.LogCaptureFixture, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(path: Path, data: bytes) -> None:
        raise OSError(errno.ENOSPC, "No space left on device")

    cache = DiskCache(tmp_path, 1000)
    cache.put("old", b"old")
    assert cache.state == "in use"
    monkeypatch.setattr(module, "atomic_write", full)
    cache.put("new", b"new")
    cache.put("new", b"new")
    assert cache.state == "refused"
    assert cache.get("new") is None
    assert cache.get("old") == b"old"
    assert len(caplog.records) == 1
    assert "No space left" in caplog.text
    monkeypatch.undo()
    cache.put("new", b"new")
    assert (cache.get("new"), cache.state) == (b"new", "in use")


@pytest.mark.parametrize("before", ["its size is asked for", "it is removed"])
def test_another_process_may_let_go_of_a_file(
    tmp_path: Path, caplog: pytest.LogCaptureFixture, monkeypatch: pytest.MonkeyPatch, before: str
) -> None:
    look, remove = os.scandir, os.unlink

    def looked(folder: str) -> list[os.DirEntry[str]]:
        entries = list(look(folder))
        remove(entries[0].path)
        return entries

    def removed(path: str) -> None:
        remove(path)
        raise FileNotFoundError(errno.ENOENT, "No such file", path)

    if before == "it is removed":
        monkeypatch.setattr(os, "unlink", removed)
    else:
        monkeypatch.setattr(os, "scandir", looked)
    cache = DiskCache(tmp_path, 1000)
    for number in range(30):
        cache.put(str(number), bytes(100))
    monkeypatch.undo()
    assert size(tmp_path) <= 1000
    assert not caplog.records


def hammer(folder: Path, worker: int) -> int:
    """Write and read in a small cache; return how many reads were wrong."""
    cache, wrong = DiskCache(folder, 20_000), 0
    for turn in range(150):
        number = (turn * 7 + worker) % 40
        cache.put(str(number), bytes([number]) * 1000)
        wrong += cache.get(str((number * 3) % 40)) not in (None, bytes([number * 3 % 40]) * 1000)
    return wrong


def test_several_processes_share_a_folder(tmp_path: Path, caplog: pytest.LogCaptureFixture) -> None:
    with ProcessPoolExecutor(3, mp_context=get_context("spawn")) as pool:
        assert list(pool.map(hammer, [tmp_path] * 3, range(3))) == [0, 0, 0]
    assert size(tmp_path) <= 20_000
    assert not caplog.records
