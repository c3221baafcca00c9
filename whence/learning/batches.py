"""Items as batches of network input, augmented afresh each epoch, the same for one seed."""

import math
from collections.abc import Sequence
from typing import Any

import keras
import numpy as np
import numpy.typing as npt

from whence.learning.augmentation import augment
from whence.learning.dataset import Item, picture_of
from whence.learning.recipe import Augmentation
from whence.preprocessing import InputSpec, prepare

Floats = npt.NDArray[np.float32]


def load(item: Item, spec: InputSpec, plan: Augmentation | None, seed: Sequence[int]) -> Floats:
    """Read one item as (S, S, 3) network input; `seed` decides what `plan` does to it."""
    picture = picture_of(item, spec.size)
    if plan is not None:
        picture = augment(picture, plan, np.random.default_rng(seed))
    return np.asarray(prepare(picture, spec)[0])


def sample_weights(targets: Floats, weights: Floats) -> Floats:
    """Weigh rows of targets (N, C) by the mean weight of their labels; 1 where there is none."""
    several = targets.sum(axis=1)
    mean = targets @ weights / np.where(several > 0, several, 1)
    return np.asarray(np.where(several > 0, mean, 1), np.float32)


class Batches(keras.utils.PyDataset):  # type: ignore[misc]
    """Pictures (B, S, S, 3), targets (B, C) and sample weights (B,), shuffled when augmented.

    Every random choice comes from (seed, epoch, index), so neither threads nor a resumed run
    change what an epoch holds.
    """

    def __init__(
        self,
        items: Sequence[Item],
        targets: Floats,
        spec: InputSpec,
        batch: int = 32,
        plan: Augmentation | None = None,
        mixup: float = 0.0,
        class_weights: Floats | None = None,
        seed: int = 0,
    ) -> None:
        """`plan` None means pictures as they are, in order; weights (C,) weigh the classes."""
        super().__init__(workers=1)
        self._items, self._targets, self._spec, self._batch = items, targets, spec, batch
        self._plan, self._mixup, self._seed = plan, mixup, seed
        self._weights = np.ones(targets.shape[1], np.float32)
        if class_weights is not None:
            self._weights = class_weights
        self.begin(0)

    def begin(self, epoch: int) -> None:
        """Choose the order and the changes of `epoch`."""
        self._epoch = epoch
        self._order = np.arange(len(self._items))
        if self._plan is not None:
            np.random.default_rng((self._seed, epoch)).shuffle(self._order)

    def __len__(self) -> int:
        """Count the batches of an epoch."""
        return math.ceil(len(self._items) / self._batch)

    def __getitem__(self, index: int) -> tuple[Floats, Floats, Floats]:
        """Load batch `index` of the epoch."""
        chosen = self._order[index * self._batch : (index + 1) * self._batch]
        pictures = np.stack([self._load(int(i)) for i in chosen])
        targets = self._targets[chosen]
        if self._mixup and self._plan is not None:
            pictures, targets = self._mix(pictures, targets, index)
        return pictures, targets, sample_weights(targets, self._weights)

    def _load(self, index: int) -> Floats:
        seed = (self._seed, self._epoch, index)
        return load(self._items[index], self._spec, self._plan, seed)

    def _mix(self, pictures: Floats, targets: Floats, index: int) -> tuple[Floats, Floats]:
        """Blend each picture with its neighbour in the batch (mixup, Zhang et al. 2018)."""
        rng = np.random.default_rng((self._seed, self._epoch, index, 1))
        share = rng.beta(self._mixup, self._mixup, len(pictures)).astype(np.float32)
        share = np.maximum(share, 1 - share)
        both = share[:, None, None, None]
        pictures = both * pictures + (1 - both) * np.roll(pictures, 1, axis=0)
        return pictures, share[:, None] * targets + (1 - share[:, None]) * np.roll(targets, 1, 0)


class EpochClock(keras.callbacks.Callback):  # type: ignore[misc]
    """Tells the batches which epoch it is, so that a resumed run sees what it would have seen."""

    def __init__(self, batches: Batches) -> None:
        super().__init__()
        self._batches = batches

    def on_epoch_begin(self, epoch: int, logs: dict[str, Any] | None = None) -> None:
        """Set the epoch before its first batch is drawn."""
        self._batches.begin(epoch)
