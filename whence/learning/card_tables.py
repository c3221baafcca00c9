"""The model card's tables, each from one part of the evaluation."""

from collections.abc import Mapping, Sequence
from typing import Any, Final

from whence.documents import percent, table

Report = Mapping[str, Any]

KEPT: Final = "balanced_accuracy"
"""The figure that is shown where there is room for one."""

_ABLATIONS: Final = {
    "grey_scale": "without colour",
    "cropped_border": "a tenth cut off each side",
    "centre_crop": "the middle quarter only",
    "poor_copy": "a poor JPEG of 112 × 112 pixels",
}
_SCORES: Final = {
    "mahalanobis": "Mahalanobis distance to the nearest class, unit embeddings",
    "neighbours": "nearest of 256 centres of training embeddings",
    "energy": "energy of the logits",
    "doubt": "1 - largest probability",
}


def interval(pair: Sequence[float]) -> str:
    """Return the ends of an interval of shares."""
    return f"{100 * pair[0]:.1f} to {100 * pair[1]:.1f} %"


def by_class(test: Report) -> str:
    """Return how each culture fares, and how many hands or works of no known hand that rests on."""
    rows = [
        (
            label,
            *(str(row[name]) for name in ("n", "groups")),
            *(percent(row[name]) for name in ("precision", "recall")),
            interval(row["interval95"]),
        )
        for label, row in test["per_class"].items()
    ]
    head = ("culture", "works", "groups", "precision", "recall", "95 % interval of recall")
    return table(head, rows)


def shares(found: Report, name: str) -> str:
    """Return how many of each group are right; `name` says what the groups are."""
    rows = [(key, str(row["n"]), percent(row["accuracy"])) for key, row in found.items()]
    return table((name, "works", "right"), rows)


def seen(found: Report) -> str:
    """Return one line: how many are right by artists that training saw, and by others."""
    said = [f"{percent(row['accuracy'])} of {row['n']} ({key})" for key, row in found.items()]
    return "; ".join(said)


def confusion(found: Report) -> str:
    """Return what each culture is taken for."""
    rows = [
        (f"**{label}**", *(str(count) for count in row))
        for label, row in zip(found["labels"], found["rows_true"], strict=True)
    ]
    return table(("true ↓ said →", *found["labels"]), rows)


def ablations(report: Report) -> str:
    """Return how the network fares where something is taken from the pictures."""
    rows = [("as it is", percent(report["test"][KEPT]))]
    rows += [
        (_ABLATIONS.get(name, name), percent(row[KEPT]))
        for name, row in report["ablations"].items()
    ]
    return table(("picture", "balanced accuracy"), rows)


def novelty(found: Report) -> str:
    """Return how well each score knows strangers, and the one kept each kind of them."""
    sets = [name for name in ("far", "near") if name in found]
    rows = [
        (
            f"**{_SCORES[name]}** (kept)" if name == found["score"] else _SCORES[name],
            percent(row["accepted_test"]),
            *(f"{row[s]['auroc']:.3f}" for s in sets),
            *(percent(row[s]["passed"]) for s in sets),
        )
        for name, row in found["scores"].items()
    ]
    head = ("score", "test works accepted", *(f"AUROC {s}" for s in sets))
    scores = table((*head, *(f"{s} strangers let pass" for s in sets)), rows)
    kinds = [
        (f"{s}: {kind}", str(row["n"]), f"{row['auroc']:.3f}", percent(row["passed"]))
        for s in sets
        for kind, row in found[s].items()
        if kind != "all"
    ]
    return f"{scores}\n\n{table(('strangers', 'n', 'AUROC', 'let pass'), kinds)}"


def parity(forms: Report | None) -> str:
    """Return how the forms of the network compare, or that it was not measured."""
    if forms is None:
        return "Not measured for this model."
    rows = [
        (
            name,
            percent(row["accuracy"]),
            percent(row.get("same_label")),
            f"{row['largest_difference']:.2g}" if "largest_difference" in row else "–",
            f"{row['bytes'] / 1e6:.1f} MB" if "bytes" in row else "–",
            f"{row['ms']:.1f}" if "ms" in row else "–",
        )
        for name, row in forms.items()
    ]
    head = ("form", "accuracy", "same label as Keras", "largest difference", "size")
    return table((*head, "ms, one busy thread"), rows)
