"""Embeddings of a frozen network, kept on disk so that a second run need not compute them."""

import hashlib
import io
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import keras
import numpy as np
import numpy.typing as npt
from tqdm import tqdm

from whence.files import atomic_write
from whence.learning.batches import load
from whence.learning.dataset import Item, contents
from whence.learning.recipe_training import Augmentation
from whence.preprocessing import InputSpec

Floats = npt.NDArray[np.float32]


class Embedder:
    """The frozen part of a network, from pictures to embeddings (N, E), with its cache."""

    def __init__(self, model: Any, spec: InputSpec, cache: Path) -> None:
        """`cache` is a folder; embeddings are found again by network, pictures and changes."""
        self._body = keras.Model(model.input, model.get_layer("embedding").output)
        self._spec, self._cache = spec, cache
        # Layers without weights make other embeddings, too.
        kinds = [(type(layer).__name__, _activation(layer)) for layer in self._body.layers]
        digest = hashlib.sha256(str(kinds).encode())
        for weight in self._body.weights:
            digest.update(np.ascontiguousarray(weight.numpy()).data)
        self._digest = digest.hexdigest()

    def __call__(
        self, items: Sequence[Item], plan: Augmentation | None = None, seed: int = 0, view: int = 0
    ) -> Floats:
        """Embed `items` in order, changed by `plan`; each `view` draws other changes."""
        file = self._cache / f"{self._key(items, plan, seed, view)}.npy"
        if file.is_file():
            return np.asarray(np.load(file), np.float32)
        rows = self._compute(items, plan, (seed, view))
        buffer = io.BytesIO()
        np.save(buffer, rows)
        atomic_write(file, buffer.getvalue())
        return rows

    def _compute(
        self, items: Sequence[Item], plan: Augmentation | None, seed: tuple[int, int]
    ) -> Floats:
        starts = range(0, len(items), 32)
        rows = []
        for start in tqdm(starts, desc="embedding", unit="batch", leave=False, disable=None):
            batch = [
                load(item, self._spec, plan, (*seed, start + i))
                for i, item in enumerate(items[start : start + 32])
            ]
            rows.append(self._body.predict_on_batch(np.stack(batch)))
        return np.concatenate(rows)

    def _key(self, items: Sequence[Item], plan: Augmentation | None, seed: int, view: int) -> str:
        changes = f"{plan.model_dump_json()} {seed} {view}" if plan else ""
        parts = f"{self._digest} {self._spec} {contents(items)} {changes}"
        return hashlib.sha256(parts.encode()).hexdigest()[:24]


def _activation(layer: Any) -> str:
    return getattr(getattr(layer, "activation", None), "__name__", "")
