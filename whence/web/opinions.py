"""What is said of a visitor's own picture, as plain values for the page and for programs."""

from base64 import b64encode
from collections.abc import Mapping
from typing import Any, Final

import cv2
import numpy as np
import numpy.typing as npt

from whence.classifier import Prediction
from whence.messages import N_
from whence.opinion import Opinion
from whence.painting import Painting
from whence.predicting import facts
from whence.thumbnails import jpeg
from whence.web.components.bars import decided_in
from whence.web.components.hanging import alternative, painting_url, picture_url, torn
from whence.web.language import _
from whence.web.names import label_name, percentage

Pixels = npt.NDArray[np.uint8]

SIDE: Final = 800
"""Longer side, in pixels, of the picture that is shown back."""

FEW: Final = 8
"""So many labels are all shown, in their own order; of more, the `BEST` and what holds."""

BEST: Final = 5


def answer(opinion: Opinion) -> dict[str, Any]:
    """Return what `facts` returns, and what the page shows in the request's language.

    `picture` (JPEG) and `heat` (WebP, or None) are `data:` addresses.
    """
    prediction = opinion.prediction
    guessed = prediction.verdict == "confident"
    return facts(prediction) | {
        "word": _("My guess") if guessed else _("Not sure"),
        "sentence": sentence(prediction),
        "took": decided_in(prediction.milliseconds),
        "bars": bars(prediction, opinion.thresholds),
        "legend": _("A label holds from its line on.") if opinion.thresholds else "",
        "ratio": round(opinion.picture.shape[1] / opinion.picture.shape[0], 4),
        "picture": _jpeg(opinion.picture),
        "heat": None if opinion.heat is None else _webp(opinion.heat),
        "resembling": [_work(work) for work in opinion.resembling],
    }


def sentence(prediction: Prediction) -> str:
    """Return the guess as a person would say it who cannot know the truth either."""
    if not prediction.chosen:
        return _("I see nothing here that I know.")
    if prediction.verdict == "unknown":
        return _("I don’t know this kind of picture.")
    *others, last = map(label_name, prediction.chosen)
    if others:
        return _("{others} and {last}.", others=_(", ").join(others), last=last)
    if prediction.verdict == "confident":
        return _("{guess}.", guess=last)
    return torn(prediction)


def bars(prediction: Prediction, thresholds: Mapping[str, float]) -> list[dict[str, Any]]:
    """Return `label`, `percent` (words) and `share` (0 to 100) of each label worth a bar.

    One that has a threshold has it as `from` (0 to 100), and in words as `spoken`.
    """
    pairs = list(zip(prediction.labels, prediction.probabilities, strict=True))
    if len(pairs) > FEW:
        # One that holds need not be among the likeliest where each has a threshold of its own.
        pairs = [
            pair
            for place, pair in enumerate(_ranked(prediction))
            if place < BEST or pair[0] in prediction.chosen
        ]
    return [_bar(label, value, thresholds.get(label)) for label, value in pairs]


def _bar(label: str, value: float, threshold: float | None) -> dict[str, Any]:
    percent = percentage(value)
    bar = {"label": label_name(label), "percent": percent, "share": round(100 * value, 1)}
    if threshold is None:
        return bar
    sentence = N_("{percent}, holds from {least} on")
    if value < threshold:
        sentence = N_("{percent}, would hold from {least} on")
    spoken = _(sentence, percent=percent, least=percentage(threshold))
    return bar | {"from": round(100 * threshold, 1), "spoken": spoken}


def _ranked(prediction: Prediction) -> list[tuple[str, float]]:
    pairs = zip(prediction.labels, prediction.probabilities, strict=True)
    return sorted(pairs, key=lambda pair: -pair[1])


def _work(work: Painting) -> dict[str, str]:
    return {
        "id": work.id,
        "title": alternative(work),
        "address": painting_url(work),
        "picture": f"{picture_url(work)}?width=160",
    }


def _jpeg(picture: Pixels) -> str:
    return _address("jpeg", jpeg(picture, SIDE / max(picture.shape[:2])))


def _webp(heat: Pixels) -> str:
    bgra = cv2.cvtColor(heat, cv2.COLOR_RGBA2BGRA)
    coded = cv2.imencode(".webp", bgra, [cv2.IMWRITE_WEBP_QUALITY, 80])[1]
    return _address("webp", coded.tobytes())


def _address(kind: str, data: bytes) -> str:
    return f"data:image/{kind};base64,{b64encode(data).decode('ascii')}"
