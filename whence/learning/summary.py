"""The figures of one recipe that are worth a row in a table."""

from typing import Any, Final

TEST: Final = (
    "n", "accuracy", "accuracy_interval95", "balanced_accuracy", "interval95", "macro_f1", "map",
    "ece", "accuracy_at_half", "all_labels_right",
)  # fmt: skip


def condense(evaluation: dict[str, Any]) -> dict[str, Any]:
    """Return what model/evaluations/<recipe>.json holds, from what evaluation.json holds.

    What was not measured is None: `map` of a single-label recipe, `by_source` of one source.
    """
    measured = dict(evaluation["test"])
    if "calibration" in evaluation:
        measured["ece"] = evaluation["calibration"]["after"]["ece"]
    sources = evaluation.get("by_source") or {}
    return {
        "recipe": evaluation["recipe"],
        "model": evaluation["model"],
        "task": evaluation["task"],
        "trained_on": evaluation["trained_on"],
        "data_fingerprint": evaluation["data_fingerprint"],
        "test": {key: _short(measured.get(key)) for key in TEST},
        "by_label": {
            label: {key: _short(value) for key, value in row.items()}
            for label, row in measured["per_class"].items()
        },
        "by_source": {
            name: {key: _short(value) for key, value in row.items()}
            for name, row in sources.items()
            if not name.startswith(" (")  # pictures of no named source
        },
        "cross_source": _short(evaluation.get("cross_source")),
        "near_duplicates": _short(evaluation.get("near_duplicates")),
        "seconds": _short(evaluation.get("seconds")),
        "parameters": evaluation.get("parameters"),
    }


def _short(value: Any) -> Any:
    """Round every number to five places, so that a file changes only where a figure does."""
    if isinstance(value, float):
        return round(value, 5)
    if isinstance(value, list | tuple):
        return [_short(item) for item in value]
    if isinstance(value, dict):
        return {key: _short(item) for key, item in value.items()}
    return value
