"""A folder of what was fetched or found out, bounded in bytes; the least used leave first."""

import hashlib
import logging
import os
from contextlib import suppress
from pathlib import Path
from typing import Final, Literal

from whence.files import atomic_write

State = Literal["unused", "in use", "refused"]

SUFFIX: Final = ".kept"
DIGEST_BYTES: Final = 32
SHARE: Final = 64
"""A 64th of the cache is written between two looks at what it holds, which take milliseconds."""

PROCESSES: Final = 4
"""So many may do so at once without passing the limit."""

SORRY: Final = (
    "Nothing more is kept in %s (%s): pictures are fetched and decided anew. Make room there, or "
    "set WHENCE_CACHE to a folder that can be written."
)

log = logging.getLogger(__name__)


class DiskCache:
    """Bytes by key in `folder`, at most `most_bytes` of them.

    Several processes may share the folder. A file is a digest followed by the bytes, so a damaged
    one counts as absent. Where the folder cannot be written (full disk, no permission) everything
    works without it, and the log says so once. `state` tells how the last write ended, if any.
    """

    def __init__(self, folder: Path, most_bytes: int) -> None:
        self._folder = str(folder)
        self._most_bytes = most_bytes
        self._free = 0
        self._warned = False
        self.state: State = "unused"

    def get(self, key: str) -> bytes | None:
        """Return the bytes kept under `key`, or None; they now count as just used."""
        path = self._path(key)
        try:
            with open(path, "rb") as file:
                content = file.read()
        except OSError:
            return None
        data = content[DIGEST_BYTES:]
        sound = content[:DIGEST_BYTES] == _digest(data)
        with suppress(OSError):  # a read-only folder still serves what it has
            if sound:
                os.utime(path)
            else:
                os.unlink(path)
        return data if sound else None

    def put(self, key: str, data: bytes) -> None:
        """Keep `data` under `key`, then let old ones go until the rest fits."""
        if DIGEST_BYTES + len(data) > self._most_bytes:
            return
        try:
            atomic_write(self._path(key), _digest(data) + data)
            self._free -= DIGEST_BYTES + len(data)
            if self._free < 0:
                self._shrink()
                self._free = self._most_bytes // SHARE
            self.state = "in use"
        except OSError as error:
            self.state = "refused"
            if not self._warned:
                self._warned = True
                log.warning(SORRY, self._folder, error.strerror or error)

    def _path(self, key: str) -> str:
        return os.path.join(self._folder, hashlib.sha256(key.encode()).hexdigest() + SUFFIX)

    def _shrink(self) -> None:
        """Remove the least recently used, left-over temporary files included."""
        files = []
        for entry in os.scandir(self._folder):
            with suppress(FileNotFoundError):  # another process may be shrinking too
                if SUFFIX in entry.name and entry.is_file(follow_symlinks=False):
                    facts = entry.stat()
                    files.append((facts.st_mtime_ns, facts.st_size, entry.path))
        kept = self._most_bytes - PROCESSES * (self._most_bytes // SHARE)
        excess = sum(size for _, size, _ in files) - kept
        for _, size, path in sorted(files):
            if excess <= 0:
                return
            with suppress(FileNotFoundError):
                os.unlink(path)
            excess -= size


def _digest(data: bytes) -> bytes:
    return hashlib.blake2b(data, digest_size=DIGEST_BYTES).digest()
