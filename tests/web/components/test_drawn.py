"""Elements drawn once, in each language, and never mixed up."""

import json
from typing import Any

import numpy as np
from plotly.io.json import to_json_plotly
from plotly.utils import PlotlyJSONEncoder

from tests.conftest import ROOT
from whence.bundle import read
from whence.catalogue import Catalogue
from whence.classifier import Classifier
from whence.web import elements as html
from whence.web.components import hanging
from whence.web.components.bars import bars
from whence.web.components.drawn import Drawing, Drawn
from whence.web.language import _, speaking

FIRST, SECOND, *_rest = Catalogue.load(ROOT / "data" / "studies.csv")


def test_the_browser_gets_what_dash_would_have_sent() -> None:
    said = Classifier(read(ROOT / "model" / "culture.pkl")).predict(np.zeros((9, 9, 3), np.uint8))
    room = [
        hanging.frame(FIRST, 1.5),
        hanging.plaque(FIRST, from_museum=False),
        hanging.verdict(FIRST, said, from_museum=True),
        bars(FIRST, said),
    ]
    sent, drawn = json.loads(json.dumps(room, cls=PlotlyJSONEncoder)), Drawn()
    assert received(drawn.keep(FIRST, room)) == sent
    assert received(drawn.get(FIRST)) == sent


def received(drawing: Drawing | None) -> Any:
    """Return what the browser reads in Dash's answer."""
    assert drawing is not None
    return json.loads(to_json_plotly(drawing))


def word(drawing: Drawing | None) -> Any:
    return received(drawing)[0]["props"]["children"]


def test_drawings_are_kept_apart_by_painting_and_language() -> None:
    drawn = Drawn()
    drawn.keep(FIRST, [html.P(_("Right"))])
    assert drawn.get(SECOND) is None
    with speaking("zh-Hans"):
        assert drawn.get(FIRST) is None
        drawn.keep(FIRST, [html.P(_("Right"))])
        chinese = word(drawn.get(FIRST))
    assert chinese != word(drawn.get(FIRST)) == "Right"


def test_what_one_visitor_gets_another_cannot_change() -> None:
    drawn = Drawn()
    drawn.keep(FIRST, [html.P("here")]).clear()
    assert word(drawn.get(FIRST)) == "here"
