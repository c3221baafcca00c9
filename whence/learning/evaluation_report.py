"""What an evaluation looks like in words: how much is right, and how surely."""

from collections.abc import Iterator
from typing import Any, Final

ENOUGH: Final = 150
"""Pictures from which a calibration error says something: ten in each of its bins."""


def evaluation_lines(report: dict[str, Any]) -> Iterator[str]:
    """Yield what an evaluation found, of which a report may hold only `test`."""
    test = report["test"]
    low, high = test["interval95"]
    spread = f"{low:.1%} to {high:.1%}" if low < high else "no interval: its groups do not differ"
    yield f"balanced accuracy {test['balanced_accuracy']:.1%} ({spread})"
    for label, row in test["per_class"].items():
        yield f"{label:12} {row['recall']:.1%} of {row['n']}"
    if "map" in test:
        yield f"binary accuracy {test['accuracy']:.1%}, mAP {test['map']:.3f}"
    alike = report.get("near_duplicates") or {}
    if alike.get("n") and alike["accuracy_without"] is not None:
        right = f"{alike['accuracy_without']:.1%}"
        yield f"{alike['n']} of them resemble one that it learnt from; {right} of the others right"
    if "calibration" in report:
        before, after = (report["calibration"][when]["ece"] for when in ("before", "after"))
        few = "" if test["n"] >= ENOUGH else f" (of {test['n']} pictures, too few to rely on)"
        yield f"calibration error {before:.1%}, calibrated {after:.1%}{few}"
    if "parity" in report:
        yield f"same label as Keras: {report['parity']['same_label']:.2%}"
    if "selective" in report:
        yield _verdicts(report["selective"])


def _verdicts(found: dict[str, Any]) -> str:
    """Say how the pictures were answered, and how often rightly where the model was sure."""
    right = found["right_when_sure"]
    then = "" if right is None else f" (right {right:.1%})"
    return (
        f"sure of {found['confident']:.1%}{then}, torn about {found['torn']:.1%}, "
        f"{found['unknown']:.1%} called unknown"
    )
