"""The chain of callbacks, called as Dash calls it, with what an honest browser would never send."""

import asyncio
from collections.abc import Coroutine
from concurrent.futures import ThreadPoolExecutor
from types import SimpleNamespace
from typing import Any, TypeVar

import pytest
from dash.exceptions import PreventUpdate

from tests.test_gallery import STUDIES, Shelf, gallery, works
from whence.feedback import Correction
from whence.gallery import SEEN
from whence.web.callbacks.gallery import Chain
from whence.web.workers import Workers

T = TypeVar("T")

kept: list[Correction] = []


def run(call: Coroutine[Any, Any, T]) -> T:
    """Await a call in a thread of its own; the browser of other tests keeps a loop in this one."""
    with ThreadPoolExecutor(1) as thread:
        return thread.submit(asyncio.run, call).result()


def chain(shelf: Shelf | None = None, count: int = 60) -> Chain:
    return Chain(gallery(works(count), shelf or Shelf()), kept.append, Workers(1))


def test_choose_takes_the_painting_that_was_made_ready() -> None:
    hung, seen, notice = run(chain().choose(1, "work-7", ["work-1"]))
    assert (hung, seen, notice) == ("work-7", ["work-1", "work-7"], None)


@pytest.mark.parametrize("ready", [None, 7, {"id": "work-1"}, ["work-1"], "nobody", "work-1"])
def test_choose_picks_one_itself_when_none_or_nonsense_is_ready(ready: Any) -> None:
    hung, _, _ = run(chain().choose(1, ready, ["work-1"]))
    assert hung.startswith("work-")
    assert hung != "work-1"


@pytest.mark.parametrize("seen", [None, 7, "work-1", {"a": 1}, [1, None, [], {}], ["x"] * 10_000])
def test_choose_survives_any_memory(seen: Any) -> None:
    hung, remembered, _ = run(chain().choose(1, None, seen))
    assert remembered[-1] == hung
    assert len(remembered) <= SEEN


def test_choose_says_so_when_a_study_hangs_instead() -> None:
    absent = Shelf(missing={f"work-{number}" for number in range(60)})
    hung, _, notice = run(chain(absent).choose(1, None, []))
    assert hung in STUDIES
    assert "museum cannot be reached" in str(notice)


@pytest.mark.parametrize("hung", [None, 7, "nobody", ["work-1"], {"id": "work-1"}])
def test_nothing_hangs_for_an_id_that_is_none(hung: Any) -> None:
    for step in (chain().hang, chain().judge):
        with pytest.raises(PreventUpdate):
            run(step(hung))


def test_a_picture_and_its_plaque_come_together() -> None:
    frame, plaque = run(chain().hang("work-1"))
    assert "/pictures/work-1" in str(frame)
    assert "plaque" not in str(frame)
    assert "The museum says" in str(plaque)


def test_a_lost_picture_keeps_its_plaque() -> None:
    frame, plaque = run(chain(Shelf(missing={"work-1"})).hang("work-1"))
    assert "got lost" in str(frame)
    assert plaque == run(chain().hang("work-1"))[1]


def test_a_picture_lost_between_choice_and_verdict_is_said_so() -> None:
    verdict, bars = run(chain(Shelf(missing={"work-1"})).judge("work-1"))
    assert "got lost" in str(verdict)
    assert bars is None


def test_the_next_painting_is_decided_ahead() -> None:
    shelf = Shelf()
    hall = chain(shelf, 3)
    ready, ahead = run(hall.make_ready(None, ["work-0"]))
    assert f"/pictures/{ready}" in str(ahead)
    asked = len(shelf.asked)
    run(hall.judge(ready))
    assert len(shelf.asked) == asked


@pytest.mark.parametrize(
    ("button", "kind"), [("wrong-label", "label is wrong"), ("disagree", "I disagree")]
)
def test_a_correction_is_kept_with_what_was_shown(
    monkeypatch: pytest.MonkeyPatch, button: str, kind: str
) -> None:
    kept.clear()
    monkeypatch.setattr("whence.web.callbacks.gallery.ctx", SimpleNamespace(triggered_id=button))
    thanks, note = run(chain().correct(1, None, "Ink, not oil", "work-1"))
    assert "Thank you" in thanks
    assert note == ""
    assert [(c.painting, c.kind, c.note, c.model) for c in kept] == [
        ("work-1", kind, "Ink, not oil", "tiny-39a4d6c2")
    ]


def test_a_note_that_is_too_long_is_given_back_with_a_reason(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    kept.clear()
    monkeypatch.setattr(
        "whence.web.callbacks.gallery.ctx", SimpleNamespace(triggered_id="disagree")
    )
    reason, note = run(chain().correct(1, None, "x" * 501, "work-1"))
    assert "500" in reason
    assert note == "x" * 501
    assert kept == []


def test_resembling_works_are_those_already_seen() -> None:
    hall = chain()
    for number in range(6):
        run(hall.judge(f"work-{number}"))
    thumbnails = run(hall.resemble(None, "work-2"))[1].children
    assert len(thumbnails) == 4
    assert all(link.href != "/painting/work-2" for link in thumbnails)
