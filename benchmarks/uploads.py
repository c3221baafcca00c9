"""How each program takes a picture over HTTP and gives its answer."""

import json
from uuid import uuid4

from benchmarks.line import Line
from benchmarks.museum import PICTURES
from benchmarks.visitors import Act

_BOUNDARY = "a-boundary-that-no-picture-holds"
_MULTIPART = f"multipart/form-data; boundary={_BOUNDARY}"
_JSON = "application/json"


def form(field: str, number: int) -> bytes:
    """Return a form with one picture, whose bytes are its own."""
    head = (
        f"--{_BOUNDARY}\r\nContent-Disposition: form-data; "
        f'name="{field}"; filename="{number}.jpg"\r\nContent-Type: image/jpeg\r\n\r\n'
    )
    picture = PICTURES[number % len(PICTURES)] + uuid4().bytes
    return head.encode() + picture + f"\r\n--{_BOUNDARY}--\r\n".encode()


def posted(port: int, path: str) -> Act:
    """Return a visitor who sends a form to one address and is answered with probabilities."""
    line, turn = Line(port), iter(range(10**9))

    def send() -> None:
        answer = line.ask("POST", path, form("file", next(turn)), _MULTIPART)
        assert b"Japan" in answer, answer

    return send


def gradios(port: int) -> Act:
    """Return a visitor of Gradio's API: the file, then the call, then its stream of events."""
    line, turn = Line(port), iter(range(10**9))

    def send() -> None:
        sent = line.ask("POST", "/gradio_api/upload", form("files", next(turn)), _MULTIPART)
        file = {"path": json.loads(sent)[0], "meta": {"_type": "gradio.FileData"}}
        body = json.dumps({"data": [file]}).encode()
        called = line.ask("POST", "/gradio_api/call/predict", body, _JSON)
        event = json.loads(called)["event_id"]
        answer = line.ask("GET", f"/gradio_api/call/predict/{event}")
        assert b"Japan" in answer, answer

    return send
