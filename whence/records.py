"""What the network once said: lately in memory, by the picture's bytes for other processes too."""

import json
from base64 import b64encode
from collections.abc import Callable
from dataclasses import fields
from threading import Lock
from typing import Annotated, Any, Final, Protocol

import numpy as np
import numpy.typing as npt
from cachetools import Cache, LRUCache
from pydantic import Base64Bytes, BaseModel, ConfigDict, Field, NonNegativeInt

from whence.classifier import Prediction, Verdict
from whence.encoded import Encoded
from whence.signals import looked_up

KEPT: Final = 2048
"""Predictions kept in memory; one is about 2 kB."""

ARRAYS: Final = {"embedding": "i1", "maps": "<f4"}
"""The fields that are arrays, and their bytes as NumPy names them."""

Share = Annotated[float, Field(ge=0, le=1)]


class Store(Protocol):
    """Where other processes find it too: Redis or a folder. Neither raises, both may forget."""

    def get(self, key: str) -> bytes | None:
        """Return the bytes kept under `key`, or None."""

    def put(self, key: str, data: bytes) -> None:
        """Keep `data` under `key`; a prediction is about 2 kB."""


class Records:
    """Predictions of one model by the id of the work, and shared by the bytes of its picture."""

    def __init__(
        self, version: str, fits: Callable[[Prediction], bool], store: Store | None = None
    ) -> None:
        """`version` names the model and how its numbers are judged.

        What lies under that name in `store` may be anybody's: `fits` tells what may be the model's.
        """
        self._version, self._fits = version, fits
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
        self, painting_id: str, picture: Encoded, decide: Callable[[Encoded], Prediction]
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
        self, store: Store, picture: Encoded, decide: Callable[[Encoded], Prediction]
    ) -> Prediction:
        key = f"prediction:{self._version}:{picture.digest}"
        data = store.get(key)
        prediction = None if data is None else loads(data)
        known = prediction is not None and self._fits(prediction)
        looked_up.send("shared", hit=known)
        if prediction is None or not known:
            prediction = decide(picture)
            store.put(key, dumps(prediction))
        return prediction


class _Array(BaseModel):
    """The bytes of an array in base64, of the kind that `ARRAYS` names."""

    shape: tuple[NonNegativeInt, ...]
    data: Base64Bytes

    def read(self, kind: str) -> npt.NDArray[Any]:
        flat = np.frombuffer(self.data, kind)
        return flat.astype(flat.dtype.newbyteorder("=")).reshape(self.shape)


class _Kept(BaseModel):
    """A prediction as `dumps` writes it; another release may have written something else."""

    model_config = ConfigDict(strict=True, extra="forbid")

    labels: list[str]
    probabilities: list[Share]
    label: str
    confidence: Share
    chosen: list[str]
    verdict: Verdict
    novelty: float | None
    model: str
    milliseconds: float
    embedding: _Array
    maps: _Array | None

    def read(self) -> Prediction:
        if self.label not in self.labels or len(self.labels) != len(self.probabilities):
            raise ValueError("labels and probabilities do not fit")
        values = {name: getattr(self, name) for name in type(self).model_fields}
        values |= {name: tuple(values[name]) for name in ("labels", "probabilities", "chosen")}
        arrays = {name: values[name].read(kind) for name, kind in ARRAYS.items() if values[name]}
        return Prediction(**values | arrays)


def dumps(prediction: Prediction) -> bytes:
    """Write a prediction as JSON."""
    values = {field.name: getattr(prediction, field.name) for field in fields(prediction)}
    arrays = {name: _written(values[name], kind) for name, kind in ARRAYS.items()}
    return json.dumps(values | arrays).encode()


def loads(data: bytes) -> Prediction | None:
    """Read what `dumps` wrote; None for anything else."""
    try:
        return _Kept.model_validate_json(data).read()
    except ValueError:
        return None


def _written(array: npt.NDArray[Any] | None, kind: str) -> dict[str, Any] | None:
    if array is None:
        return None
    data = np.ascontiguousarray(array, kind)
    return {"shape": data.shape, "data": b64encode(data.tobytes()).decode()}
