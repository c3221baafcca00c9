"""The pickled model: everything a prediction needs in one file, read behind two walls."""

import hashlib
import io
import json
import pickle  # the format is the product's; both walls stand before it
from dataclasses import dataclass, field
from functools import lru_cache
from pathlib import Path
from typing import Any, Final, Literal

import numpy as np
import numpy.typing as npt

from whence.files import atomic_write
from whence.mistake import Mistake
from whence.preprocessing import InputSpec

Task = Literal["single-label", "multi-label"]

_ADMITTED: Final = frozenset(
    {
        ("whence.bundle", "Bundle"),
        ("whence.preprocessing", "InputSpec"),
        ("numpy", "dtype"),
        ("numpy", "ndarray"),
        ("numpy._core.multiarray", "_reconstruct"),
        ("numpy._core.multiarray", "scalar"),
        ("numpy._core.numeric", "_frombuffer"),
    }
)


_BESIDE: Final = (".tflite", ".json")


class BundleError(Mistake):
    """A model that cannot be used; the message is one sentence for whoever runs the program."""


@dataclass(frozen=True, eq=False)
class Bundle:
    """A trained network and what it needs to answer.

    `tflite` has outputs by name: `logits` (1, C), `embedding` (1, E) and, of our own networks,
    `features` (1, h, w, E). `activation` (C, E) weighs the features into a class-activation map
    (Zhou et al. 2016); None where the head is not linear. `thresholds` are one a label for
    multi-label tasks. `sure_from` is the least confidence that counts as sure. `novelty` is what
    `whence.novelty` needs, arrays and numbers by name.
    """

    recipe: str
    task: Task
    labels: tuple[str, ...]
    spec: InputSpec
    tflite: bytes
    temperature: float = 1.0
    thresholds: tuple[float, ...] | None = None
    sure_from: float = 0.5
    activation: npt.NDArray[np.float32] | None = None
    novelty: dict[str, Any] | None = None
    keras: bytes | None = None
    metrics: dict[str, Any] = field(default_factory=dict)
    trained_on: str = ""
    data_fingerprint: str = ""

    @property
    def id(self) -> str:
        """Name the model by its recipe and its network's digest, e.g. `paintings-1f0c2a9b`."""
        return f"{self.recipe}-{_sha256(self.tflite)[:8]}"

    @property
    def version(self) -> str:
        """Name all that an answer depends on: the network, and how its numbers are judged."""
        judging = (self.temperature, self.thresholds, self.sure_from, self.activation, self.novelty)
        digest = hashlib.sha256(pickle.dumps(judging, protocol=5)).hexdigest()
        return f"{self.id}-{digest[:8]}"


@lru_cache(4)
def _sha256(data: bytes) -> str:
    # Every answer names its model, and nine megabytes take five milliseconds.
    return hashlib.sha256(data).hexdigest()


class _Unpickler(pickle.Unpickler):
    """Build nothing but a bundle, its parts and NumPy arrays."""

    def find_class(self, module: str, name: str) -> Any:
        if (module, name) not in _ADMITTED:
            raise BundleError(f"it asks for {module}.{name}, which no model needs")
        return super().find_class(module, name)


def write(bundle: Bundle, folder: Path, name: str) -> None:
    """Write `name`.pkl, `name`.tflite and the manifest `name`.json into `folder`."""
    pickled = pickle.dumps(bundle, protocol=5)
    atomic_write(folder / f"{name}.pkl", pickled)
    atomic_write(folder / f"{name}.tflite", bundle.tflite)
    atomic_write(folder / f"{name}.json", manifest(bundle, pickled))


def manifest(bundle: Bundle, pickled: bytes) -> str:
    """Return what lies beside a model as JSON: the digest that `read` asks for, and its facts."""
    facts = {
        "id": bundle.id,
        "sha256": hashlib.sha256(pickled).hexdigest(),
        "bytes": len(pickled),
        "recipe": bundle.recipe,
        "task": bundle.task,
        "labels": list(bundle.labels),
        "input": {"size": bundle.spec.size, "scale": bundle.spec.scale},
        "tflite_sha256": hashlib.sha256(bundle.tflite).hexdigest(),
        "temperature": bundle.temperature,
        "trained_on": bundle.trained_on,
        "data_fingerprint": bundle.data_fingerprint,
        "metrics": bundle.metrics,
    }
    return json.dumps(facts, indent=2) + "\n"


def read(path: Path) -> Bundle:
    """Read the bundle at `path` (a .pkl with its manifest beside it).

    First wall: the file's SHA-256 equals the manifest's. Second wall: the unpickler admits a short
    list of classes only. Raises BundleError with one sentence for anything else.
    """
    if path.suffix in _BESIDE:
        raise BundleError(
            f"The file {path} is not the pickled model; name {path.with_suffix('.pkl')} beside it."
        )
    pickled = _bytes(path)
    if hashlib.sha256(pickled).hexdigest() != _digest(path.with_suffix(".json")):
        raise BundleError(
            f"The model {path} was changed or cut short: its SHA-256 is not the one in "
            f"{path.with_suffix('.json').name}; fetch or train it again."
        )
    try:
        bundle = _Unpickler(io.BytesIO(pickled)).load()
    except BundleError as error:
        raise BundleError(f"The model {path} was refused: {error}.") from None
    except Exception:  # a damaged pickle may raise nearly anything
        raise BundleError(f"The model {path} is not a readable pickle; train it again.") from None
    if not isinstance(bundle, Bundle) or not hasattr(bundle, "tflite"):
        raise BundleError(f"The file {path} holds no model of this program; train it again.")
    return bundle


def _bytes(path: Path) -> bytes:
    try:
        return path.read_bytes()
    except OSError:
        raise BundleError(
            f"There is no readable model file at {path}; run `python -m whence train` "
            "or set WHENCE_MODEL to where it is."
        ) from None


def _digest(beside: Path) -> str:
    try:
        return str(json.loads(beside.read_bytes())["sha256"])
    except OSError:
        raise BundleError(
            f"The model's manifest {beside} is missing; bring it here with the model, or run "
            "`python -m whence train`."
        ) from None
    except (ValueError, KeyError, TypeError):
        raise BundleError(f"The manifest {beside} names no SHA-256; train again.") from None
