"""What a recipe may say of its pictures: in which form they come, and what their columns are."""

from typing import Annotated, Literal

from pydantic import BaseModel, ConfigDict, Field, model_validator


class Part(BaseModel):
    """A section of a recipe: unknown keys are refused, values never change."""

    model_config = ConfigDict(extra="forbid", frozen=True, allow_inf_nan=False)


class CatalogueData(Part):
    """A CSV with one picture a row; the other keys name its columns."""

    kind: Literal["catalogue"]
    folder: str = Field(
        default="data/images", description="Where the pictures lie; --data overrides it."
    )
    csv: str = Field(default="paintings.csv", description="The table, relative to the folder.")
    file: str = "file"
    label: str = "culture"
    artist: str = "artist"
    source: str = "source"
    studies: int = Field(default=0, ge=0, description="Studies a label, painted for training only.")
    sketches: int = Field(
        default=0, ge=0, description="Sketches of each label that a hand draws, likewise."
    )


class FolderData(Part):
    """Folders `train`, `valid` and `test`, each with one folder a label.

    Without `valid` (null), validation is taken from training as `split.valid` says.
    """

    kind: Literal["folders"]
    folder: str
    train: str = "train"
    valid: str | None = "valid"
    test: str = "test"

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
    folder: str
    csv: str = "labels.csv"
    file: str = "file"
    pictures: str = Field(default="", description="Where files lie, relative to the folder.")


class LabelmeData(Part):
    """labelme's JSON files: the flags that are set are the labels."""

    kind: Literal["labelme"]
    folder: str


class UrlsData(Part):
    """A CSV of addresses and labels; `collect urls` has put their pictures into the folder."""

    kind: Literal["urls"]
    folder: str
    csv: str = Field(description="The list, relative to the folder.")
    url: str = "url"
    label: str = "label"


Data = Annotated[
    CatalogueData | FolderData | TableData | LabelmeData | UrlsData, Field(discriminator="kind")
]
