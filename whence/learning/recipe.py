"""What a recipe may say: every key, its type, its bounds and its default."""

from collections.abc import Mapping
from typing import Final

from pydantic import Field, PositiveInt, field_validator, model_validator

from whence.bundle import Task
from whence.learning.recipe_data import Data, Name, Part
from whence.learning.recipe_training import Augmentation, Share, Side, Training
from whence.preprocessing import Scale

TUTORIAL: Final = "tutorial-cnn"

LARGEST_SEED: Final = 2**32 - 1
"""Keras takes none above it."""


class Split(Part):
    """How pictures are divided; a group (an artist's works, near-duplicates) is never divided."""

    file: str | None = Field(
        default=None,
        description="Division to read (file, group, split), drawn and written where it is missing; "
        "split.csv of the run by default.",
    )
    valid: Share = Field(default=0.12, description="Share of each label and source for validation.")
    test: Share = Field(default=0.2, description="Share of each label and source for the test.")
    test_share: Mapping[str, Share] = Field(
        default_factory=dict, description="Source pattern to the share kept for test."
    )
    same_picture: int = Field(
        default=6, ge=0, le=64, description="Bits by which duplicates may differ."
    )
    same_work: Share | None = Field(
        default=None,
        description="Cosine of embeddings from which pictures of one source are of one work (crops "
        "of a scroll); null, or no weights: not asked.",
    )


class Backbone(Part):
    """The convolutional part: any network of keras.applications, or the tutorial's own."""

    name: str = Field(
        default="MobileNetV2", description=f"A network of keras.applications, or `{TUTORIAL}`."
    )
    weights: str | None = Field(default="imagenet", description="imagenet, a file, or none (null).")
    cut_at: str | None = Field(default=None, description="Last layer that is used.")
    scale: Scale = Field(default="tf", description="How pixels are scaled: tf, torch, caffe, raw.")

    def begins_with(self, weights: str | None = None) -> str:
        """Return `weights`, or what the recipe names: `imagenet`, a file, or `none`."""
        return weights or self.weights or "none"


class Head(Part):
    """What stands on the pooled features; without layers it is linear and can be explained."""

    layers: tuple[PositiveInt, ...] = Field(default=(), description="Units of hidden layers.")
    dropout: Share = Field(default=0.2, lt=1, description="Share of features left out in training.")
    l2: float = Field(default=1e-4, ge=0, description="Penalty on the head's weights.")


class Online(Part):
    """What `train --online` takes instead, where keras.applications' weights can be fetched."""

    backbone: Backbone
    image_size: Side
    training: Training


class Recipe(Part):
    """One model, from data to artefact."""

    name: str = Field(pattern=r"^[a-z][a-z0-9-]*$", description="What the run is called.")
    saves_as: str | None = Field(
        default=None,
        pattern=r"^[a-z][a-z0-9-]*$",
        description="Name of the model's files; `culture` is the gallery's.",
    )
    task: Task = Field(
        default="single-label", description="`multi-label` where labels do not exclude each other."
    )
    labels: tuple[Name, ...] = Field(min_length=2, description="As in the data, in their order.")
    seed: int = Field(default=0, ge=0, le=LARGEST_SEED, description="Of everything that is drawn.")
    image_size: Side = Field(default=224, description="Side of the input in pixels, up to 1024.")
    sure_from: Share = Field(default=0.5, description="Least probability that counts as sure.")
    right_when_sure: Share | None = Field(
        default=None, description="Accuracy on validation from which sure_from is chosen instead."
    )
    data: Data
    split: Split = Split()
    backbone: Backbone = Backbone()
    head: Head = Head()
    augmentation: Augmentation = Augmentation()
    training: Training
    online: Online | None = None
    published: str = Field(default="", description="What the tutorial says it reached.")
    note: str = Field(default="", description="What a reader of the figures must know.")

    def taken_online(self) -> "Recipe":
        """Return the recipe with the larger network that it names under `online`, if it does."""
        if self.online is None:
            return self
        changes = {name: getattr(self.online, name) for name in Online.model_fields}
        return self.model_copy(update={**changes, "name": f"{self.name}-online"})

    @model_validator(mode="after")
    def _tutorial_begins_from_nothing(self) -> "Recipe":
        if self.backbone.name != TUTORIAL:
            return self
        if self.backbone.weights not in (None, "none"):
            raise ValueError(f"{TUTORIAL} has no weights to begin with; write `weights: none`")
        if any(phase.size not in (None, self.image_size) for phase in self.training.phases):
            raise ValueError(
                f"{TUTORIAL} keeps where things are, so all its phases see `image_size`; leave "
                "`size` out"
            )
        return self

    @field_validator("labels")
    @classmethod
    def _labels_are_words_and_differ(cls, labels: tuple[str, ...]) -> tuple[str, ...]:
        if strange := [label for label in labels if not label or label != label.strip()]:
            raise ValueError(f"`labels` has {strange[0]!r}; write words without space around them")
        if len(set(labels)) < len(labels):
            raise ValueError("`labels` names a label twice; name each once")
        return labels

    @model_validator(mode="after")
    def _weights_name_labels(self) -> "Recipe":
        plans = {"training": self.training}
        if self.online is not None:
            plans["online.training"] = self.online.training
        for name, plan in plans.items():
            weights = plan.class_weights
            if isinstance(weights, Mapping) and set(weights) != set(self.labels):
                raise ValueError(f"`{name}.class_weights` must name every label once, and no other")
        return self
