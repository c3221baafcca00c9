"""What a division looks like in words: counts by label and part, and what crosses it."""

from collections import defaultdict
from collections.abc import Iterator, Sequence

from whence.learning.dataset import Item
from whence.learning.dataset.others import left_out, others
from whence.learning.experiment import Experiment
from whence.learning.split import PARTS, Part, counts, crossing, divide


def split_lines(experiment: Experiment) -> Iterator[str]:
    """Yield a table of pictures by label and part, the totals, and what to know of the division."""
    table = counts(experiment.items, experiment.parts)
    width = max(len("pictures"), *map(len, experiment.recipe.labels))
    yield f"{'':{width}}" + "".join(f"{part:>8}" for part in (*PARTS, "all"))
    for label in experiment.recipe.labels:
        row = [table[label][part] for part in PARTS]
        yield f"{label:{width}}" + "".join(f"{number:8,}" for number in (*row, sum(row)))
    row = [experiment.parts.count(part) for part in PARTS]
    yield f"{'pictures':{width}}" + "".join(f"{number:8,}" for number in (*row, sum(row)))
    if left := left_out(others(experiment.recipe, experiment.folder)):
        yield left
    yield f"{len(set(experiment.groups)):,} groups; a group is never divided by us."
    if experiment.drawn:
        yield f"The division was drawn now and written to {experiment.drawn}."
    plan, seed = experiment.recipe.split, experiment.recipe.seed
    kept_here = plan.file is None  # a published division is right whatever the recipe would do
    if kept_here and divide(experiment.items, experiment.groups, plan, seed) != [*experiment.parts]:
        yield "This kept division is not what the recipe asks for now: `split --anew` makes that."
    if hands := divided_artists(experiment.items, experiment.parts):
        yield (
            f"Works of {hands[0]}{f' and {len(hands) - 1:,} others' * (len(hands) > 1)} lie in "
            "several parts, so the test is easier than it looks: `split --anew` keeps each in one."
        )
    if across := crossing(experiment.groups, experiment.parts):
        yield (
            f"{len(across):,} pictures of test have a near-duplicate in train or valid: the data "
            "set divides them so."
        )


def divided_artists(items: Sequence[Item], parts: Sequence[Part]) -> list[str]:
    """List the artists whose works lie in several parts; a kept division may be older than they."""
    found: dict[str, set[Part]] = defaultdict(set)
    for item, part in zip(items, parts, strict=True):
        for name in item.artists:
            found[name].add(part)
    return [name for name, reached in found.items() if len(reached) > 1]
