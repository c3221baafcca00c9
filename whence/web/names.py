"""What things are called in the visitor's language; addresses and callbacks keep their English."""

from collections.abc import Iterable
from typing import Any, Final

from whence.messages import N_
from whence.statistics import NO_DATE
from whence.web import elements as html
from whence.web.elements import Element
from whence.web.language import _, pgettext

CULTURES: Final = {
    "America": N_("America"),
    "China": N_("China"),
    "India": N_("India"),
    "Japan": N_("Japan"),
}
LANGUAGE: Final = "en"
"""What museums' facts are written in, for screen readers."""


def label_name(label: str) -> str:
    """Return what a label is called; folders of other recipes write spaces as underscores."""
    return _(CULTURES[label]) if label in CULTURES else label.replace("_", " ")


def of_museum(labels: Iterable[str]) -> bool:
    """Tell whether labels are a museum's cultures, not those of other pictures."""
    return all(label in CULTURES for label in labels)


def century_name(century: str) -> str:
    """Return what a century ("19th") is called."""
    number = "".join(filter(str.isdigit, century))
    if century == NO_DATE or not number:
        return _(century)
    return _("{number}{suffix} century", number=number, suffix=century.removeprefix(number))


def told(text: str) -> str:
    """Return what a museum says of a work as it is; what we say of our own studies, translated."""
    return pgettext("study", text)


def fact(*texts: str) -> Element:
    """Return what is `told` of a work, marked where it is in the museum's language."""
    shown = [told(text) for text in texts if text]
    own = shown != [text for text in texts if text]
    return html.Span(" · ".join(shown), lang=None if own else LANGUAGE, dir="auto")


def percentage(probability: float) -> str:
    """Return whole per cents; nothing is ever called quite sure or quite impossible."""
    percent: Any = round(100 * probability)
    sentence = {0: N_("< {percent} %"), 100: N_("> {percent} %")}.get(percent, N_("{percent} %"))
    return _(sentence, percent=min(max(percent, 1), 99))


def share(part: float) -> str:
    """Return whole per cents of what was counted: none of it is none, all of it is all."""
    return percentage(part) if 0 < part < 1 else _("{percent} %", percent=round(100 * part))
