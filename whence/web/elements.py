"""HTML elements as callbacks answer with them: what Dash's own classes become when they are sent.

Dash's make an object that looks through forty properties by name; a room has some thirty of them,
which took a third of the event loop's time for a fresh click.
"""

from functools import partial
from typing import Any, TypeAlias

Element: TypeAlias = Any
"""A dict of kind, properties and where the browser finds how to draw it; Dash's own elements take
it as a child, although their types do not say so."""


def _element(kind: str, children: Any = None, /, **properties: Any) -> Element:
    return {
        "props": {"children": children, **properties},
        "type": kind,
        "namespace": "dash_html_components",
    }


A = partial(_element, "A")
Button = partial(_element, "Button")
Div = partial(_element, "Div")
H2 = partial(_element, "H2")
Img = partial(_element, "Img")
Li = partial(_element, "Li")
P = partial(_element, "P")
Pre = partial(_element, "Pre")
Span = partial(_element, "Span")
Strong = partial(_element, "Strong")
Table = partial(_element, "Table")
Tbody = partial(_element, "Tbody")
Td = partial(_element, "Td")
Th = partial(_element, "Th")
Thead = partial(_element, "Thead")
Tr = partial(_element, "Tr")
Ul = partial(_element, "Ul")
