"""Corrections as the page sends them, and as no page would."""

import asyncio
from threading import Event
from types import SimpleNamespace
from typing import Any, cast

import pytest
from dash import no_update
from dash.exceptions import PreventUpdate

from tests.test_gallery import Shelf, gallery, works
from tests.web.callbacks.test_gallery import run
from whence.feedback import Correction
from whence.web.callbacks.correcting import Correcting
from whence.web.workers import Workers

kept: list[Correction] = []


def desk() -> Correcting:
    return Correcting(gallery(works(60), Shelf()), kept.append, Workers())


@pytest.mark.parametrize(
    ("button", "kind"), [("wrong-label", "label is wrong"), ("disagree", "I disagree")]
)
def test_a_correction_is_kept_with_what_was_shown(
    monkeypatch: pytest.MonkeyPatch, button: str, kind: str
) -> None:
    kept.clear()
    monkeypatch.setattr("whence.web.callbacks.correcting.ctx", SimpleNamespace(triggered_id=button))
    thanks, _ = run(desk().correct(1, None, "Ink, not oil", "work-1", []))
    assert "Thank you" in thanks["props"]["children"]
    assert (thanks["props"]["data-painting"], thanks["props"]["data-kept"]) == ("work-1", True)
    assert [(c.painting, c.kind, c.note, c.model) for c in kept] == [
        ("work-1", kind, "Ink, not oil", "tiny-39a4d6c2")
    ]


def test_a_correction_does_not_wait_for_a_slow_museum(monkeypatch: pytest.MonkeyPatch) -> None:
    kept.clear()
    monkeypatch.setattr(
        "whence.web.callbacks.correcting.ctx", SimpleNamespace(triggered_id="disagree")
    )
    workers, go_on = Workers(), Event()
    hall = gallery(works(1), Shelf())
    one = Correcting(hall, kept.append, workers)

    async def correct() -> tuple[Any, Any]:
        await workers.decide(hall, next(iter(hall.catalogue)))
        stuck = [asyncio.create_task(workers.fetch(go_on.wait)) for _ in range(16)]
        await asyncio.sleep(0)
        try:
            async with asyncio.timeout(60):
                return await one.correct(1, None, "", "work-0", None)
        finally:
            go_on.set()
            await asyncio.gather(*stuck)

    assert "Thank you" in str(run(correct())[0])
    assert len(kept) == 1


def test_a_note_that_is_too_long_stays_and_the_reason_is_told(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    kept.clear()
    monkeypatch.setattr(
        "whence.web.callbacks.correcting.ctx", SimpleNamespace(triggered_id="disagree")
    )
    reason, said = run(desk().correct(1, None, "x" * 501, "work-1", []))
    assert "500" in reason["props"]["children"]
    assert reason["props"]["data-kept"] is False
    assert said is no_update
    assert kept == []


def test_what_was_said_already_is_kept_again_only_with_a_new_word(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    kept.clear()
    one, said = desk(), cast(Any, {"no": "list"})
    for button, note, hung, count in [
        ("disagree", "Ink", "work-1", 1),
        ("disagree", "", "work-1", 1),
        ("disagree", " \n", "work-1", 1),
        ("wrong-label", None, "work-1", 2),
        ("disagree", "", "work-2", 3),
        ("disagree", "", "work-1", 3),
        ("disagree", "No, oil", "work-1", 4),
    ]:
        monkeypatch.setattr(
            "whence.web.callbacks.correcting.ctx", SimpleNamespace(triggered_id=button)
        )
        thanks, said = run(one.correct(1, None, note, hung, said))
        assert "Thank you" in str(thanks)
        assert thanks["props"]["data-painting"] == hung
        assert len(kept) == count
        assert len(set(said)) == len(said)


@pytest.mark.parametrize("hung", [None, 7, "nobody", ["work-1"], {"id": "work-1"}])
def test_what_hangs_nowhere_is_not_corrected(hung: Any) -> None:
    with pytest.raises(PreventUpdate):
        run(desk().correct(1, None, "", hung, []))


@pytest.mark.parametrize("button", [None, "x"])
def test_what_no_button_says_is_not_kept(
    monkeypatch: pytest.MonkeyPatch, button: str | None
) -> None:
    monkeypatch.setattr("whence.web.callbacks.correcting.ctx", SimpleNamespace(triggered_id=button))
    with pytest.raises(PreventUpdate):
        run(desk().correct(1, None, "", "work-1", []))
