"""What hangs on the page: framed picture, wall plaque, verdict and bars, each made from data."""

from typing import Literal
from urllib.parse import quote

from dash import html
from dash.development.base_component import Component

from whence.catalogue import Painting
from whence.classifier import Prediction
from whence.web.aria import aria

Tone = Literal["right", "wrong", "unknown"]

ICONS: dict[Tone, str] = {"right": "✓", "wrong": "✗", "unknown": "?"}
WORDS: dict[Tone, str] = {"right": "Right", "wrong": "Wrong", "unknown": "Not sure"}

LICENCES = {"CC0": "Public domain (CC0)", "unknown": "Rights not stated"}


def picture_url(painting: Painting) -> str:
    """Return the address of the painting's picture on this server."""
    return f"/pictures/{quote(painting.id, safe='')}"


def painting_url(painting: Painting) -> str:
    """Return the address of the painting's own page."""
    return f"/painting/{quote(painting.id, safe='')}"


def alternative(painting: Painting) -> str:
    """Return the label as one line, for those who do not see the picture."""
    by = f", by {painting.artist}" if painting.artist else ""
    when = f", {painting.date}" if painting.date else ""
    return f"{painting.title or 'A painting whose title is not in our list'}{by}{when}"


def frame(painting: Painting, ratio: float) -> Component:
    """Return the framed picture, `ratio` times as wide as high, and its heat map, not yet shown."""
    picture = html.Img(src=picture_url(painting), alt=alternative(painting), id="painting")
    # The background of what is not displayed is never fetched, unlike a hidden picture.
    heat = html.Div(className="heat", style={"--heat": f"url({picture_url(painting)}/why)"})
    return html.Div(
        html.Div([picture, heat], className="canvas", style={"--ratio": f"{ratio:.4f}"}),
        className="frame",
        key=painting.id,
    )


def similar(paintings: list[Painting]) -> list[Component]:
    """Return thumbnails that lead to the works that the network finds most like this one."""
    if not paintings:
        return []
    thumbnails = [
        html.A(
            html.Img(src=f"{picture_url(work)}?width=160", alt=alternative(work)),
            href=painting_url(work),
            title=alternative(work),
        )
        for work in paintings
    ]
    return [html.H2("It resembles"), html.Div(thumbnails, className="thumbnails")]


def ahead(painting: Painting) -> Component:
    """Return the next picture, unseen, so that the browser has it before it is wanted."""
    return html.Img(src=picture_url(painting), alt="")


def empty_frame() -> Component:
    """Return the bare wall that waits for the first painting."""
    return html.Div("Press the button and a painting will hang here.", className="bare")


def plaque(painting: Painting, *, from_museum: bool) -> Component:
    """Return the wall label: what the museum (or, for a study, its maker) says of the work."""
    origin = (
        html.A(painting.museum, href=painting.page_url, target="_blank", rel="noopener noreferrer")
        if painting.page_url
        else painting.museum
    )
    facts = " · ".join(fact for fact in (painting.date, painting.medium) if fact)
    licence = LICENCES.get(painting.licence, painting.licence)
    return html.Div(
        [
            html.H2(painting.title or "Title not in our list"),
            html.P(painting.artist or "Artist not in our list", className="artist"),
            html.P(facts),
            html.P([origin, f" · {licence}" if licence else ""]),
            html.P(
                [
                    "The museum says " if from_museum else "Painted in the manner of ",
                    html.Strong(painting.culture, id="culture"),
                ],
                className="truth",
            ),
            html.A("Address of this painting", href=painting_url(painting), className="permalink"),
        ]
    )


def tone_of(painting: Painting, prediction: Prediction) -> Tone:
    """Return green, red or grey: only an answer can be right or wrong."""
    if prediction.verdict != "confident":
        return "unknown"
    return "right" if prediction.label == painting.culture else "wrong"


def sentence(painting: Painting, prediction: Prediction, *, from_museum: bool) -> str:
    """Return the verdict as a person would say it."""
    authority = "museum" if from_museum else "label"
    if prediction.verdict == "unknown":
        return "I don’t know this kind of picture."
    if prediction.verdict == "torn":
        first, second = _best_two(prediction)
        return f"{first} or {second}: I can’t decide."
    if prediction.label == painting.culture:
        return f"{prediction.label}. The {authority} agrees."
    return f"{prediction.label}, but the {authority} says {painting.culture}."


def _best_two(prediction: Prediction) -> tuple[str, str]:
    ranked = sorted(zip(prediction.probabilities, prediction.labels, strict=True), reverse=True)
    return ranked[0][1], ranked[1][1]


def verdict(painting: Painting, prediction: Prediction, *, from_museum: bool) -> Component:
    """Return the network's guess: icon, word, colour and one sentence."""
    tone = tone_of(painting, prediction)
    return html.Div(
        [
            html.Span(ICONS[tone], className="icon", **aria(hidden="true")),
            html.Div(
                [
                    html.P(WORDS[tone], className="word"),
                    html.P(sentence(painting, prediction, from_museum=from_museum)),
                ]
            ),
        ],
        className=f"verdict {tone}",
        key=painting.id,
    )


def bars(painting: Painting, prediction: Prediction) -> Component:
    """Return one labelled bar a culture and the time that the guess took."""
    rows = [
        _bar(label, probability, true=label == painting.culture)
        for label, probability in zip(prediction.labels, prediction.probabilities, strict=True)
    ]
    took = html.P(f"Decided in {prediction.milliseconds:.0f} ms", className="took")
    return html.Div([*rows, took], key=painting.id)


def _bar(label: str, probability: float, *, true: bool) -> Component:
    percent = f"{100 * probability:.0f}"
    mark = [html.Span("◆", className="true-mark", title="The true culture")] if true else []
    return html.Div(
        [
            html.Span([label, *mark], className="name"),
            html.Div(
                html.Div(className="fill", style={"width": f"{100 * probability:.1f}%"}),
                className="track",
                role="meter",
                **aria(
                    label=f"{label}, the true culture" if true else label,
                    valuemin="0",
                    valuemax="100",
                    valuenow=percent,
                ),
            ),
            html.Span(percentage(probability), className="percent", **aria(hidden="true")),
        ],
        className="bar true" if true else "bar",
    )


def percentage(probability: float) -> str:
    """Return whole per cents; nothing is ever called quite sure or quite impossible."""
    percent = round(100 * probability)
    return {0: "< 1 %", 100: "> 99 %"}.get(percent, f"{percent} %")


def skeleton(lines: int) -> Component:
    """Return pale bars where text will stand; seen only while the first painting is awaited."""
    return html.Div([html.Div() for _ in range(lines)], className="skeleton", **aria(hidden="true"))


def lost_picture() -> Component:
    """Return what stands in place of a verdict when the picture was lost on its way."""
    return html.P("This picture got lost on its way here. Please ask for the next one.")


def studies_notice() -> Component:
    """Return the one line that says why studies hang instead of museum works."""
    return html.P(
        "The museum cannot be reached just now, so our own studies hang here until it can."
    )
