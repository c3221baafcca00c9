"""One phase of training: the head on cached embeddings, or the network from a layer on."""

from dataclasses import dataclass
from pathlib import Path
from typing import Any

import keras
import numpy as np
import numpy.typing as npt

from whence.learning.batches import Batches, EmbeddingBatches, EpochClock, Epochs
from whence.learning.callbacks import BEST, callbacks, is_spent, least_loss, resume
from whence.learning.embedding import Embedder
from whence.learning.experiment import Experiment
from whence.learning.network import head, unfreeze
from whence.learning.objective import accuracy, loss, optimizer
from whence.learning.recipe_training import Phase
from whence.preprocessing import InputSpec

Floats = npt.NDArray[np.float32]


@dataclass(frozen=True, eq=False)
class PhaseTraining:
    """One phase of one experiment; calling it trains the model and leaves the best weights."""

    experiment: Experiment
    plan: Phase
    folder: Path
    size: int

    def __call__(self, model: Any) -> None:
        """Train `model` in place, or go on where an earlier call was stopped."""
        self.folder.mkdir(parents=True, exist_ok=True)
        if self.plan.unfreeze == "none":
            self._head_only(model)
        else:
            self._fine_tune(model)

    def _head_only(self, model: Any) -> None:
        """Train the head on embeddings of every view of every picture."""
        recipe = self.experiment.recipe
        embed = Embedder(model, self._spec, self.experiment.run / "cache")
        items, valid = self.experiment.part("train"), self.experiment.part("valid")
        changed = [
            embed(items, recipe.augmentation, recipe.seed, view)
            for view in range(1, self.plan.views)
        ]
        rows = [embed(items), *changed]
        targets = np.tile(self.experiment.targets(items), (self.plan.views, 1))
        layers = head(recipe.head, len(recipe.labels), rows[0].shape[1])
        layers.set_weights(model.get_layer("head").get_weights())
        batches = EmbeddingBatches(
            np.concatenate(rows), targets, self.class_weights, self.plan.batch, recipe.seed
        )
        self._fit(layers, batches, (embed(valid), self.experiment.targets(valid)))
        model.get_layer("head").set_weights(layers.get_weights())

    def _fine_tune(self, model: Any) -> None:
        """Train the network from a layer on, on pictures changed afresh each epoch."""
        recipe = self.experiment.recipe
        unfreeze(model, self.plan.unfreeze)
        items, valid = self.experiment.part("train"), self.experiment.part("valid")
        batches = Batches(
            items,
            self.experiment.targets(items),
            self._spec,
            self.plan.batch,
            recipe.augmentation,
            recipe.training.mixup,
            self.class_weights,
            recipe.seed,
        )
        seen = Batches(valid, self.experiment.targets(valid), self._spec, self.plan.batch)
        flat = keras.Model(model.input, model.output["logits"])
        self._fit(flat, batches, seen)

    def _fit(self, model: Any, batches: Epochs, valid: Any) -> None:
        """Fit with best weights kept and a backup every epoch, then restore the best."""
        model.compile(
            optimizer=optimizer(self.plan, len(batches)),
            loss=loss(self.experiment.recipe),
            metrics=[accuracy(self.experiment.recipe)],
            jit_compile=False,
        )
        done = resume(model, self.folder)  # cuts the log, which `least_loss` reads
        best = least_loss(model, valid, self.folder)
        if done and is_spent(model, self.plan, self.folder):
            done = self.plan.epochs  # Keras would stop after another batch only
        clock = EpochClock(batches, self.experiment.recipe.seed)
        model.fit(
            batches,
            shuffle=False,  # Keras' own would not be the same again for a resumed run
            validation_data=valid,
            epochs=self.plan.epochs,
            initial_epoch=done,
            callbacks=[*callbacks(self.plan, self.folder, best), clock],
            verbose=0,
        )
        model.load_weights(self.folder / BEST)

    @property
    def _spec(self) -> InputSpec:
        return InputSpec(self.size, self.experiment.recipe.backbone.scale)

    @property
    def class_weights(self) -> Floats:
        """Weigh the classes (C,): as the recipe says, or so that each counts alike, mean 1."""
        recipe = self.experiment.recipe
        plan = recipe.training.class_weights
        if plan is None:
            return np.ones(len(recipe.labels), np.float32)
        if plan != "balanced":
            return np.array([plan[label] for label in recipe.labels], np.float32)
        counts = self.experiment.targets(self.experiment.part("train")).sum(axis=0)
        return np.asarray(counts.sum() / (len(counts) * np.maximum(counts, 1)), np.float32)
