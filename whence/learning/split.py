"""Dividing items into train, valid and test so that no group is divided."""

import fnmatch
import hashlib
from collections import defaultdict
from collections.abc import Callable, Collection, Mapping, Sequence
from pathlib import Path
from typing import Final, Literal

import numpy as np

from whence.learning.dataset import DataError, Item
from whence.learning.recipe import Split

Pools = dict[tuple[str, str], list[int]]
"""Groups by labels and source."""

Part = Literal["train", "valid", "test"]
PARTS: Final[tuple[Part, ...]] = ("train", "valid", "test")


def divide(items: Sequence[Item], groups: Sequence[int], plan: Split, seed: int) -> list[Part]:
    """Give every item its part; one answer for one seed.

    What the data set itself has divided stays so; where it gives no valid, that is dealt out of
    train. Within each label and source, whole groups are dealt in a seeded order to test, then
    valid, as long as they fit the share planned, and else to train. Sources too small for that are
    dealt together, and so are rare combinations of labels. A group that reaches over several pools
    follows its first deal.
    """
    if not any(item.given for item in items):
        return _deal_out(items, groups, plan, seed)
    parts = [part_of(item.given, Path(item.file)) for item in items]
    if "valid" not in parts:
        train = [index for index, part in enumerate(parts) if part == "train"]
        alone = plan.model_copy(update={"test": 0.0, "test_share": {}})
        chosen = ([items[i] for i in train], [groups[i] for i in train])
        for index, part in zip(train, _deal_out(*chosen, alone, seed), strict=True):
            parts[index] = part
    return parts


def _deal_out(items: Sequence[Item], groups: Sequence[int], plan: Split, seed: int) -> list[Part]:
    members: dict[int, list[int]] = defaultdict(list)
    for index, group in enumerate(groups):
        members[group].append(index)
    pools: Pools = defaultdict(list)
    for group, indices in members.items():
        pools["|".join(items[indices[0]].labels), items[indices[0]].source].append(group)
    many = {group: len(indices) for group, indices in members.items()}
    pools = _joined(pools, many, plan, lambda labels: labels)
    if any(len(item.labels) != 1 for item in items):
        pools = _joined(pools, many, plan, lambda labels: "")
    rng = np.random.default_rng(seed)
    parts: list[Part] = ["train"] * len(items)
    for (_, source), pool in sorted(pools.items()):
        sizes = {pool[i]: many[pool[i]] for i in rng.permutation(len(pool))}
        for group, part in _deal(sizes, *_shares(source, plan)).items():
            for index in members[group]:
                parts[index] = part
    return parts


def _joined(
    pools: Pools, many: Mapping[int, int], plan: Split, alike: Callable[[str], str]
) -> Pools:
    """Join pools of which some part would get no picture, those whose labels are `alike`.

    `many` is the number of pictures of each group. What is joined goes by the first one's name; a
    source with a share of its own stays by itself.
    """
    joined: Pools = defaultdict(list)
    first: dict[str, tuple[str, str]] = {}
    for (labels, source), pool in sorted(pools.items()):
        pictures = sum(many[group] for group in pool)
        shares = _shares(source, plan)
        own = shares != (plan.test, plan.valid)
        small = not own and any(0 < share * pictures < 0.5 for share in shares)
        key = first.setdefault(alike(labels), (labels, source)) if small else (labels, source)
        joined[key] += pool
    return joined


def _shares(source: str, plan: Split) -> tuple[float, float]:
    """Return the shares for test and valid of a source; what test leaves is divided as planned."""
    for pattern, share in plan.test_share.items():
        if fnmatch.fnmatchcase(source, pattern):
            return share, (1 - share) * plan.valid
    return plan.test, plan.valid


def _deal(sizes: Mapping[int, int], test: float, valid: float) -> dict[int, Part]:
    total = sum(sizes.values())
    room: dict[Part, float] = {"test": test * total, "valid": valid * total}
    dealt: dict[int, Part] = {}
    for group, size in sizes.items():
        part = next((part for part in room if size <= room[part] + 0.5), None)
        if part is not None:
            room[part] -= size
        dealt[group] = part or "train"
    return dealt


def part_of(text: str, path: Path) -> Part:
    """Return the part that `text` names; raise DataError, which says that `path` names it."""
    for part in PARTS:
        if text == part:
            return part
    raise DataError(f"{path} names a split `{text}`; write train, valid or test.")


def counts(items: Sequence[Item], parts: Sequence[Part]) -> dict[str, dict[Part, int]]:
    """Count pictures by label and part."""
    table: dict[str, dict[Part, int]] = defaultdict(lambda: dict.fromkeys(PARTS, 0))
    for item, part in zip(items, parts, strict=True):
        for label in item.labels:
            table[label][part] += 1
    return dict(table)


def digest(items: Sequence[Item], parts: Sequence[Part]) -> str:
    """Digest which file is of which part, whatever their order."""
    lines = sorted(f"{item.file}\t{part}" for item, part in zip(items, parts, strict=True))
    return hashlib.sha256("\n".join(lines).encode()).hexdigest()[:16]


def refuse_empty(
    items: Sequence[Item],
    groups: Sequence[int],
    parts: Sequence[Part],
    labels: Sequence[str],
    kept: Path | None = None,
) -> None:
    """Raise DataError where a label has no picture in train, valid or test.

    `kept` is the file that the division was read from, if it was.
    """
    table, given = counts(items, parts), {item.given for item in items}
    for label in labels:
        for part in PARTS:
            if table.get(label, {}).get(part):
                continue
            mine = [at for at, item in enumerate(items) if label in item.labels]
            why = (
                f"too few of its {len(mine)} pictures are in train for one to be taken; add more"
                if part == "valid" and part not in given and given != {""}
                else _why([items[at] for at in mine], {groups[at] for at in mine})
            )
            then = f", then run `split --anew`: {kept} keeps this division" if kept else ""
            raise DataError(f"`{label}` has no picture in {part}: {why}{then}.")


def _why(items: Sequence[Item], groups: Collection[int]) -> str:
    """Say why a label's pictures do not reach into every part, and what helps."""
    if any(item.given for item in items):
        return "the data are divided already, so put some there"
    many = "1 group, which is" if len(groups) == 1 else f"{len(groups)} groups, which are"
    return (
        f"its {len(items)} pictures are {many} never divided; give it more, or change how they are "
        "grouped (`same_work`, `same_picture`, artists) or shared (`valid`, `test`, the seed) in "
        "the recipe's `split`"
    )


def crossing(groups: Sequence[int], parts: Sequence[Part]) -> list[int]:
    """List the positions of test whose group reaches into train or valid.

    Empty where we divided; a data set's own division may have let near-duplicates cross.
    """
    learnt = {group for group, part in zip(groups, parts, strict=True) if part != "test"}
    pairs = enumerate(zip(groups, parts, strict=True))
    return [index for index, (group, part) in pairs if part == "test" and group in learnt]
