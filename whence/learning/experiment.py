"""One recipe on one folder of data: its items, their division, and where its run is kept."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Final

import numpy as np
import numpy.typing as npt
from tqdm import tqdm

from whence.learning import duplicates, split, split_file
from whence.learning.dataset import (
    DataError,
    Item,
    fingerprint,
    folder_of,
    items_of,
    picture_of,
    targets,
)
from whence.learning.painted import painted_items
from whence.learning.recipe import Recipe
from whence.learning.recipe_file import RecipeError, read_recipe
from whence.learning.split import Part
from whence.preprocessing import InputSpec

NAMED: Final = 20
"""Pictures that cannot be used which are named at once."""


@dataclass(frozen=True, eq=False)
class Experiment:
    """A recipe with its data, in `folder`, divided. `weights` replaces what the recipe names.

    `drawn` is the file that the division was written to, where it was not read from there.
    """

    recipe: Recipe
    folder: Path
    run: Path
    items: tuple[Item, ...]
    groups: tuple[int, ...]
    parts: tuple[Part, ...]
    weights: str | None = None
    drawn: Path | None = None

    @cached_property
    def spec(self) -> InputSpec:
        """Say what the finished network wants to see."""
        return InputSpec(self.recipe.image_size, self.recipe.backbone.scale)

    @cached_property
    def fingerprint(self) -> str:
        """Digest the data used: the pictures with their labels, then which part each is of."""
        return f"{fingerprint(self.items)}-{split.digest(self.items, self.parts)}"

    def part(self, name: Part) -> list[Item]:
        """List the items of one part; training has what is painted for it as well."""
        chosen = [item for item, part in zip(self.items, self.parts, strict=True) if part == name]
        if name == "train":
            chosen += painted_items(self.recipe, self.run.parent / "painted")
        return chosen

    def groups_of(self, name: Part) -> npt.NDArray[np.intp]:
        """Return the groups (artist, work) of the items of one part."""
        pairs = zip(self.groups, self.parts, strict=True)
        return np.array([group for group, part in pairs if part == name], np.intp)

    def targets(self, items: Sequence[Item]) -> npt.NDArray[np.float32]:
        """Return rows of 0 and 1, (N, C), in recipe order."""
        return targets(items, self.recipe.labels)


def open_experiment(
    file: Path, data: Path | None, weights: str | None, runs: Path, online: bool = False
) -> Experiment:
    """Read the recipe in `file` and divide its data; `online` takes the network it names for that.

    Raises what `prepare_experiment` raises.
    """
    recipe = read_recipe(file)
    if online and recipe.online is None:
        raise RecipeError(f"{file} names no `online` network; leave out --online.")
    return prepare_experiment(recipe.taken_online() if online else recipe, data, weights, runs)


def prepare_experiment(
    recipe: Recipe, data: Path | None, weights: str | None, runs: Path, anew: bool = False
) -> Experiment:
    """List and divide a recipe's data.

    The division is read from its facts file where there is one, unless it is to be made `anew`; a
    new one is kept there once it is sound. Raises DataError, RecipeError or NetworkError with a
    sentence that says what to do.
    """
    items = items_of(recipe, data)
    run = runs / recipe.name
    facts = facts_file(recipe, run)
    if facts.is_dir():
        raise DataError(f"{facts} is a folder; name a CSV under `split.file` in the recipe.")
    drawn = None if facts.is_file() and not anew else facts
    if drawn is None:
        numbers, parts = split_file.read_split(facts, items)
        split.refuse_empty(items, numbers, parts, recipe.labels, facts)
    else:
        numbers = _group(recipe, items, weights, run)
        parts = split.divide(items, numbers, recipe.split, recipe.seed)
        split.refuse_empty(items, numbers, parts, recipe.labels)
        split_file.write_split(facts, items, numbers, parts)
        if recipe.split.file is None:  # a published division is right whatever it was drawn from
            split_file.write_mark(facts, items, recipe.split)
    folder, divided = folder_of(recipe, data), (tuple(items), tuple(numbers), tuple(parts))
    return Experiment(recipe, folder, run, *divided, weights, drawn)


def _hashes(items: Sequence[Item]) -> list[npt.NDArray[np.bool_]]:
    """Hash every picture; raises DataError that names all that are none, or the first of many."""
    hashes, faults = [], []
    for item in tqdm(items, desc="hashing", unit="picture", leave=False, disable=None):
        try:
            hashes.append(duplicates.picture_hash(picture_of(item)))
        except DataError as error:
            faults.append(str(error))
    if len(faults) > NAMED:
        faults[NAMED:] = [f"… and {len(faults) - NAMED} more."]
    if faults:
        raise DataError("\n".join(faults))
    return hashes


def facts_file(recipe: Recipe, run: Path) -> Path:
    """Say where the division is kept: where the recipe says, or with the run."""
    return Path(recipe.split.file) if recipe.split.file else run / "split.csv"


def _group(recipe: Recipe, items: list[Item], weights: str | None, run: Path) -> list[int]:
    hashes = _hashes(items)
    rows = None
    # To a network that has learnt nothing all pictures look alike.
    taught = recipe.backbone.begins_with(weights) != "none"
    if recipe.split.same_work is not None and taught:
        # TensorFlow takes seconds to load, and few need it to divide their data.
        from whence.learning.embedding import Embedder
        from whence.learning.network import build

        spec = InputSpec(recipe.image_size, recipe.backbone.scale)
        rows = Embedder(build(recipe, weights=weights), spec, run / "cache")(items)
    found = duplicates.groups(items, np.stack(hashes), rows, recipe.split)
    return [int(number) for number in found]
