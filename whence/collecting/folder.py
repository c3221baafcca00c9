"""A folder that one collection at a time may write to."""

import fcntl
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from whence.collecting.errors import CollectError


@contextmanager
def alone_in(folder: Path) -> Iterator[None]:
    """Hold `folder` while the context lasts; the lock ends with the process, however it ends.

    Raises CollectError where another collection holds it.
    """
    folder.mkdir(parents=True, exist_ok=True)
    with (folder / ".lock").open("wb") as lock:
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except OSError as error:
            raise CollectError(
                f"Another collection is writing to {folder}; wait for it, or name another folder "
                "with --to."
            ) from error
        yield
