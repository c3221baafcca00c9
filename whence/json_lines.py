"""A file of JSON lines that is only ever appended to, and so survives being killed."""

import io
import json
import os
from collections.abc import Collection, Iterator
from pathlib import Path
from typing import Any

from whence.mistake import Mistake


class DamagedError(Mistake):
    """A line that cannot be used; the message names the file and the line."""


class JsonLines:
    """Reads and appends JSON objects, one a line; a last line that was cut off is none.

    Reading changes nothing; the first object appended makes file and folder, or drops such a line.
    """

    def __init__(self, path: Path, keys: Collection[str] = ()) -> None:
        """Every object must have these `keys`."""
        self._path, self._keys = path, set(keys)
        self._ready = False

    def __iter__(self) -> Iterator[dict[str, Any]]:
        """Yield every object; raise DamagedError for a line that is none."""
        if not self._path.exists():
            return
        with self._path.open("rb") as file:
            for number, line in enumerate(file, 1):
                if not line.endswith(b"\n"):
                    return
                try:
                    record = json.loads(line)
                except ValueError:
                    record = None
                if not isinstance(record, dict) or not self._keys <= record.keys():
                    raise DamagedError(f"{self._path} line {number} is damaged; delete that line.")
                yield record

    def append(self, record: dict[str, Any]) -> None:
        """Add an object; once this returns, neither a kill nor a power cut loses it."""
        line = json.dumps(record, ensure_ascii=False).encode() + b"\n"
        if not self._ready:
            self._path.parent.mkdir(parents=True, exist_ok=True)
            _drop_torn_line(self._path)
            self._ready = True
        with self._path.open("ab", buffering=0) as file:
            end = file.tell()
            try:
                _write(file, line)
                os.fsync(file.fileno())
            except OSError:
                file.truncate(end)  # or the next line would be a part of this one
                raise


def _write(file: io.FileIO, data: bytes) -> None:
    """Write all of `data`, of which a full disk takes only the beginning before it says so."""
    while data:
        data = data[file.write(data) :]


def _drop_torn_line(path: Path) -> None:
    data = path.read_bytes() if path.exists() else b""
    whole = data.rfind(b"\n") + 1
    if whole < len(data):
        os.truncate(path, whole)
