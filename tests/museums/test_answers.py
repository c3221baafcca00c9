from pathlib import Path

import pytest

from tests.museums.fake_clock import FakeClock
from tests.museums.standin_met import StandInMet
from whence.museums.answers import Answers
from whence.museums.errors import Garbage
from whence.museums.journal import Journal
from whence.museums.polite import PoliteClient


def test_keeps_what_the_shape_makes_and_asks_again_for_what_is_old(tmp_path: Path) -> None:
    time = [1000.0]
    with StandInMet() as museum:
        museum.add(1)
        client = PoliteClient([museum.origin], 0, clock=FakeClock().clock)
        answers = Answers(client, Journal(tmp_path / "journal.jsonl", lambda: time[0]))
        url = f"{museum.api}/v1/objects/1"
        assert answers.ask(url, lambda facts: facts["culture"]) == "Japan"
        assert answers.ask(url, lambda facts: facts["title"]) == "Japan"
        time[0] += 11
        assert answers.ask(url, lambda facts: facts["objectName"], 10) == "Hanging scroll"
        assert museum.asked.total() == 2


def test_an_answer_of_nothing_is_an_answer(tmp_path: Path) -> None:
    with StandInMet() as museum:
        museum.add(1)
        client = PoliteClient([museum.origin], 0, clock=FakeClock().clock)
        answers = Answers(client, Journal(tmp_path / "journal.jsonl"))
        for _ in range(2):
            url = f"{museum.api}/v1/objects/1"
            assert answers.ask(url, lambda facts: facts["additionalImages"]) == []
        assert museum.asked.total() == 1


def test_what_is_not_understood_is_not_kept(tmp_path: Path) -> None:
    with StandInMet() as museum:
        museum.add(1)
        client = PoliteClient([museum.origin], 0, clock=FakeClock().clock)
        journal = Journal(tmp_path / "journal.jsonl")
        with pytest.raises(Garbage):
            Answers(client, journal).ask(f"{museum.api}/v1/objects/1", lambda facts: facts["no"])
        assert journal.get(f"{museum.api}/v1/objects/1") is None
