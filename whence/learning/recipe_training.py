"""What a recipe may say of how its network learns: changed pictures, phases, averages, losses."""

from collections.abc import Mapping
from typing import Annotated, Literal

from pydantic import Field, PositiveFloat, PositiveInt, model_validator

from whence.learning.recipe_data import Name, Part

Share = Annotated[float, Field(ge=0, le=1)]
Side = Annotated[PositiveInt, Field(le=1024)]


class Augmentation(Part):
    """Chances and strengths of what training does to a picture; zero leaves it out."""

    flip: Share = Field(default=0.5, description="Chance of a mirror image.")
    crop: Share = Field(default=0.0, description="Largest share of each side that may be cut off.")
    shrink: Share = Field(default=0.0, description="Chance of losing detail by scaling down.")
    blur: Share = Field(default=0.0, description="Chance of a little blur.")
    jpeg: Share = Field(default=0.0, description="Chance of a second, poorer JPEG.")
    colour: Share = Field(default=0.0, description="Largest change of each channel's gain.")
    grey: Share = Field(default=0.0, description="Chance of losing all colour.")
    rotate: float = Field(default=0.0, ge=0, le=45, description="Largest turn in degrees.")


class Phase(Part):
    """One stretch of training. `unfreeze`: none (cached embeddings), all, or a layer's name."""

    unfreeze: str = Field(
        default="none", description="`none`: the head alone; `all`; or the first layer that learns."
    )
    size: Side | None = Field(default=None, description="Side in pixels, where not image_size.")
    epochs: PositiveInt = Field(default=10, description="Times that all pictures are seen.")
    batch: PositiveInt = Field(default=32, description="Pictures a step.")
    rate: PositiveFloat = Field(default=1e-3, description="Learning rate.")
    optimizer: Literal["adam", "adamw", "sgd", "rmsprop"] = Field(
        default="adam", description="adam, adamw, sgd or rmsprop."
    )
    weight_decay: float = Field(default=0.0, ge=0, description="For adamw.")
    schedule: Literal["constant", "cosine", "plateau"] = Field(
        default="constant", description="How the rate goes on: constant, cosine or plateau."
    )
    patience: PositiveInt | None = Field(
        default=None, description="Epochs without a gain before the end."
    )
    views: PositiveInt = Field(
        1, description="Copies whose embeddings are cached: the picture as it is, others augmented."
    )


class Soup(Part):
    """Networks averaged weight by weight, which keeps them right on collections unlike ours.

    Averages of fine-tunings: Wortsman et al. 2022, "Model soups". Back towards the network before
    fine-tuning: Wortsman et al. 2022, "Robust fine-tuning of zero-shot models".
    """

    runs: PositiveInt = Field(
        default=1, description="Fine-tunings of one head, each with draws of its own."
    )
    tuned: Share = Field(
        default=1.0,
        description="Share of their average; the rest is the network before fine-tuning.",
    )


class Training(Part):
    """How the network learns."""

    phases: tuple[Phase, ...] = Field(min_length=1)
    soup: Soup = Soup()
    label_smoothing: Share = Field(default=0.0, description="Doubt put into every label.")
    class_weights: Literal["balanced"] | Mapping[Name, PositiveFloat] | None = Field(
        default=None, description="`balanced`, or a weight a label."
    )
    mixup: float = Field(
        default=0.0, ge=0, le=1, description="Alpha of Zhang et al. 2018; 0 for none."
    )

    @model_validator(mode="after")
    def _soup_has_something_to_average(self) -> "Training":
        frozen = [phase.unfreeze == "none" for phase in self.phases]
        if self.soup != Soup() and (not frozen[0] or all(frozen)):
            raise ValueError(
                "`training.soup` averages fine-tunings of one head; let the first phase have "
                "`unfreeze: none` and a later one unfreeze a layer, or leave `soup` out"
            )
        return self
