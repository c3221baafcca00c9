"""Items, or their embeddings, as batches: in another order each epoch, the same for one seed."""

import math
from collections.abc import Sequence
from typing import Any

import keras
import numpy as np
import numpy.typing as npt

from whence.learning.augmentation import augment
from whence.learning.dataset import Item, picture_of
from whence.learning.recipe_training import Augmentation
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


class Epochs(keras.utils.PyDataset):  # type: ignore[misc]
    """Rows in batches, in an order that (seed, epoch) decides, or as they are for a seed None."""

    def __init__(self, rows: int, batch: int, seed: int | None) -> None:
        super().__init__(workers=1)
        self._rows, self._batch, self._shuffle = rows, batch, seed
        self.begin(0)

    def begin(self, epoch: int) -> None:
        """Choose the order of `epoch`."""
        self._epoch = epoch
        self._order = np.arange(self._rows)
        if self._shuffle is not None:
            np.random.default_rng((self._shuffle, epoch)).shuffle(self._order)

    def __len__(self) -> int:
        """Count the batches of an epoch."""
        return math.ceil(self._rows / self._batch)

    def _chosen(self, index: int) -> npt.NDArray[np.int64]:
        """Return which rows make batch `index` of the epoch."""
        return self._order[index * self._batch : (index + 1) * self._batch]


class EmbeddingBatches(Epochs):
    """Embeddings (B, E), targets (B, C) and sample weights (B,), shuffled."""

    def __init__(
        self, embeddings: Floats, targets: Floats, class_weights: Floats, batch: int, seed: int
    ) -> None:
        """Take all rows: `embeddings` (N, E), `targets` (N, C); weights (C,) weigh the classes."""
        super().__init__(len(embeddings), batch, seed)
        self._arrays = embeddings, targets, sample_weights(targets, class_weights)

    def __getitem__(self, index: int) -> tuple[Floats, Floats, Floats]:
        """Take batch `index` of the epoch."""
        chosen = self._chosen(index)
        embeddings, targets, weights = self._arrays
        return embeddings[chosen], targets[chosen], weights[chosen]


class Batches(Epochs):
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
        super().__init__(len(items), batch, None if plan is None else seed)
        self._items, self._targets, self._spec = items, targets, spec
        self._plan, self._mixup, self._seed = plan, mixup, seed
        self._weights = np.ones(targets.shape[1], np.float32)
        if class_weights is not None:
            self._weights = class_weights

    def __getitem__(self, index: int) -> tuple[Floats, Floats, Floats]:
        """Load batch `index` of the epoch."""
        chosen = self._chosen(index)
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
    """Tells batches and dropout which epoch it is: a resumed run sees what it would have seen."""

    def __init__(self, batches: Epochs, seed: int) -> None:
        super().__init__()
        self._batches, self._seed = batches, seed

    def on_epoch_begin(self, epoch: int, logs: dict[str, Any] | None = None) -> None:
        """Set the epoch before its first batch is drawn."""
        self._batches.begin(epoch)
        states = [one for one in self.model.variables if one.name == "seed_generator_state"]
        for number, state in enumerate(states):
            draws = np.random.default_rng((self._seed, epoch, number))
            state.assign(draws.integers(2**32, size=2, dtype=np.uint32))
