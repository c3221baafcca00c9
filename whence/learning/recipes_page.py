"""docs/recipes.md: every recipe's figures in one table, the tutorials' own beside them."""

from collections.abc import Mapping
from typing import Any, Final

from whence.documents import percent, table
from whence.learning.recipe import Recipe

Figures = dict[str, Any]

_HEAD: Final = """\
# Recipes

One pipeline, driven by a YAML file each. Written by `python -m whence report` from
`model/evaluations/*.json`; do not edit it by hand.

Every figure is of the test part, asked through the model as it is served. Intervals are bootstrap
95 %, drawn by group (artist, near-duplicates). Balanced accuracy is the mean of the classes' shares
found. With several labels accuracy is binary accuracy (right yes and no), balanced accuracy the
mean over labels of the shares of yes and of no found, and each label has a threshold of its own,
chosen on validation. ECE is over 15 bins of equal mass, after calibration.
Seconds are those of training on two cores that other work shared; parameters are the network's.
`FOLDER` holds the pictures, `WEIGHTS.h5` the weights of ImageNet without the top; without
`--weights` Keras fetches them.
"""


def page(recipes: Mapping[str, Recipe], figures: Mapping[str, Figures]) -> str:
    """Return the page for recipes by file, and the figures by name of those that were measured."""
    measured = {file: recipe for file, recipe in recipes.items() if recipe.name in figures}
    sections = [_section(file, recipe, figures[recipe.name]) for file, recipe in measured.items()]
    rows = [_row(recipe, figures[recipe.name]) for recipe in measured.values()]
    return "\n".join([_HEAD, _table(rows), "", _compared(figures), *sections])


def _table(rows: list[tuple[str, ...]]) -> str:
    header = (
        "recipe", "network", "labels", "test pictures", "accuracy", "balanced accuracy",
        "macro F1", "mAP", "ECE", "seconds", "parameters", "the tutorial's own figure",
    )  # fmt: skip
    return table(header, rows)


def _row(recipe: Recipe, found: Figures) -> tuple[str, ...]:
    test = found["test"]
    return (
        f"[{recipe.name}](#{recipe.name})",
        f"{recipe.backbone.name}, {recipe.image_size} px",
        str(len(recipe.labels)),
        f"{test['n']:,}",
        _with_interval(test["accuracy"], test["accuracy_interval95"]),
        _with_interval(test["balanced_accuracy"], test["interval95"]),
        _number(test["macro_f1"], ".3f"),
        _number(test["map"], ".3f"),
        percent(test["ece"]),
        _number(found["seconds"], ",.0f"),
        _number(found["parameters"], ","),
        recipe.published or "none given",
    )


def _compared(figures: Mapping[str, Figures]) -> str:
    """Say how far the gallery's network is ahead of the tutorial's on the same works."""
    if not {"paintings", "tutorial"} <= figures.keys():
        return ""
    ours, theirs = (
        100 * figures[name]["test"]["balanced_accuracy"] for name in ("paintings", "tutorial")
    )
    return (
        f"On the same works, divided alike, the gallery's network (balanced accuracy {ours:.1f} %) "
        f"is {ours - theirs:.1f} points ahead of the tutorial's ({theirs:.1f} %).\n"
    )


def _section(file: str, recipe: Recipe, found: Figures) -> str:
    weights = " --weights WEIGHTS.h5" if recipe.backbone.weights == "imagenet" else ""
    lines = [f"## {recipe.name}\n"]
    if recipe.note:
        lines.append(f"{recipe.note.strip()}\n")
    command = f"python -m whence train recipes/{file} --data FOLDER{weights}"
    lines.append(f"```\n{command}\n```\n")
    if across := (found["near_duplicates"] or {}).get("n"):
        without = found["near_duplicates"]["accuracy_without"]
        lines.append(
            f"{across} of {found['test']['n']} test pictures have a near-duplicate in train or "
            f"valid; accuracy on the others: {percent(without)}.\n"
        )
    if recipe.online is not None:
        plan = recipe.online
        cut = f" cut at {plan.backbone.cut_at}" if plan.backbone.cut_at else ""
        lines.append(
            f"With a network connection, `--online` takes {plan.backbone.name}{cut} at "
            f"{plan.image_size} px; not measured here.\n"
        )
    if len(recipe.labels) <= _MOST_ROWS:
        lines.append(_labels(found) + "\n")
    return "\n".join(lines)


_MOST_ROWS: Final = 20


def _labels(found: Figures) -> str:
    """Return a row a label; average precision and threshold where labels do not exclude."""
    keys = ["n", "precision", "recall", "f1"]
    keys += [key for key in ("average_precision", "threshold") if found["test"]["map"] is not None]
    rows = [
        (label, f"{row['n']:,}", *(_number(row[key], ".3f") for key in keys[1:]))
        for label, row in found["by_label"].items()
    ]
    return table(("label", "pictures", *(key.replace("_", " ") for key in keys[1:])), rows)


def _with_interval(value: float, bounds: list[float] | None) -> str:
    return percent(value) + (f" ({100 * bounds[0]:.1f} to {100 * bounds[1]:.1f})" if bounds else "")


def _number(value: float | None, form: str) -> str:
    return "–" if value is None else format(value, form)
