"""What a division looks like in words: counts by label and part, and what crosses it."""

from collections import defaultdict
from collections.abc import Iterator, Sequence

from whence.learning.dataset import Item
from whence.learning.dataset.others import left_out, others
from whence.learning.experiment import Experiment, facts_file
from whence.learning.split import PARTS, Part, counts, crossing, divide
from whence.learning.split_file import is_as_marked


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
    if experiment.recipe.split.file is None:  # a published one is right whatever was changed
        yield from _changed_since(experiment)
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


def _changed_since(experiment: Experiment) -> Iterator[str]:
    """Yield what recipe and pictures would have otherwise, were they divided now."""
    items, plan = experiment.items, experiment.recipe.split
    if divide(items, experiment.groups, plan, experiment.recipe.seed) != [*experiment.parts]:
        yield "This kept division is not what the recipe asks for now: `split --anew` makes that."
    if not is_as_marked(facts_file(experiment.recipe, experiment.run), items, plan):
        yield (
            "Pictures were changed, or the recipe's `same_picture` or `same_work`, since this "
            "division was drawn: near-duplicates may lie in several parts; `split --anew` finds "
            "them."
        )


def divided_artists(items: Sequence[Item], parts: Sequence[Part]) -> list[str]:
    """List the artists whose works lie in several parts; a kept division may be older than they."""
    found: dict[str, set[Part]] = defaultdict(set)
    for item, part in zip(items, parts, strict=True):
        for name in item.artists:
            found[name].add(part)
    return [name for name, reached in found.items() if len(reached) > 1]
