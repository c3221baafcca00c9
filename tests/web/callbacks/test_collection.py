"""The collection page's callbacks, with what an honest browser would never send."""

from contextlib import suppress
from types import SimpleNamespace
from typing import Any

import pytest
from dash import no_update
from dash.exceptions import PreventUpdate

from tests.test_gallery import STUDIES, Shelf, gallery, works
from whence.query import TEXTS, Query
from whence.web.callbacks.collection import Browsing

NONSENSE = [None, 7, "Atlantis", ["Japan"], {"culture": "Japan"}, "\ud800", "x" * 10_000]
HALL = gallery(works(60), Shelf())
BROWSING = Browsing(HALL)


def press(monkeypatch: pytest.MonkeyPatch, control: str) -> None:
    monkeypatch.setattr(
        "whence.web.callbacks.collection.ctx", SimpleNamespace(triggered_id=control)
    )


def asked(**wanted: str) -> tuple[str, ...]:
    return tuple(wanted.get(name, "") for name in TEXTS)


def test_a_control_writes_the_address_and_leaves_all_fields_alone(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    press(monkeypatch, "find-culture")
    url, shelf, *fields = BROWSING.browse("?page=3", *asked(culture="America"))
    assert url == "?culture=America"
    assert "72 works" in str(shelf)
    assert fields == [no_update] * len(TEXTS)


def test_an_address_sets_the_fields_and_is_not_written_again(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    press(monkeypatch, "selection")
    url, shelf, *fields = BROWSING.browse("?culture=Japan&words=bridge", *asked())
    assert url is no_update
    assert "No work" not in str(shelf)
    assert tuple(fields) == asked(culture="Japan", words="bridge")


def test_what_asks_for_the_same_shows_the_same(monkeypatch: pytest.MonkeyPatch) -> None:
    press(monkeypatch, "find-culture")
    url, shelf, *fields = BROWSING.browse("?page=2", *asked(words=" "))
    assert url is no_update
    assert "Page 2 of 5" in str(shelf)
    assert fields == [no_update] * len(TEXTS)
    press(monkeypatch, "selection")
    *_, field = BROWSING.browse("?words=wave", *asked(words="wave "))
    assert field is no_update


@pytest.mark.parametrize("value", NONSENSE)
def test_nonsense_never_fails(monkeypatch: pytest.MonkeyPatch, value: Any) -> None:
    assert "shelf" in str(BROWSING.page(value))
    for control in ("selection", "find-culture"):
        press(monkeypatch, control)
        for values in ([value] * len(TEXTS), ["Japan"], []):
            with suppress(PreventUpdate):
                assert len(BROWSING.browse(value, *values)) == 2 + len(TEXTS)
    BROWSING.offer(value, value, value)
    press(monkeypatch, "pick-one")
    with pytest.raises(PreventUpdate):
        BROWSING.leave(value, value, value)


def test_random_stays_within_the_selection(monkeypatch: pytest.MonkeyPatch) -> None:
    press(monkeypatch, "random")
    for _ in range(20):
        href, _ = BROWSING.leave(1, None, "?culture=China")
        assert href.startswith("/painting/study-china-")
    for clicks, search in ((1, "?culture=Atlantis"), (None, "")):
        with pytest.raises(PreventUpdate):
            BROWSING.leave(clicks, None, search)


def test_the_picker_offers_what_was_typed_within_the_selection(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    offered = BROWSING.offer("LÓTUS", "?culture=China", None)
    assert offered
    assert all("otus" in option["label"] for option in offered)
    assert BROWSING.offer("lotus", "?culture=America", None) == []
    press(monkeypatch, "pick-one")
    href, _ = BROWSING.leave(None, offered[0]["value"], "")
    assert href == f"/painting/{offered[0]['value']}"


def test_only_decided_works_are_right_wrong_or_unsure() -> None:
    hall = gallery(works(60), Shelf())
    browsing = Browsing(hall)
    assert "No work" in str(browsing.page("?outcome=right"))
    decided = next(iter(STUDIES))
    hall.predict(decided)
    pages = [str(browsing.page(f"?outcome={name}")) for name in ("right", "wrong", "unsure")]
    assert sum("'1 work'" in page for page in pages) == 1
    assert "1 work so far" in str(browsing.page(Query().to_url()))


def test_a_page_beyond_the_last_is_the_last() -> None:
    assert "Page 5 of 5" in str(BROWSING.page("?page=99"))


def test_what_is_picked_stays_on_offer_once() -> None:
    last = [*HALL.studies][-1].id
    for words in (None, "lotus"):
        offered = [each["value"] for each in BROWSING.offer(words, "", last)]
        assert offered.count(last) == 1
    assert last not in [each["value"] for each in BROWSING.offer("lotus", "", None)]
