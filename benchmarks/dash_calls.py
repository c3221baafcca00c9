"""Callbacks as a browser asks for them, without a browser."""

import json
from collections.abc import Sequence
from typing import Any

from benchmarks.visitors import Line

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


def choose(line: Line, seen: Sequence[str] = ()) -> tuple[str, list[str]]:
    """Press our gallery's button; return the painting's id and what was seen by now."""
    outputs = ["hung.data", "seen.data", "notice.children"]
    state = [("next", "data", None), ("seen", "data", list(seen))]
    chosen = call(line, outputs, [("show", "n_clicks", 1)], state)
    return chosen["hung"]["data"], chosen["seen"]["data"]


HANGING = ("wall.children", "plaque.children")
"""What the callback writes that hangs a painting."""

VERDICT = ("verdict.children", "bars.children")
"""What the callback writes that asks the network."""
