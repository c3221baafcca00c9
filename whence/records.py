"""What the network once said: lately in memory, by the picture's bytes for other processes too."""

import hashlib
import json
from base64 import b64decode, b64encode
from collections.abc import Callable
from dataclasses import fields
from threading import Lock
from typing import Any, Final, Protocol

import numpy as np
import numpy.typing as npt
from cachetools import Cache, LRUCache

from whence.classifier import Prediction
from whence.signals import looked_up

KEPT: Final = 2048
"""Predictions kept in memory; one is about 5 kB."""

ARRAYS: Final = ("embedding", "maps")
TUPLES: Final = ("labels", "probabilities", "chosen")


class Store(Protocol):
    """Where other processes find it too: Redis or a folder. Neither raises, both may forget."""

    def get(self, key: str) -> bytes | None:
        """Return the bytes kept under `key`, or None."""

    def put(self, key: str, data: bytes) -> None:
        """Keep `data` under `key`; a prediction is about 8 kB."""


class Records:
    """Predictions of one model by the id of the work, and shared by the bytes of its picture."""

    def __init__(self, model: str, store: Store | None = None) -> None:
        self._model = model
        self._store = store
        self._kept: LRUCache[str, Prediction] = LRUCache(KEPT)
        self._lock = Lock()

    def get(self, painting_id: str) -> Prediction | None:
        """Return what was said of a work here, None if it was not asked lately."""
        with self._lock:
            kept = self._kept.get(painting_id)
        if kept is not None:
            looked_up.send("predictions", hit=True)
        return kept

    def lately(self) -> dict[str, Prediction]:
        """Return all that was said here lately, by the work's id."""
        with self._lock:
            # Looking through all of them does not make any of them younger.
            return {key: Cache.__getitem__(self._kept, key) for key in self._kept}

    def of(
        self, painting_id: str, picture: bytes, decide: Callable[[bytes], Prediction]
    ) -> Prediction:
        """Return what any process said of an encoded picture, or let `decide` say it, and keep it.

        Raises what `decide` raises.
        """
        looked_up.send("predictions", hit=False)
        prediction = (
            self._recalled(self._store, picture, decide) if self._store else decide(picture)
        )
        with self._lock:
            self._kept[painting_id] = prediction
        return prediction

    def _recalled(
        self, store: Store, picture: bytes, decide: Callable[[bytes], Prediction]
    ) -> Prediction:
        key = f"prediction:{self._model}:{hashlib.sha256(picture).hexdigest()}"
        data = store.get(key)
        prediction = None if data is None else loads(data)
        known = prediction is not None and prediction.model == self._model
        looked_up.send("shared", hit=known)
        if prediction is None or not known:
            prediction = decide(picture)
            store.put(key, dumps(prediction))
        return prediction


def dumps(prediction: Prediction) -> bytes:
    """Write a prediction as JSON, its arrays as base64 of little-endian float32."""
    values = {field.name: getattr(prediction, field.name) for field in fields(prediction)}
    return json.dumps(values | {name: _written(values[name]) for name in ARRAYS}).encode()


def loads(data: bytes) -> Prediction | None:
    """Read what `dumps` wrote; None for anything else, as another release may have written it."""
    try:
        values = json.loads(data)
        values |= {name: _read(values[name]) for name in ARRAYS}
        values |= {name: tuple(values[name]) for name in TUPLES}
        prediction = Prediction(**values)
        fits = len(prediction.labels) == len(prediction.probabilities) > 0
    except (ValueError, LookupError, TypeError, AttributeError, RecursionError):
        return None
    return prediction if fits else None


def _written(array: npt.NDArray[np.float32] | None) -> dict[str, Any] | None:
    if array is None:
        return None
    data = np.ascontiguousarray(array, "<f4")
    return {"shape": data.shape, "data": b64encode(data.tobytes()).decode()}


def _read(written: dict[str, Any] | None) -> npt.NDArray[np.float32] | None:
    if written is None:
        return None
    flat = np.frombuffer(b64decode(written["data"], validate=True), "<f4")
    return flat.astype(np.float32).reshape(written["shape"])
