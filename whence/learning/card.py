"""The model card (Mitchell et al. 2019), written from the evaluation and the manifest alone."""

from string import Template
from typing import Any, Final

from whence.documents import percent, table
from whence.learning import card_tables
from whence.learning.card_tables import KEPT, Report, interval
from whence.statistics import shares_found

OWN: Final = "paintings"
"""The recipe whose data, use and shortcuts the template describes."""


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
        by_class=card_tables.by_class(report["test"]),
        by_source=card_tables.shares(report["by_source"], "source (culture)"),
        seen=card_tables.seen(report["by_artist_seen"]),
        confusion=card_tables.confusion(report["test"]["confusion"]),
        ablations=card_tables.ablations(report),
        cross_source=_cross_source(report),
        novelty=card_tables.novelty(report["novelty"]),
        parity=card_tables.parity(report.get("parity", {}).get("forms")),
    )


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
        "interval": interval(test["interval95"]),
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


def _cross_source(report: Report) -> str:
    found = report.get("cross_source")
    if found is None:
        return "Not measured for this model."
    shares = shares_found(report["test"]["confusion"]["labels"], found["confusion"])
    each = ", ".join(f"{label} {percent(share)}" for label, share in shares.items())
    rows = [
        (key, str(row["n"]), percent(row["accuracy"])) for key, row in found["by_source"].items()
    ]
    return (
        f"Trained without {', '.join(found['tested_on'] + found['left_out'])} "
        f"({', '.join(found['left_out']) or 'nothing'} being of the same school as a tested one), "
        f"tested on {found['n']} works of {', '.join(found['tested_on'])}: balanced accuracy "
        f"**{percent(found[KEPT])}** over the cultures that they are of, {each} (95 % interval "
        f"{interval(found['interval95'])}).\n\n" + table(("source", "works", "right"), rows)
    )
