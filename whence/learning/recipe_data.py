"""What a recipe may say of its pictures: in which form they come, and what their columns are."""

import unicodedata
from collections.abc import Iterator
from functools import partial
from typing import Annotated, Any, Literal, get_args

from pydantic import AfterValidator, BaseModel, ConfigDict, Field, ValidationError, model_validator
from pydantic.fields import FieldInfo
from pydantic_core import InitErrorDetails, PydanticCustomError


class Part(BaseModel):
    """A section of a recipe: unknown keys are refused, values never change."""

    model_config = ConfigDict(extra="forbid", frozen=True, allow_inf_nan=False)

    @model_validator(mode="before")
    @classmethod
    def _yes_is_no_number(cls, values: Any) -> Any:
        wrong = [
            InitErrorDetails(type=said, loc=(name,), input=value)
            for name, value in (values.items() if isinstance(values, dict) else ())
            if isinstance(value, bool) and (said := _instead(cls.model_fields.get(name)))
        ]
        if wrong:
            raise ValidationError.from_exception_data(cls.__name__, wrong)
        return values


def _instead(field: FieldInfo | None) -> PydanticCustomError | None:
    """Say what to write where a field takes numbers: pydantic would take yes for 1."""
    kinds = set(_kinds(field.annotation)) if field else set()
    if not kinds & {int, float} or kinds & {bool, str}:
        return None
    none = ", or null for none" if type(None) in kinds else ""
    return PydanticCustomError("yes_or_no", f"write a number{none}")


def _kinds(annotation: Any) -> Iterator[Any]:
    """Yield every type that a field's annotation allows."""
    inner = get_args(annotation)
    yield from [annotation] if not inner else (kind for one in inner for kind in _kinds(one))


Name = Annotated[str, AfterValidator(partial(unicodedata.normalize, "NFC"))]
"""A label or a column, its letters in one form, as `dataset.item.tidy` leaves those of the data."""


class CatalogueData(Part):
    """A CSV with one picture a row: its file, label and, where known, artist and source."""

    kind: Literal["catalogue"]
    folder: str = Field(
        default="data/images", description="Where the pictures lie; --data overrides it."
    )
    csv: str = Field(default="paintings.csv", description="The table, relative to the folder.")
    file: Name = Field(default="file", description="Column of the picture's file.")
    label: Name = Field(default="culture", description="Column of its label.")
    artist: Name = Field(default="artist", description="Column of who made it; may be missing.")
    source: Name = Field(
        default="source", description="Column of where it is from; may be missing."
    )
    studies: int = Field(default=0, ge=0, description="Studies a label, painted for training only.")
    sketches: int = Field(
        default=0, ge=0, description="Sketches of each label that a hand draws, likewise."
    )


class FolderData(Part):
    """Folders `train`, `valid` and `test`, each with one folder a label.

    Without `valid` (null), validation is taken from training as `split.valid` says.
    """

    kind: Literal["folders"]
    folder: str = Field(description="Where they lie.")
    train: str = Field(default="train", description="Folder to learn from.")
    valid: str | None = Field(default="valid", description="Folder to validate on, or null.")
    test: str = Field(default="test", description="Folder for the test.")

    @model_validator(mode="after")
    def _parts_differ(self) -> "FolderData":
        named = [name for name in (self.train, self.valid, self.test) if name is not None]
        if len(set(named)) < len(named):
            raise ValueError(
                "`data` names a folder twice; what is learnt from can neither validate nor test"
            )
        return self


class TableData(Part):
    """A CSV with a file column and one column of 0 and 1 a label."""

    kind: Literal["table"]
    folder: str = Field(description="Where the table lies.")
    csv: str = Field(default="labels.csv", description="The table, relative to the folder.")
    file: Name = Field(default="file", description="Column of the picture's file.")
    pictures: str = Field(default="", description="Where files lie, relative to the folder.")


class LabelmeData(Part):
    """labelme's JSON files: the flags that are set are the labels."""

    kind: Literal["labelme"]
    folder: str = Field(description="Where pictures and JSON files lie, at any depth.")


class UrlsData(Part):
    """A CSV of addresses and labels; `collect urls` has put their pictures into the folder."""

    kind: Literal["urls"]
    folder: str = Field(description="What `collect urls --to` filled.")
    csv: str = Field(description="The list, relative to the folder.")
    url: Name = Field(default="url", description="Column of the address.")
    label: Name = Field(default="label", description="Column of the label.")


Data = Annotated[
    CatalogueData | FolderData | TableData | LabelmeData | UrlsData, Field(discriminator="kind")
]
