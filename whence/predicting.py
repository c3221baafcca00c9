"""Many files through one classifier: each in, one outcome out, none ever held in memory."""

import os
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any, Final

from whence.classifier import Classifier, Prediction
from whence.museums.errors import MuseumError, NotFound
from whence.museums.http import MuseumClient
from whence.pictures import MOST_BYTES, SUFFIXES, PictureError, decode
from whence.public_web.errors import UrlError

FAULTS: Final = (PictureError, MuseumError, UrlError, OSError)
"""What may go wrong with one picture while the others go on."""

STATUS: Final = {
    "bad-request": 400,
    "urls-off": 403,
    "not-found": 404,
    "too-large": 413,
    "unknown-format": 415,
    "heic": 415,
    "unreachable": 502,
}
"""What HTTP calls the codes of our refusals; the others are 422."""

PATIENCE: Final = 15.0
"""Seconds that a museum may take for one picture."""


def names(arguments: Iterable[str]) -> Iterator[str]:
    """Yield every argument, and for a folder the pictures below it, in order of their names.

    A folder without a picture is yielded itself, to be refused like a file that is none.
    """
    for argument in arguments:
        # Path.is_dir raises for a name that is too long, which is one file's fault.
        if "://" in argument or not os.path.isdir(argument):  # noqa: PTH112
            yield argument
            continue
        empty = True
        for folder, below, files in os.walk(argument):
            below.sort()
            for name in sorted(files):
                # Keeps the argument as it was written. A pipe would be waited for without end.
                file = os.path.join(folder, name)  # noqa: PTH118
                shown = not name.startswith(".")  # a Mac writes ._a.jpg beside a.jpg
                if shown and Path(name).suffix.lower() in SUFFIXES and Path(file).is_file():
                    empty = False
                    yield file
        if empty:
            yield argument


def outcome(name: str, classifier: Classifier, museums: MuseumClient) -> dict[str, Any]:
    """Decide one file or museum address.

    Returns `file` and what `facts` returns, or `file` and `error` {code, message}.
    """
    try:
        data = museums.get(name, PATIENCE) if "://" in name else _read(Path(name))
    except FAULTS as error:
        return {"file": name, "error": refusal(error)}
    return judged(name, data, classifier)


def judged(name: str, data: bytes, classifier: Classifier) -> dict[str, Any]:
    """Decide the bytes of one file; returns what `outcome` returns."""
    try:
        picture = decode(data, classifier.bundle.spec.size)
    except PictureError as error:
        return {"file": name, "error": refusal(error)}
    return {"file": name, **facts(classifier.predict(picture))}


def facts(prediction: Prediction) -> dict[str, Any]:
    """Return a prediction as plain values, the same through every door."""
    return {
        "label": prediction.label,
        "confidence": prediction.confidence,
        "verdict": prediction.verdict,
        "chosen": list(prediction.chosen),
        "probabilities": dict(zip(prediction.labels, prediction.probabilities, strict=True)),
        "novelty": prediction.novelty,
        "model": prediction.model,
        "ms": round(prediction.milliseconds, 3),
    }


def refusal(error: Exception) -> dict[str, str]:
    """Return the `code` and the `message` of one of `FAULTS`, the same through every door."""
    match error:
        case PictureError() | UrlError():
            return {"code": error.code, "message": str(error)}
        case NotFound():
            return {"code": "not-found", "message": str(error)}
        case OSError():
            return {"code": "unreadable", "message": f"The file cannot be read: {error.strerror}."}
    return {"code": "unreachable", "message": str(error)}


def _read(path: Path) -> bytes:
    """Read a file, but never more of it than a picture may have."""
    try:
        with path.open("rb") as file:
            return file.read(MOST_BYTES + 1)
    except FileNotFoundError as error:
        raise NotFound("There is no such file.") from error
    except IsADirectoryError as error:
        raise NotFound("There is no picture in this folder.") from error
