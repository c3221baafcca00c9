"""Visitors who do what can be done in the gallery: click, browse, search, play, upload, read."""

import json
import random
import re
import threading
import time
import uuid
from collections.abc import Callable, Mapping
from functools import cache
from typing import Final

from benchmarks.browser import Browser, NoAnswer, Notes
from benchmarks.museum import PICTURES
from benchmarks.server import ROOT

CULTURES: Final = ("America", "China", "India", "Japan")
THUMBNAIL: Final = re.compile(r"/pictures/[\w-]+\?width=\d+")
GUESSES: Final = 3
SHELF: Final = 6
"""Thumbnails of a page of the collection that one visitor looks at."""


class Visitor(Browser):
    """One person; each act is some requests, one after the other."""

    def __init__(self, port: int, number: int, notes: Notes) -> None:
        address = f"10.1.{number // 250}.{number % 250 + 1}"
        super().__init__(port, address, notes)
        self._rng = random.Random(number)  # noqa: S311 - acts that can be repeated
        self._seen: list[str] = []

    def click(self) -> None:
        """Hang a painting, see it judged, and let the page make the next one ready."""
        if self.state.get("address.pathname") != "/":
            self.open("/")
            self.state["seen.data"] = self._seen
        self.state["show.n_clicks"] = self.state.get("show.n_clicks", 0) + 1
        hung = self.call("press", "hung.data", "show.n_clicks")
        self.state.setdefault("next.data", None)
        self._seen = self.state["seen.data"]
        self._look(hung)
        study = hung.startswith("study-")
        self.notes.count("studies hung" if study else "works hung")
        if study and not self.state.get("notice.children"):
            self.notes.count("studies without a word")
        if not self.state.get("bars.children"):
            self.notes.count("no verdict")
        self.call("similar", "similar.children", "hung.data")
        self.call("make ready", "next.data", "hung.data")

    def why(self) -> None:
        """Ask what the network looked at."""
        if "hung.data" not in self.state:
            self.click()
        self.ask("why", f"/pictures/{self.state['hung.data']}/why")

    def browse(self) -> None:
        """Open a page of the collection and look at its first pictures."""
        shelf = self.open("/collection", f"?culture={self._rng.choice(CULTURES)}")
        for address in THUMBNAIL.findall(json.dumps(shelf))[:SHELF]:
            self.ask("thumbnail", address)

    def search(self) -> None:
        """Type a number into the field of the collection."""
        if self.state.get("address.pathname") != "/collection":
            self.open("/collection")
            self.state["selection.search"] = ""
        self.state["find-words.value"] = str(self._rng.randrange(1000))
        self.call("search", "shelf.children", "find-words.value")

    def play(self) -> None:
        """Guess the first paintings of a game that nobody else plays."""
        self.open("/play")
        self.state["play-wanted.data"] = {"kind": "more", "game": None, "pressed": True}
        self.call("play", "play-game.data", "play-wanted.data")
        for _ in range(GUESSES):
            self.call("play", "play-place.data", "play-game.data")
            game = self.state["play-game.data"]
            self.ask("picture", f"/play/pictures/{game['name']}/{game['place']}")
            guess = f"guess-{self._rng.choice(CULTURES)}.n_clicks"
            self.state[guess] = 1
            self.call("play", "play-game.data", guess)
            self.state["play-next.n_clicks"] = 1
            self.call("play", "play-game.data", "play-next.n_clicks")

    def upload(self) -> None:
        """Try a picture of their own on the page."""
        said = json.loads(self.ask("upload, page", "/try", self._own(), "image/webp"))
        if "error" in said:
            self.notes.count("uploads refused")

    def upload_to_api(self) -> None:
        """Send a picture as a program does."""
        self.ask("upload, API", "/api/v1/predict", self._own(), "image/webp")

    def statistics(self) -> None:
        """Open the statistics and take a table along."""
        self.open("/statistics")
        self.ask("statistics", "/statistics/holdings.csv")

    def correct(self) -> None:
        """Say that a label is wrong, with a note that can be found again."""
        if "hung.data" not in self.state:
            self.click()
        note = uuid.uuid4().hex
        self.state |= {"note.value": note, "wrong-label.n_clicks": 1}
        said = self.call("correct", "thanks.children", "wrong-label.n_clicks")
        if "Thank you" in str(said):
            self.notes.thanked.append(note)
        else:
            self.notes.count("corrections not thanked for")

    def _look(self, hung: str) -> None:
        """Fetch the picture on the wall and compare it with the museum's own."""
        data = self.ask("picture", f"/pictures/{hung}")
        number = hung.removeprefix("work-")
        if number != hung and data != PICTURES[int(number) % len(PICTURES)] + number.encode():
            self.notes.wrong.append(hung)

    def _own(self) -> bytes:
        return self._rng.choice(_studies())


@cache
def _studies() -> list[bytes]:
    return [path.read_bytes() for path in sorted((ROOT / "data" / "studies").glob("*.webp"))]


Act = Callable[[Visitor], None]

CLICKING: Final[Mapping[Act, int]] = {Visitor.click: 1}
CORRECTING: Final[Mapping[Act, int]] = {Visitor.click: 2, Visitor.correct: 1}
ALL: Final[Mapping[Act, int]] = {
    Visitor.click: 8,
    Visitor.browse: 2,
    Visitor.search: 4,
    Visitor.play: 2,
    Visitor.upload: 1,
    Visitor.upload_to_api: 1,
    Visitor.statistics: 1,
    Visitor.why: 1,
    Visitor.correct: 1,
}


class Crowd:
    """Visitors at one gallery, each in a thread, until told to leave."""

    def __init__(
        self, port: int, visitors: int, acts: Mapping[Act, int] = ALL, pause: float = 1.0
    ) -> None:
        self.notes = Notes()
        self._leave = threading.Event()
        self._threads = [
            threading.Thread(target=self._visit, args=(port, number, acts, pause), daemon=True)
            for number in range(visitors)
        ]
        for thread in self._threads:
            thread.start()

    def stay(self, seconds: float) -> "Crowd":
        """Let them stay so long."""
        time.sleep(seconds)
        return self

    def leave(self) -> Notes:
        """Send all home once their last act is done; return what they noted."""
        self._leave.set()
        for thread in self._threads:
            thread.join()
        return self.notes

    def _visit(self, port: int, number: int, acts: Mapping[Act, int], pause: float) -> None:
        visitor = Visitor(port, number, self.notes)
        rng = random.Random(-number)  # noqa: S311
        while not self._leave.wait(rng.uniform(0, 2 * pause)):
            (act,) = rng.choices(list(acts), list(acts.values()))
            try:
                act(visitor)
            except NoAnswer:
                self.notes.count("acts given up")
                visitor.state = {}
