"""The model card (Mitchell et al. 2019), written from the evaluation and the manifest alone."""

from collections.abc import Mapping
from string import Template
from typing import Any, Final

from whence.documents import table

Report = Mapping[str, Any]

OWN: Final = "paintings"
"""The recipe whose data, use and shortcuts the template describes."""

KEPT: Final = "balanced_accuracy"
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


def refuse_others(report: Report) -> None:
    """Raise ValueError where an evaluation is not of the gallery's recipe."""
    if report["recipe"] != OWN:
        raise ValueError(
            f"The card's words are of the gallery's recipe `{OWN}`; the model of recipe "
            f"`{report['recipe']}` wants a card in words of its own."
        )


def card(template: str, report: Report, manifest: Report) -> str:
    """Fill the card's template with the figures of `evaluation.json` and the manifest.

    Raises ValueError when the two are of different models, or not of the gallery's recipe.
    """
    refuse_others(report)
    if report["model"] != manifest["id"]:
        raise ValueError(
            f"The evaluation is of {report['model']}, the model is {manifest['id']}; "
            "run `python -m whence evaluate` again."
        )
    return Template(template).substitute(
        **_details(report, manifest),
        **_quality(report),
        **_trust(report),
        by_class=_by_class(report["test"]),
        by_source=_shares(report["by_source"], "source (culture)"),
        seen=_seen(report["by_artist_seen"]),
        confusion=_confusion(report["test"]["confusion"]),
        ablations=_ablations(report),
        cross_source=_cross_source(report.get("cross_source")),
        novelty=_novelty(report["novelty"]),
        parity=_parity(report.get("parity", {}).get("forms")),
    )


def percent(share: float | None) -> str:
    """Return a share as per cent with one decimal, a dash where there is none."""
    return "–" if share is None else f"{100 * share:.1f} %"


def _interval(pair: list[float]) -> str:
    return f"{100 * pair[0]:.1f} to {100 * pair[1]:.1f} %"


def _details(report: Report, manifest: Report) -> dict[str, Any]:
    return {
        "model": manifest["id"],
        "sha256": manifest["sha256"],
        "megabytes": f"{manifest['bytes'] / 1e6:.1f}",
        "size": manifest["input"]["size"],
        "labels": ", ".join(manifest["labels"]),
        "trained_on": report["trained_on"],
        "fingerprint": report["data_fingerprint"],
        "recipe": report["recipe"],
        **{f"n_{part}": f"{count:,}" for part, count in report["counts"].items()},
    }


def _quality(report: Report) -> dict[str, str]:
    test, calibration = report["test"], report["calibration"]
    return {
        "accuracy": percent(test["accuracy"]),
        "balanced": percent(test[KEPT]),
        "interval": _interval(test["interval95"]),
        "macro_f1": percent(test["macro_f1"]),
        "temperature": f"{report['temperature']:.2f}",
        "calibration": table(
            ("", "expected calibration error", "negative log-likelihood", "Brier score"),
            [
                (when, percent(row["ece"]), f"{row['nll']:.3f}", f"{row['brier']:.3f}")
                for when, row in calibration.items()
            ],
        ),
    }


def _trust(report: Report) -> dict[str, str]:
    chosen, studies = report["selective"], report.get("studies")
    said = ""
    if studies:
        said = (
            f"Of the {studies['n']} built-in studies {percent(studies['confident'])} are decided, "
            f"{percent(studies['unknown'])} called unknown."
        )
    return {
        "sure_from": f"{chosen['sure_from']:.2f}",
        "right_when_sure": f"{100 * (chosen['right_when_sure'] or 0):.0f}",
        "confident": percent(chosen["confident"]),
        "torn": percent(chosen["torn"]),
        "unknown": percent(chosen["unknown"]),
        "studies": said,
    }


def _by_class(test: Report) -> str:
    rows = [
        (label, str(row["n"]), percent(row["precision"]), percent(row["recall"]))
        for label, row in test["per_class"].items()
    ]
    return table(("culture", "works", "precision", "recall"), rows)


def _shares(shares: Report, name: str) -> str:
    rows = [(key, str(row["n"]), percent(row["accuracy"])) for key, row in shares.items()]
    return table((name, "works", "right"), rows)


def _seen(shares: Report) -> str:
    said = [f"{percent(row['accuracy'])} of {row['n']} ({key})" for key, row in shares.items()]
    return "; ".join(said)


def _confusion(found: Report) -> str:
    rows = [
        (f"**{label}**", *(str(count) for count in row))
        for label, row in zip(found["labels"], found["rows_true"], strict=True)
    ]
    return table(("true ↓ said →", *found["labels"]), rows)


def _ablations(report: Report) -> str:
    rows = [("as it is", percent(report["test"][KEPT]))]
    rows += [
        (_ABLATIONS.get(name, name), percent(row[KEPT]))
        for name, row in report["ablations"].items()
    ]
    return table(("picture", "balanced accuracy"), rows)


def _cross_source(found: Report | None) -> str:
    if found is None:
        return "Not measured for this model."
    rows = [
        (key, str(row["n"]), percent(row["accuracy"])) for key, row in found["by_source"].items()
    ]
    return (
        f"Trained without {', '.join(found['tested_on'] + found['left_out'])} "
        f"({', '.join(found['left_out']) or 'nothing'} being of the same school as a tested one), "
        f"tested on {found['n']} works of {', '.join(found['tested_on'])}: balanced accuracy "
        f"**{percent(found[KEPT])}** (95 % interval {_interval(found['interval95'])}).\n\n"
        + table(("source", "works", "right"), rows)
    )


def _novelty(found: Report) -> str:
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


def _parity(forms: Report | None) -> str:
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
