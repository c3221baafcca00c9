"""Our elements against Dash's own."""

import json
from typing import Any

import pytest
from dash import html
from dash._utils import to_json

from whence.web import elements
from whence.web.components.aria import aria

KINDS = ("A", "Button", "Div", "H2", "Img", "Li", "P", "Pre", "Span", "Strong", "Ul")
PROPERTIES: dict[str, Any] = {"className": "x", "title": None, "style": {"--ratio": "1.5"}}


@pytest.mark.parametrize("kind", KINDS)
def test_the_browser_gets_what_dashs_own_would_have_been(kind: str) -> None:
    ours, dashs = getattr(elements, kind), getattr(html, kind)
    for children in ([], ["one"], [["one", "two", None]]):
        made = ours(*children, **PROPERTIES, **aria(label="y"))
        assert made == json.loads(to_json(dashs(*children, **PROPERTIES, **aria(label="y"))))


def test_dashs_own_may_hold_ours() -> None:
    held = html.Div([elements.P("one"), html.P("one")])
    first, second = json.loads(to_json(held))["props"]["children"]
    assert first == second
