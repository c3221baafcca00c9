"""A browser without a screen: keeps a connection, tries again as a person would, notes it all."""

import http.client
import json
import threading
import time
from collections import Counter
from collections.abc import Sequence
from statistics import median
from typing import Any, NamedTuple

TRIES = 5
PATIENCE = 60.0
"""Seconds that a browser waits for one answer, and those after which it comes again no more."""

UPDATE = "/_dash-update-component"
BUSY, OFTEN = 503, 429
GOOD = (200, 204, OFTEN)
"""Answers that are no failure: a visitor who asks too often is to be told so."""


class Note(NamedTuple):
    """One request until its answer: when it began, how long the last try took, what it was.

    `status` is 0 where no try brought an answer; `cut` counts tries without one, `busy` answers
    that asked to come again later.
    """

    kind: str
    begun: float
    seconds: float
    status: int
    cut: int
    busy: int


class Notes:
    """What all visitors asked for and got; threads may share it."""

    def __init__(self) -> None:
        self.requests: list[Note] = []
        self.seen: Counter[str] = Counter()
        self.thanked: list[str] = []
        self.wrong: list[str] = []
        self.waits: list[float] = []
        self._lock = threading.Lock()

    def count(self, what: str) -> None:
        """Count something that a visitor saw."""
        with self._lock:
            self.seen[what] += 1

    @property
    def failures(self) -> int:
        """Return how many requests ended without an answer or with one that is of no use."""
        return sum(note.status not in GOOD for note in self.requests)

    def facts(self) -> dict[str, Any]:
        """Return what is said of any run: how much was asked, and what went wrong."""
        notes = self.requests
        return {
            "requests": len(notes),
            "no_answer": sum(not note.status for note in notes),
            "status_5xx": sum(note.status >= 500 for note in notes),
            "failures": self.failures,
            "told_to_come_again": sum(note.busy for note in notes),
            "tried_again": sum(note.cut > 0 for note in notes),
            "most_tries_again": max((note.cut for note in notes), default=0),
            "slowest_seconds": round(max((note.seconds for note in notes), default=0), 2),
            "wrong_pictures": len(self.wrong),
        }

    def by_kind(self) -> dict[str, dict[str, float]]:
        """Return count, p50 and p95 (milliseconds) of each kind of request."""
        kinds: dict[str, list[float]] = {}
        for note in self.requests:
            kinds.setdefault(note.kind, []).append(1000 * note.seconds)
        return {
            kind: {
                "requests": len(times),
                "p50": round(median(times), 1),
                "p95": round(sorted(times)[int(0.95 * len(times))], 1),
            }
            for kind, times in sorted(kinds.items())
        }


class NoAnswer(Exception):  # noqa: N818 - reads as what happened
    """Nothing came that a visitor can use; the notes know what came."""


class Browser:
    """One visitor's browser, at an address of its own as a proxy in front tells it."""

    def __init__(self, port: int, address: str, notes: Notes) -> None:
        self._port, self._address, self.notes = port, address, notes
        self._line: http.client.HTTPConnection | None = None
        self._callbacks: list[dict[str, Any]] = []
        self.state: dict[str, Any] = {}

    def ask(self, kind: str, path: str, body: bytes | None = None, media: str = "") -> bytes:
        """Return the body of the answer; raises NoAnswer where it is no 200 or 204."""
        begun, cut, busy, status, data = time.time(), 0, 0, 0, b""
        seconds, ends = 0.0, time.monotonic() + PATIENCE
        while cut < TRIES and time.monotonic() < ends:
            started = time.perf_counter()
            try:
                status, data, again = self._once(path, body, media)
            except (OSError, http.client.HTTPException):
                status, again = 0, 0.5 * cut  # the first time at once, as browsers do
                cut += 1
                self._line = None
            seconds = time.perf_counter() - started
            if status == OFTEN:
                self.notes.waits.append(again)
            if status not in (0, BUSY) or (status == BUSY and not again):
                break
            busy += status == BUSY
            time.sleep(again)
        self.notes.requests.append(Note(kind, begun, seconds, status, cut, busy))
        if status not in (200, 204):
            raise NoAnswer(f"{path}: {status}")
        return data

    def _once(self, path: str, body: bytes | None, media: str) -> tuple[int, bytes, float]:
        """Return status, body and after how many seconds to ask again if the gallery said so."""
        if self._line is None:
            self._line = http.client.HTTPConnection("127.0.0.1", self._port, timeout=PATIENCE)
        headers = {"X-Forwarded-For": self._address, "Accept": "text/html,*/*"}
        if media:
            headers["Content-Type"] = media
        self._line.request("GET" if body is None else "POST", path, body, headers)
        reply = self._line.getresponse()
        return reply.status, reply.read(), float(reply.headers.get("Retry-After") or 0)

    def open(self, path: str, search: str = "") -> Any:
        """Open a page and return what its first callback puts there."""
        self.ask("page", path + search)
        self.state = {"address.pathname": path, "address.search": search}
        return self.call("page", "page.children", "address.pathname")

    def call(self, kind: str, output: str, changed: str) -> Any:
        """Let the callback run that writes `output` when `changed` changes; return that value."""
        if not self._callbacks:
            self._callbacks = json.loads(self.ask("page", "/_dash-dependencies"))
        callback = next(
            each
            for each in self._callbacks
            if output in each["output"] and changed in map(_name, each["inputs"])
        )
        data = self.ask(kind, UPDATE, _body(callback, changed, self.state), "application/json")
        response = json.loads(data)["response"] if data else {}
        for name, values in response.items():
            self.state |= {f"{name}.{key.split('@')[0]}": value for key, value in values.items()}
        return self.state.get(output)


def _name(each: dict[str, str]) -> str:
    return f"{each['id']}.{each['property']}"


def _body(callback: dict[str, Any], changed: str, state: dict[str, Any]) -> bytes:
    """Return a callback's call as Dash's own page sends it."""
    written = callback["output"]
    several = written.startswith("..")
    names = written.strip(".").split("...") if several else [written]
    outputs = [dict(zip(("id", "property"), each.split(".", 1), strict=True)) for each in names]

    def known(wanted: Sequence[dict[str, str]]) -> list[dict[str, Any]]:
        return [
            {"id": each["id"], "property": each["property"], "value": state.get(_name(each))}
            for each in wanted
        ]

    call = {
        "output": written,
        "outputs": outputs if several else outputs[0],
        "inputs": known(callback["inputs"]),
        "state": known(callback["state"]),
        "changedPropIds": [changed],
    }
    return json.dumps(call).encode()
