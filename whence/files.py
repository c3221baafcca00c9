"""Writing files so that nobody ever sees half of one, and alone where only one may write.

Names are strings here and in the cache: pathlib interns every name, and Python 3.12 never forgets
an interned string, so a process that writes file after file would grow for ever.
"""

import fcntl
import os
import re
import stat
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from secrets import token_hex
from typing import Final

HALF_WRITTEN: Final = re.compile(r"\.[0-9a-f]{16}\..+")
"""The name of what was being written when a process was killed."""


@contextmanager
def replacing(path: Path) -> Iterator[Path]:
    """Give a name at which to write, ending like `path`'s; then rename what is there to `path`.

    Makes the folder when it is missing. Where the block fails, neither a half-written file nor the
    temporary one is left behind and `path` is as it was. A file keeps who may read it, a link
    what it leads to; a device or pipe is written to itself. Raises OSError (no permission).
    """
    with _replacing(str(path)) as temporary:
        yield Path(temporary)


def atomic_write(path: Path | str, data: bytes | str) -> None:
    """Write `data` to `path` at once or not at all; text is written as UTF-8.

    Makes the folder when it is missing. Raises OSError (disk full, no permission).
    """
    with _replacing(str(path)) as temporary, open(temporary, "wb") as file:
        file.write(data.encode() if isinstance(data, str) else data)


@contextmanager
def alone(lock: Path, wait: bool = False) -> Iterator[None]:
    """Hold the file `lock`, which one process at a time can; the system frees it if that dies.

    Makes the folder when it is missing. Raises BlockingIOError where another process holds it and
    nobody shall `wait`, OSError where it cannot be written.
    """
    lock.parent.mkdir(parents=True, exist_ok=True)
    with lock.open("w") as file:
        fcntl.flock(file, fcntl.LOCK_EX if wait else fcntl.LOCK_EX | fcntl.LOCK_NB)
        yield


@contextmanager
def _replacing(path: str) -> Iterator[str]:
    before = _mode(path)
    if before is not None and not stat.S_ISREG(before) and not stat.S_ISDIR(before):
        yield path
        return
    target = os.path.realpath(path) if os.path.islink(path) else path
    folder, name = os.path.split(target)
    os.makedirs(folder or ".", exist_ok=True)
    temporary = os.path.join(folder, f".{token_hex(8)}.{name}")
    try:
        yield temporary
        if before is not None:
            os.chmod(temporary, stat.S_IMODE(before))
        os.replace(temporary, target)
    except BaseException as error:
        if isinstance(error, OSError) and error.filename == temporary:
            error.filename = path  # nobody knows the other name
        with suppress(FileNotFoundError):
            os.unlink(temporary)
        raise


def _mode(path: str) -> int | None:
    """Return kind and permissions of what `path` leads to, None where nothing is there."""
    try:
        return os.stat(path).st_mode
    except OSError:
        return None
