"""What hangs on the page: framed picture, wall plaque and verdict, each made from data."""

from collections.abc import Sequence
from typing import Any, Literal
from urllib.parse import quote

from whence.classifier import Prediction
from whence.messages import N_
from whence.painting import Painting
from whence.web import elements as html
from whence.web.components.aria import aria
from whence.web.elements import Element
from whence.web.language import _
from whence.web.names import fact, label_name, told

Tone = Literal["right", "wrong", "unknown"]

ICONS: dict[Tone, str] = {"right": "✓", "wrong": "✗", "unknown": "?"}
WORDS: dict[Tone, str] = {
    "right": N_("Right"),
    "wrong": N_("Wrong"),
    "unknown": N_("Not sure"),
}

LICENCES = {"CC0": N_("Public domain (CC0)"), "unknown": N_("Rights not stated")}

LONG = 80
"""Letters of a title from which it is set smaller, so that nothing of it is cut off."""

LOST = N_("This picture cannot be had just now. Try again later, or ask for the next one.")
ABSENT = N_("This picture cannot be had just now.")


def picture_url(painting: Painting) -> str:
    """Return the address of the painting's picture on this server."""
    return f"/pictures/{quote(painting.id, safe='')}"


def painting_url(painting: Painting) -> str:
    """Return the address of the painting's own page."""
    return f"/painting/{quote(painting.id, safe='')}"


def alternative(painting: Painting) -> str:
    """Return the label as one line, for those who do not see the picture."""
    line = told(painting.title) or _("A painting whose title is not in our list")
    if painting.artist:
        line = _("{title}, by {artist}", title=line, artist=told(painting.artist))
    return _("{work}, {date}", work=line, date=painting.date) if painting.date else line


def frame(painting: Painting, ratio: float) -> Element:
    """Return the framed picture, `ratio` times as wide as high, and its heat map, not yet shown."""
    picture = html.Img(src=picture_url(painting), alt=alternative(painting), id="painting")
    # A lazy picture is not fetched before it is displayed.
    heat = html.Img(src=f"{picture_url(painting)}/why", alt="", className="heat", loading="lazy")
    return html.Div(
        html.Div([picture, heat], className="canvas", style={"--ratio": f"{ratio:.4f}"}),
        className="frame",
        key=painting.id,
    )


def similar(paintings: list[Painting]) -> list[Element]:
    """Return thumbnails that lead to the works that the network finds most like this one."""
    if not paintings:
        return []
    thumbnails = [
        html.A(
            html.Img(
                src=f"{picture_url(work)}?width=160",
                srcSet=f"{picture_url(work)}?width=320 2x",
                alt=alternative(work),
            ),
            href=painting_url(work),
            title=alternative(work),
        )
        for work in paintings
    ]
    return [html.H2(_("It resembles")), html.Div(thumbnails, className="thumbnails")]


def thumbnail(painting: Painting, marks: Sequence[Any] = ()) -> Element:
    """Return a picture's place on a shelf, its `marks` over it; it says so where none comes."""
    picture = html.Img(src=f"{picture_url(painting)}?width=320", alt="")
    words = {"data-absent": _(ABSENT)}
    return html.Span([picture, *marks], className="picture", **words)


def ahead(painting: Painting) -> Element:
    """Return the next picture, unseen, so that the browser has it before it is wanted."""
    return html.Img(src=picture_url(painting), alt="")


def empty_frame() -> Element:
    """Return the bare wall that waits for the first painting."""
    return html.Div(
        [
            html.Span(_("Press the button and a painting will hang here."), className="ready"),
            html.Span(_("Fetching a painting…"), className="fetching"),
        ],
        className="bare",
    )


def plaque(painting: Painting, *, from_museum: bool) -> Element:
    """Return the wall label: what the museum (or, for a study, its maker) says of the work."""
    origin: Element = fact(painting.museum)
    if painting.page_url:
        origin = html.A(origin, href=painting.page_url, target="_blank", rel="noopener noreferrer")
    licence = _(LICENCES.get(painting.licence, painting.licence))
    return html.Div(
        [
            html.H2(
                fact(painting.title) if painting.title else _("Title not in our list"),
                className="long" if len(painting.title) > LONG else None,
            ),
            html.P(
                fact(painting.artist) if painting.artist else _("Artist not in our list"),
                className="artist",
            ),
            html.P(fact(painting.date, painting.medium)),
            html.P([origin, f" · {licence}" if licence else ""]),
            html.P(
                [
                    _("The museum says ") if from_museum else _("Painted in the manner of "),
                    html.Strong(label_name(painting.culture), id="culture"),
                ],
                className="truth",
            ),
            html.A(
                _("Address of this painting"), href=painting_url(painting), className="permalink"
            ),
        ]
    )


def tone_of(culture: str, prediction: Prediction) -> Tone:
    """Return green, red or grey: only an answer can be right or wrong."""
    if prediction.verdict != "confident":
        return "unknown"
    return "right" if prediction.label == culture else "wrong"


def sentence(painting: Painting, prediction: Prediction, *, from_museum: bool) -> str:
    """Return the verdict as a person would say it."""
    if prediction.verdict == "unknown":
        return _("I don’t know this kind of picture.")
    if prediction.verdict == "torn":
        return torn(prediction)
    guess, truth = label_name(prediction.label), label_name(painting.culture)
    if guess == truth and from_museum:
        return _("{guess}. The museum agrees.", guess=guess)
    if guess == truth:
        return _("{guess}. The label agrees.", guess=guess)
    if from_museum:
        return _("{guess}, but the museum says {truth}.", guess=guess, truth=truth)
    return _("{guess}, but the label says {truth}.", guess=guess, truth=truth)


def torn(prediction: Prediction) -> str:
    """Return what the network says that hangs between its two best guesses."""
    ranked = sorted(zip(prediction.probabilities, prediction.labels, strict=True), reverse=True)
    first, second = (label_name(label) for _probability, label in ranked[:2])
    if prediction.confidence >= 0.5:
        return _("Probably {first}, perhaps {second}.", first=first, second=second)
    return _("{first} or {second}: I can’t decide.", first=first, second=second)


def verdict(painting: Painting, prediction: Prediction, *, from_museum: bool) -> Element:
    """Return the network's guess: icon, word, colour and one sentence."""
    tone = tone_of(painting.culture, prediction)
    return html.Div(
        [
            html.Span(ICONS[tone], className="icon", **aria(hidden="true")),
            html.Div(
                [
                    html.P(_(WORDS[tone]), className="word"),
                    html.P(sentence(painting, prediction, from_museum=from_museum)),
                ]
            ),
        ],
        className=f"verdict {tone}",
        key=painting.id,
    )


def skeleton(lines: int) -> Element:
    """Return pale bars where text will stand; seen only while the first painting is awaited."""
    return html.Div([html.Div() for _ in range(lines)], className="skeleton", **aria(hidden="true"))


def lost_picture() -> Element:
    """Return what stands in place of a picture that cannot be had."""
    return html.P(_(LOST))


def no_verdict() -> Element:
    """Return the same for those who do not see the wall, where their reader listens."""
    return html.P(_(LOST), className="visually-hidden")


def studies_notice() -> Element:
    """Return the one line that says why studies hang instead of museum works."""
    return html.P(
        _("The museum cannot be reached just now, so our own studies hang here until it can.")
    )
