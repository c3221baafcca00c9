"""An experiment without the sources that are kept for test: nothing of them is learnt."""

import fnmatch
from collections.abc import Sequence
from dataclasses import replace

from whence.learning.dataset import DataError, Item
from whence.learning.experiment import Experiment
from whence.learning.split import Part, counts


def without_sources(experiment: Experiment) -> Experiment:
    """Test on every source of the recipe's `split.test_share`, and learn from none of them.

    Training and validation lose whatever is of such a source, of one whose name contains a kept
    one's (another collection of the same school) or of a group that is tested; other pictures of
    the test part stay unseen. Raises DataError where the recipe keeps no source, or all of a label.
    """
    patterns = tuple(experiment.recipe.split.test_share)
    tested = {
        group
        for item, group in zip(experiment.items, experiment.groups, strict=True)
        if _is_kept(item, patterns)
    }
    rows = zip(experiment.items, experiment.groups, experiment.parts, strict=True)
    parts = [_part(item, part, patterns, group in tested) for item, group, part in rows]
    kept = [index for index, part in enumerate(parts) if part is not None]
    if not {"train", "valid", "test"} <= set(parts):
        raise DataError(
            "Cross-source training needs a source under `split.test_share` and others besides it; "
            "name one in the recipe."
        )
    items = tuple(experiment.items[index] for index in kept)
    left = tuple(part for part in parts if part is not None)
    _refuse_lost_labels(items, left)
    recipe = experiment.recipe.model_copy(update={"name": f"{experiment.recipe.name}-cross-source"})
    return replace(
        experiment,
        recipe=recipe,
        run=experiment.run.parent / recipe.name,
        items=items,
        groups=tuple(experiment.groups[index] for index in kept),
        parts=left,
    )


def _refuse_lost_labels(items: Sequence[Item], parts: Sequence[Part]) -> None:
    for label, row in counts(items, parts).items():
        if row["test"] and not (row["train"] and row["valid"]):
            raise DataError(
                f"Without the sources under `split.test_share` no picture of `{label}` is left to "
                "learn from or to validate on; keep another source of it, or name fewer."
            )


def _is_kept(item: Item, patterns: tuple[str, ...]) -> bool:
    return any(fnmatch.fnmatchcase(item.source, pattern) for pattern in patterns)


def _part(item: Item, part: Part, patterns: tuple[str, ...], is_tested: bool) -> Part | None:
    """Say where an item goes; None for one that is neither learnt nor asked about."""
    if _is_kept(item, patterns):
        return "test"
    is_kin = any(pattern.rstrip("*") in item.source for pattern in patterns)
    return None if is_kin or is_tested or part == "test" else part
