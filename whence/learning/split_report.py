"""What a division looks like in words: counts by label and part, and what crosses it."""

from collections.abc import Iterator

from whence.learning.experiment import Experiment
from whence.learning.split import PARTS, counts, crossing


def split_lines(experiment: Experiment) -> Iterator[str]:
    """Yield a table of pictures by label and part, the totals, and a line of what crosses."""
    table = counts(experiment.items, experiment.parts)
    width = max(len("pictures"), *map(len, experiment.recipe.labels))
    yield f"{'':{width}}" + "".join(f"{part:>8}" for part in (*PARTS, "all"))
    for label in experiment.recipe.labels:
        row = [table[label][part] for part in PARTS]
        yield f"{label:{width}}" + "".join(f"{number:8,}" for number in (*row, sum(row)))
    row = [experiment.parts.count(part) for part in PARTS]
    yield f"{'pictures':{width}}" + "".join(f"{number:8,}" for number in (*row, sum(row)))
    yield f"{len(set(experiment.groups)):,} groups; a group is never divided by us."
    if across := crossing(experiment.groups, experiment.parts):
        yield (
            f"{len(across):,} pictures of test have a near-duplicate in train or valid: the data "
            "set divides them so."
        )
