"""Callbacks as a browser asks for them, without a browser."""

import json
from collections.abc import Sequence
from typing import Any

from benchmarks.line import Line

DASH = "/_dash-update-component"
JSON = "application/json"

Value = tuple[str, str, Any]
"""A component's id, one of its properties, what that is."""


def body(outputs: Sequence[str], inputs: Sequence[Value], state: Sequence[Value] = ()) -> bytes:
    """Return the request's body; `outputs` are written like "verdict.children"."""
    named = [dict(zip(("id", "property"), name.split("."), strict=True)) for name in outputs]
    single = len(outputs) == 1
    call = {
        "output": outputs[0] if single else f"..{'...'.join(outputs)}..",
        "outputs": named[0] if single else named,
        "inputs": [{"id": i, "property": p, "value": v} for i, p, v in inputs],
        "state": [{"id": i, "property": p, "value": v} for i, p, v in state],
        "changedPropIds": [f"{inputs[0][0]}.{inputs[0][1]}"],
    }
    return json.dumps(call).encode()


def call(
    line: Line, outputs: Sequence[str], inputs: Sequence[Value], state: Sequence[Value] = ()
) -> Any:
    """Return what a callback gives its outputs, by id and property."""
    answer = line.ask("POST", DASH, body(outputs, inputs, state), JSON)
    return json.loads(answer)["response"]


PRESSED = ("hung.data", "notice.children", "wall.children", "plaque.children")
PRESSED = (*PRESSED, "verdict.children", "bars.children", "seen.data")
"""What a press of our gallery's button writes."""


def press(seen: Sequence[str] = (), ready: str | None = None) -> bytes:
    """Return the body of a press of our gallery's button; `ready` was made ready before."""
    state = [("next", "data", ready), ("seen", "data", list(seen))]
    return body(PRESSED, [("show", "n_clicks", 1)], state)
