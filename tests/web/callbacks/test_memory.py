from typing import Any

import pytest

from whence.gallery import SEEN
from whence.web.callbacks.memory import and_last, remembered


@pytest.mark.parametrize("kept", [None, 7, "work-1", {"a": 1}, [], [1, None, [], {}]])
def test_what_is_no_list_of_texts_is_nothing(kept: Any) -> None:
    assert remembered(kept) == []


def test_the_last_are_remembered_each_once_and_the_newest_at_the_end() -> None:
    many = [f"work-{number}" for number in range(SEEN + 5)]
    assert remembered([*many, 7]) == many[6:]
    assert and_last(many[:SEEN], "work-3")[-2:] == [f"work-{SEEN - 1}", "work-3"]
    assert len(and_last(many[:SEEN], "work-3")) == len(and_last(many[:SEEN], "new")) == SEEN
