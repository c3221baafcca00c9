"""How sure the network is: a bar for each label."""

from whence.classifier import Prediction
from whence.painting import Painting
from whence.web import elements as html
from whence.web.components.aria import aria
from whence.web.elements import Element
from whence.web.language import _
from whence.web.names import label_name, percentage


def bars(painting: Painting, prediction: Prediction) -> Element:
    """Return one labelled bar a culture and the time that the guess took."""
    rows = [
        _bar(label, probability, true=label == painting.culture)
        for label, probability in zip(prediction.labels, prediction.probabilities, strict=True)
    ]
    mark = html.Span("◆", className="true-mark", **aria(hidden="true"))
    took = html.P(
        [decided_in(prediction.milliseconds), " ", mark, _("The true culture")], className="took"
    )
    return html.Div([*rows, took], key=painting.id)


def decided_in(milliseconds: float) -> str:
    """Return how long the network took."""
    return _("Decided in {milliseconds} ms", milliseconds=f"{milliseconds:.0f}")


def _bar(label: str, probability: float, *, true: bool) -> Element:
    percent = f"{100 * probability:.0f}"
    name = label_name(label)
    mark = (
        [html.Span("◆", className="true-mark", title=_("The true culture"), **aria(hidden="true"))]
        if true
        else []
    )
    return html.Div(
        [
            html.Span([name, *mark], className="name"),
            html.Div(
                html.Div(className="fill", style={"width": f"{100 * probability:.1f}%"}),
                className="track",
                role="meter",
                **aria(
                    label=_("{culture}, the true culture", culture=name) if true else name,
                    valuemin="0",
                    valuemax="100",
                    valuenow=percent,
                ),
            ),
            html.Span(percentage(probability), className="percent", **aria(hidden="true")),
        ],
        className="bar true" if true else "bar",
    )
