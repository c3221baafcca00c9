"""Components drawn once, in each language, and never mixed up."""

import json

from dash import html
from plotly.utils import PlotlyJSONEncoder

from tests.conftest import ROOT
from whence.catalogue import Catalogue
from whence.web.components.drawn import Drawn
from whence.web.language import _, speaking

FIRST, SECOND, *_rest = Catalogue.load(ROOT / "data" / "studies.csv")


def test_the_browser_gets_what_dash_would_have_sent() -> None:
    component = html.Div([html.P("one"), "two", 3, None], style={"--share": 0.5}, key="a")
    sent = json.loads(json.dumps(component, cls=PlotlyJSONEncoder))
    drawn = Drawn()
    assert drawn.of("plaque", FIRST, lambda: component) == sent
    assert drawn.of("plaque", FIRST, lambda: component) == sent


def test_each_drawing_is_made_once_and_kept_apart() -> None:
    drawn, made = Drawn(), []

    def draw() -> html.P:
        made.append(_("Right"))
        return html.P(made[-1])

    for _again in range(2):
        for what in ("frame", "plaque"):
            for painting in (FIRST, SECOND):
                drawn.of(what, painting, draw)
    assert made == ["Right"] * 4
    with speaking("zh-Hans"):
        chinese = drawn.of("frame", FIRST, draw)
    assert len(made) == 5
    assert chinese["props"]["children"] == made[-1] != "Right"


def test_what_one_visitor_gets_another_cannot_change() -> None:
    drawn = Drawn()
    drawn.of("frame", FIRST, lambda: html.P("here"))["props"]["children"] = "gone"
    assert drawn.of("frame", FIRST, lambda: html.P("here"))["props"]["children"] == "here"
