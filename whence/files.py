"""Writing files so that nobody ever sees half of one.

Names are strings here and in the cache: pathlib interns every name, and Python 3.12 never forgets
an interned string, so a process that writes file after file would grow for ever.
"""

import os
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path


@contextmanager
def replacing(path: Path) -> Iterator[Path]:
    """Give a temporary file to write, its name ending like `path`'s; then rename it to `path`.

    Makes the folder when it is missing. Where the block fails, neither a half-written file nor the
    temporary one is left behind and `path` is as it was. Raises OSError (no permission).
    """
    with _replacing(str(path)) as (handle, temporary):
        os.close(handle)
        yield Path(temporary)


def atomic_write(path: Path | str, data: bytes | str) -> None:
    """Write `data` to `path` at once or not at all; text is written as UTF-8.

    Makes the folder when it is missing. Raises OSError (disk full, no permission).
    """
    with _replacing(str(path)) as (handle, _), open(handle, "wb") as file:
        file.write(data.encode() if isinstance(data, str) else data)


@contextmanager
def _replacing(path: str) -> Iterator[tuple[int, str]]:
    """Give a temporary file, open, and its name; the block closes it."""
    folder, name = os.path.split(path)
    os.makedirs(folder or ".", exist_ok=True)
    handle, temporary = tempfile.mkstemp(dir=folder or ".", prefix=".", suffix=f".{name}")
    try:
        os.fchmod(handle, 0o644)
        yield handle, temporary
        os.replace(temporary, path)
    except BaseException:
        with suppress(FileNotFoundError):
            os.unlink(temporary)
        raise
