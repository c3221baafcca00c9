"""What a recipe leaves out of its data: pictures of labels that it does not know."""

from collections import Counter
from collections.abc import Iterator, Mapping
from pathlib import Path

from whence.learning.dataset.folders import pictures_below
from whence.learning.dataset.item import read_table, tidy
from whence.learning.dataset.labelme import flags_of
from whence.learning.recipe import Recipe
from whence.learning.recipe_data import CatalogueData, FolderData, LabelmeData, UrlsData

SHOWN = 5
"""Labels that a sentence names."""


def others(recipe: Recipe, folder: Path) -> dict[str, int]:
    """Count the pictures in `folder` by label, most first, whose label the recipe does not know.

    Where labels are columns there are none. Raises DataError as the reader does.
    """
    data = recipe.data
    if isinstance(data, CatalogueData):
        found = Counter(read_table(folder / data.csv, (data.file, data.label))[data.label])
    elif isinstance(data, UrlsData):
        found = Counter(
            read_table(folder / data.csv, (data.url, data.label), gaps=True)[data.label]
        )
    elif isinstance(data, FolderData):
        parts = (data.train, data.valid, data.test)
        found = Counter(_folders(folder / part for part in parts if part is not None))
    elif isinstance(data, LabelmeData):
        found = Counter(flags_of(folder))
    else:
        found = Counter()
    return {label: many for label, many in found.most_common() if label not in recipe.labels}


def left_out(others: Mapping[str, int]) -> str:
    """Say in one sentence what is left out; "" where nothing is."""
    if not others:
        return ""
    named = [f"{label or '(no label)'} {many:,}" for label, many in [*others.items()][:SHOWN]]
    more = f" and {len(others) - SHOWN} more" if len(others) > SHOWN else ""
    return (
        f"Left out, of labels that the recipe does not know: {sum(others.values()):,} "
        f"({', '.join(named)}{more})."
    )


def _folders(parts: Iterator[Path]) -> Iterator[str]:
    for part in parts:
        for path in pictures_below(part):
            label, *below = path.relative_to(part).parts
            yield tidy(label) if below else ""
