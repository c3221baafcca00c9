"""What training minimises and how it steps: loss, optimiser and schedule of a phase."""

from typing import Any

import keras

from whence.learning.recipe import Recipe
from whence.learning.recipe_training import Phase


def loss(recipe: Recipe) -> Any:
    """Return the loss on logits: one label of many, or each label for itself."""
    smoothing = recipe.training.label_smoothing
    if recipe.task == "multi-label":
        return keras.losses.BinaryCrossentropy(from_logits=True, label_smoothing=smoothing)
    return keras.losses.CategoricalCrossentropy(from_logits=True, label_smoothing=smoothing)


def optimizer(plan: Phase, steps: int) -> Any:
    """Return the optimiser of a phase whose epochs have `steps` batches."""
    rate = _rate(plan, steps)
    if plan.optimizer == "sgd":
        return keras.optimizers.SGD(rate, momentum=0.9, nesterov=True)
    if plan.optimizer == "adamw":
        return keras.optimizers.AdamW(rate, weight_decay=plan.weight_decay)
    if plan.optimizer == "rmsprop":
        return keras.optimizers.RMSprop(rate)
    return keras.optimizers.Adam(rate)


def accuracy(recipe: Recipe) -> Any:
    """Return the share of right answers on logits; of right yes and no, label by label, if many."""
    if recipe.task == "multi-label":
        return keras.metrics.BinaryAccuracy(name="accuracy", threshold=0.0)
    return keras.metrics.CategoricalAccuracy(name="accuracy")


def _rate(plan: Phase, steps: int) -> Any:
    """Warm up over the first epoch, then fall along a cosine, where the plan says so."""
    if plan.schedule != "cosine":
        return plan.rate
    return keras.optimizers.schedules.CosineDecay(
        plan.rate / 20,
        max(steps * (plan.epochs - 1), 1),
        alpha=0.01,
        warmup_target=plan.rate,
        warmup_steps=steps,
    )
