"""What goes into the API and comes out of it, with examples; the documents are made of these."""

from typing import Annotated, Any, Final, Literal, Self

from pydantic import BaseModel, ConfigDict, Field

from whence.bundle import Task
from whence.catalogue_faults import LONGEST_ID
from whence.classifier import Verdict
from whence.painting import Painting
from whence.public_web.url import LONGEST as LONGEST_URL
from whence.query import LONGEST
from whence.web.components.hanging import picture_url

Probability = Annotated[float, Field(ge=0, le=1)]
LONGEST_CURSOR: Final = LONGEST_ID * 3 // 2
"""It is an id in base64, a third longer."""

Text = Annotated[str, Field(max_length=LONGEST)]


class Decided(BaseModel):
    """What the network says of one picture; `python -m whence predict --json` writes the same."""

    file: str = Field(
        description="The file's name as it was sent (of a Windows path its end), its address, or "
        "the work's id."
    )
    label: str = Field(description="The likeliest label.", examples=["Japan"])
    confidence: Probability = Field(description="The probability of `label`.", examples=[0.97])
    verdict: Verdict = Field(
        description="`confident`, `torn` (no label is sure enough), or `unknown` (nothing that "
        "was learned)."
    )
    chosen: list[str] = Field(
        description="All labels that hold; several or none where they do not exclude each other."
    )
    probabilities: dict[str, Probability] = Field(
        description="Calibrated, of every label.",
        examples=[{"America": 0.01, "China": 0.015, "India": 0.005, "Japan": 0.97}],
    )
    novelty: float | None = Field(
        description="How far from all that was learned; unknown beyond 1. Null where the model "
        "cannot tell.",
        examples=[0.62],
    )
    model: str = Field(examples=["paintings-6a181716"])
    ms: float = Field(description="Milliseconds that the network took.", examples=[11.2])


class Refusal(BaseModel):
    """Why a file was not decided: `code` for programs, `message` for people."""

    code: str = Field(examples=["broken"])
    message: str = Field(examples=["This picture is damaged or incomplete."])


class Refused(BaseModel):
    """A file that was not decided, while the others were."""

    file: str
    error: Refusal


class Results(BaseModel):
    """One result a picture, in the order in which they were sent."""

    results: list[Decided | Refused]


class WorkWanted(BaseModel):
    """A work of the catalogue to be decided."""

    model_config = ConfigDict(extra="forbid")
    id: str = Field(max_length=LONGEST_ID, examples=["study-japan-01"])


class AddressWanted(BaseModel):
    """A picture elsewhere to be decided; refused (403) where the operator has not allowed it."""

    model_config = ConfigDict(extra="forbid")
    url: str = Field(max_length=LONGEST_URL, examples=["https://example.org/picture.jpg"])


class Work(BaseModel):
    """What the label of a work says; a fact that nobody knows is an empty text."""

    id: str = Field(examples=["study-japan-01"])
    culture: str = Field(description="What the museum says.", examples=["Japan"])
    title: str
    artist: str
    date: str
    medium: str
    museum: str
    page_url: str = Field(description="The museum's own page.")
    licence: str
    picture: str = Field(
        description="Address of the picture; `?width=320` makes it smaller.",
        examples=["/api/v1/pictures/study-japan-01"],
    )

    @classmethod
    def of(cls, painting: Painting) -> Self:
        """Say what is public of `painting`; where its file lies on this machine is not."""
        facts = {name: getattr(painting, name) for name in cls.model_fields if name != "picture"}
        return cls(**facts, picture=f"/api/v1{picture_url(painting)}")


class Works(BaseModel):
    """A page of works in the catalogue's order."""

    items: list[Work]
    total: int = Field(description="Works on all pages together.", examples=[3867])
    next: str | None = Field(description="The next page's `cursor`, null on the last page.")


class Asked(BaseModel):
    """Which works are listed; what is empty asks for nothing."""

    model_config = ConfigDict(extra="forbid")
    culture: Text = Field("", description="Exactly: America, China, India or Japan.")
    century: Text = Field("", description="Exactly, as the address of /collection says it: 19th.")
    artist: Text = Field("", description="Anywhere in the name, without case and accents.")
    museum: Text = Field("", description="Exactly.")
    outcome: Literal["", "right", "wrong", "unsure"] = Field(
        "",
        description="How the network did with works that the worker which answers was asked about "
        "lately; another may know others, so pages of it need not follow each other.",
    )
    words: Text = Field("", description="The first eight, each anywhere in title, artist or date.")
    limit: int = Field(20, ge=1, le=100, description="Works on a page.")
    cursor: str = Field(
        "", max_length=LONGEST_CURSOR, description="`next` of the page before; empty for the first."
    )


class Label(BaseModel):
    """One answer that the network can give."""

    name: str = Field(examples=["Japan"])
    threshold: Probability | None = Field(
        description="Probability from which the label holds; null where the likeliest one does."
    )


class Labels(BaseModel):
    """All answers that the network can give, in their order."""

    model: str = Field(examples=["paintings-6a181716"])
    task: Task
    sure_from: Probability = Field(
        description="Least probability that counts as sure, where labels exclude each other."
    )
    labels: list[Label]


class Prepared(BaseModel):
    """What the network sees: pixels a side, and how they are scaled."""

    size: int = Field(examples=[224])
    scale: str = Field(examples=["tf"])


class Card(BaseModel):
    """The model's manifest and, where it was evaluated, everything that was measured."""

    id: str = Field(examples=["paintings-6a181716"])
    sha256: str = Field(description="Of the pickled model.")
    bytes: int
    recipe: str
    task: Task
    labels: list[str]
    input: Prepared
    tflite_sha256: str
    temperature: float
    trained_on: str
    data_fingerprint: str
    metrics: dict[str, Any]
    evaluation: dict[str, Any] | None = Field(
        description="evaluation.json without its list of single works; null without one."
    )


class Fault(BaseModel):
    """One thing that does not fit."""

    where: str = Field(examples=["query.limit"])
    message: str


class ProblemDetails(BaseModel):
    """Why there is no answer (RFC 9457)."""

    type: Literal["about:blank"]
    title: str = Field(examples=["Content Too Large"])
    status: int = Field(examples=[413])
    detail: str = Field(description="One sentence for people.")
    code: str = Field(description="For programs.", examples=["too-large"])
    errors: list[Fault] | None = Field(None, description="What does not fit, one by one.")
