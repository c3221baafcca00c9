"""What a served network answers on many pictures, kept on disk so that scoring again is instant."""

import hashlib
import io
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import numpy.typing as npt
from tqdm import tqdm

from whence.bundle import Bundle
from whence.classifier import Network
from whence.files import atomic_write
from whence.learning.dataset import Item, contents, picture_of
from whence.preprocessing import prepare

Floats = npt.NDArray[np.float32]
Picture = npt.NDArray[np.uint8]


@dataclass(frozen=True, eq=False)
class Answers:
    """Logits (N, C) and embeddings (N, E), a row a picture."""

    logits: Floats
    embeddings: Floats


class Examiner:
    """Shows pictures to a bundle's network, prepared as the gallery prepares them."""

    def __init__(self, bundle: Bundle, cache: Path) -> None:
        """`cache` is a folder; answers are found again by network, pictures and change."""
        self._network, self._spec, self._cache = Network(bundle), bundle.spec, cache
        self._digest = hashlib.sha256(bundle.tflite).hexdigest()

    def __call__(
        self, items: Sequence[Item], change: Callable[[Picture], Picture] | None = None
    ) -> Answers:
        """Ask about `items` in order, each picture changed by `change` (a named function)."""
        file = self._cache / f"{self._key(items, change)}.npz"
        if not file.is_file():
            kept = io.BytesIO()
            logits, embeddings = self._ask(items, change)
            np.savez(kept, logits=logits, embeddings=embeddings)
            atomic_write(file, kept.getvalue())
        with np.load(file) as rows:
            return Answers(rows["logits"], rows["embeddings"])

    def _ask(
        self, items: Sequence[Item], change: Callable[[Picture], Picture] | None
    ) -> tuple[Floats, Floats]:
        rows = []
        for item in tqdm(items, desc="asking", unit="picture", leave=False, disable=None):
            picture = picture_of(item, self._spec.size)
            answer = self._network(prepare(change(picture) if change else picture, self._spec))
            rows.append(answer._replace(features=None))
        logits = np.stack([row.logits for row in rows])
        return logits, np.stack([row.embedding for row in rows])

    def _key(self, items: Sequence[Item], change: Callable[[Picture], Picture] | None) -> str:
        changed = change.__name__ if change else ""
        parts = f"{self._digest} {self._spec} {contents(items)} {changed}"
        return hashlib.sha256(parts.encode()).hexdigest()[:24]
