"""Where decided chunks are kept: a folder of Parquet files, one a chunk, none ever half written."""

import io
import json
from collections.abc import Collection
from importlib.util import find_spec
from pathlib import Path
from typing import Final

import pandas as pd

from whence.engines.chunks import Chunk, Rows
from whence.files import atomic_write
from whence.mistake import Mistake

ABOUT: Final = "_collection.json"
"""What all parts of a folder have in common; readers of Parquet pass over such names."""

AGAIN: Final = "unreachable"
"""The code of a refusal that may pass; chunks that hold one are decided again by the next run."""


class PartsError(Mistake):
    """A folder that cannot be used; the message says what to do."""


class Parts:
    """The parts of one collection; `pandas.read_parquet(folder)` reads them all as one table."""

    def __init__(self, folder: Path, about: dict[str, object]) -> None:
        """Open or make the folder for what `about` describes: model, catalogue, size of a chunk.

        Raises PartsError where the folder holds the parts of something else or other files, or
        what writes Parquet is not installed.
        """
        if find_spec("pyarrow") is None:
            raise PartsError("PyArrow is missing: `pip install -r requirements-cluster.txt`.")
        self._folder = folder
        self._refused: dict[int, int] = {}
        known = folder / ABOUT
        if not known.exists():
            if any(not file.name.startswith(".") for file in folder.glob("*")):
                raise PartsError(f"{folder} holds other files; name an empty folder.")
            atomic_write(known, json.dumps(about, indent=2) + "\n")
        elif others := _differing(_told(known), about):
            raise PartsError(
                f"{folder} holds what was decided with another {' and '.join(others)} (see "
                f"{ABOUT}); name an empty folder."
            )

    def missing(self, chunk: Chunk) -> bool:
        """Tell whether `chunk` has no part yet, or one with works that could not be reached.

        Raises PartsError for a part that cannot be read.
        """
        path = self._path(chunk.number)
        if not path.exists():
            return True
        try:
            codes = pd.read_parquet(path, columns=["error_code"])["error_code"]
        except ValueError:  # also what Arrow raises
            raise PartsError(
                f"{path} is damaged; delete it, and its works are decided again."
            ) from None
        self._refused[chunk.number] = int(codes.notna().sum())
        return bool((codes == AGAIN).any())

    def keep(self, number: int, rows: Rows) -> None:
        """Write the part of one chunk in place of any earlier one."""
        buffer = io.BytesIO()
        pd.DataFrame([_flat(row) for row in rows]).astype(_TYPES).to_parquet(buffer, index=False)
        atomic_write(self._path(number), buffer.getvalue())
        self._refused[number] = sum("error" in row for row in rows)

    @property
    def refused(self) -> int:
        """Count the works that could not be decided, in all parts that were looked at or kept."""
        return sum(self._refused.values())

    def _path(self, number: int) -> Path:
        return self._folder / f"part-{number:07}.parquet"


def _differing(told: object, about: dict[str, object]) -> list[str]:
    """Return in what two descriptions differ."""
    known = told if isinstance(told, dict) else {}
    return [name for name in about if known.get(name) != about[name]]


def _told(known: Path) -> object:
    try:
        return json.loads(known.read_text(encoding="utf-8"))
    except ValueError:
        raise PartsError(f"{known} is damaged; name an empty folder.") from None


_TYPES: Final = {
    "id": "string",
    "label": "string",
    "confidence": "float64",
    "verdict": "string",
    "chosen": "string",
    "probabilities": "string",
    "novelty": "float64",
    "model": "string",
    "ms": "float64",
    "error_code": "string",
    "error_message": "string",
}
"""Columns and types of every part; `chosen` and `probabilities` are JSON."""


def _flat(row: dict[str, object]) -> dict[str, object]:
    error = row.get("error")
    refused: Collection[tuple[str, object]] = error.items() if isinstance(error, dict) else ()
    flat = {name: row.get(name) for name in _TYPES}
    flat.update({f"error_{name}": value for name, value in refused})
    for name in ("chosen", "probabilities"):
        if flat[name] is not None:
            flat[name] = json.dumps(flat[name], ensure_ascii=False)
    return flat
