"""What a picture resembles: the nearest works by the network's own description of them."""

import io
import threading
from collections.abc import Collection, Container
from functools import cache
from pathlib import Path
from typing import Final
from zipfile import BadZipFile

import numpy as np
import numpy.typing as npt

from whence.files import atomic_write

Floats = npt.NDArray[np.float32]
Bytes = npt.NDArray[np.int8]

LENGTH: Final = 256
"""Numbers kept of each embedding."""

STEPS: Final = 254
"""Steps to one: 256 numbers of length one hardly ever reach a half, which is the last of a byte."""

ROWS: Final = 512
"""Works compared at once: half a megabyte in single precision, which stays in a core's cache."""


def embeddings_path(catalogue: Path) -> Path:
    """Return where the embeddings of a catalogue's works are kept: beside it."""
    return catalogue.with_suffix(".embeddings.npz")


def shortened(embedding: Floats) -> Bytes:
    """Return an embedding (E,) float32 of any length as (256,) int8 that tells the same angles.

    It is projected at random, which keeps angles to a few degrees (Johnson and Lindenstrauss 1984).
    """
    short = embedding @ _projection(len(embedding))
    unit: Floats = short / max(float(np.linalg.norm(short)), 1e-12)
    return np.clip(np.rint(unit * STEPS), -127, 127).astype(np.int8)


@cache
def _projection(length: int) -> Floats:
    return np.random.default_rng(1984).standard_normal((length, LENGTH), np.float32)


class Neighbours:
    """Works that a model has seen, searchable by likeness; thread-safe.

    Embeddings are those that `shortened` returns: 50,000 works take 13 MB.
    """

    def __init__(self, model: str) -> None:
        """Start empty, for the model of that id."""
        self.model = model
        self._vectors = np.empty((64, LENGTH), np.int8)
        self._ids: list[str] = []
        self._known: set[str] = set()
        self._lock = threading.Lock()

    def __len__(self) -> int:
        return len(self._ids)

    def __contains__(self, painting_id: object) -> bool:
        return painting_id in self._known

    def add(self, painting_id: str, embedding: Bytes) -> None:
        """Let a work join; one that is there already stays as it is."""
        self._append({painting_id: embedding})

    def nearest(self, embedding: Bytes, count: int, without: Collection[str] = ()) -> list[str]:
        """Return the ids of the `count` nearest works, likest first, or all."""
        with self._lock:
            ids, vectors = self._ids[:], self._vectors[: len(self._ids)]
        if not ids:
            return []
        wanted = embedding.astype(np.float32)
        blocks = (vectors[start : start + ROWS] for start in range(0, len(ids), ROWS))
        likeness = np.concatenate([block.astype(np.float32) @ wanted for block in blocks])
        first = min(count + len(without), len(ids))
        front = np.argpartition(-likeness, first - 1)[:first]
        likest = (ids[row] for row in front[np.argsort(-likeness[front])])
        return [painting_id for painting_id in likest if painting_id not in without][:count]

    def load(self, path: Path, among: Container[str]) -> bool:
        """Let the works of a saved file join that are `among` those that hang today.

        Returns False, and adds none, where the file is missing, damaged or of another model.
        """
        try:
            with np.load(io.BytesIO(path.read_bytes()), allow_pickle=False) as saved:
                if str(saved["model"]) != self.model:
                    return False
                vectors = saved["vectors"].astype(np.int8, casting="no").reshape(-1, LENGTH)
                saved_works = zip(saved["ids"].tolist(), vectors, strict=True)
                joining = {name: vector for name, vector in saved_works if name in among}
        # A flipped bit may say that the file is encrypted, or of a later kind (RuntimeError).
        except (OSError, ValueError, TypeError, KeyError, EOFError, RuntimeError, BadZipFile):
            return False
        self._append(joining)
        return True

    def save(self, path: Path) -> None:
        """Write all works to a file that `load` reads."""
        with self._lock:
            ids, vectors = self._ids[:], self._vectors[: len(self._ids)]
        file = io.BytesIO()
        np.savez(file, model=np.array(self.model), ids=np.array(ids, str), vectors=vectors)
        atomic_write(path, file.getvalue())

    def _append(self, joining: dict[str, Bytes]) -> None:
        with self._lock:
            new = {name: vector for name, vector in joining.items() if name not in self._known}
            start, end = len(self._ids), len(self._ids) + len(new)
            if end > len(self._vectors):
                grown = np.empty((2 * end, LENGTH), np.int8)
                grown[:start] = self._vectors[:start]
                self._vectors = grown
            if new:
                self._vectors[start:end] = list(new.values())
            self._ids.extend(new)
            self._known.update(new)
