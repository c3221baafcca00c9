"""The model's file on this machine, brought from an https address where that is what is named."""

import hashlib
import json
import time
from contextlib import suppress
from pathlib import Path
from typing import Final

from whence.bundle import Bundle, BundleError, manifest, read
from whence.files import alone, atomic_write
from whence.model_address import RemoteModel
from whence.model_download import InterruptionError, go_on, size_of

FOLDER: Final = "models"
PATIENCE: Final = 600.0
"""Seconds that a model may take in all."""

ATTEMPTS: Final = 5
"""Interruptions in a row, without a single byte between them, after which it is given up."""

FIRST_PAUSE: Final = 0.5


def at_hand(model: Path | RemoteModel, cache: Path) -> Path:
    """Return the file of `model` on this machine, with its manifest beside it.

    A remote model is downloaded into `cache` where it is not there yet. Several processes wait
    for the one that downloads; one that was stopped is continued. Nothing is opened before its
    SHA-256 is right. The environment's proxies and authorities hold, as for any program of the
    operator. Raises BundleError with one sentence.
    """
    if isinstance(model, Path):
        return model
    file = cache / FOLDER / f"{model.sha256}.pkl"
    try:
        if not _whole(file, model):
            with alone(file.with_suffix(".lock"), wait=True):
                if not _whole(file, model):
                    _bring(model, file)
    except OSError as error:
        raise BundleError(
            f"The model cannot be kept in {file.parent} ({error.strerror}); set WHENCE_CACHE to a "
            "folder that can be written."
        ) from None
    return file


def open_model(model: Path | RemoteModel, cache: Path) -> Bundle:
    """Read a model from wherever it is; raises BundleError."""
    return read(at_hand(model, cache))


def _whole(file: Path, model: RemoteModel) -> bool:
    return file.with_suffix(".json").exists() and _digest(file) == model.sha256


def _digest(file: Path) -> str:
    try:
        with file.open("rb") as content:
            return hashlib.file_digest(content, "sha256").hexdigest()
    except FileNotFoundError:
        return ""


def _bring(model: RemoteModel, file: Path) -> None:
    part, ends, failures = file.with_suffix(".part"), time.monotonic() + PATIENCE, 0
    while True:
        had = size_of(part)
        try:
            go_on(model, part, ends)
        except InterruptionError:
            failures = 0 if size_of(part) > had else failures + 1
            if failures == ATTEMPTS:
                raise BundleError(
                    f"The model cannot be had from {model.host} now; try later, what came is kept."
                ) from None
            time.sleep(FIRST_PAUSE * 2**failures)
            continue
        if _digest(part) == model.sha256:
            return _publish(part, file)
        part.unlink(missing_ok=True)
        if not had:  # else what was there before may have been wrong
            raise BundleError(
                f"The file that {model.host} gives is not the model that was asked for, for its "
                "SHA-256 is another; check the address and the digest."
            )


def _publish(part: Path, file: Path) -> None:
    """Write a manifest like any other model's, then give the file its name."""
    beside = file.with_suffix(".json")
    atomic_write(beside, json.dumps({"sha256": file.stem}))
    with suppress(BundleError):  # whoever opens it will hear why it is refused
        atomic_write(beside, manifest(read(part), part.read_bytes()))
    part.replace(file)
