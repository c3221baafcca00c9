from typing import Any

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from whence.columns import Repeated, Texts

TEXT = st.text(max_size=4) | st.text("a\ud800é山", max_size=2)


@pytest.mark.parametrize("kind", [Texts, Repeated])
@given(parts=st.lists(st.lists(TEXT, max_size=4), max_size=4))
@example(parts=[[], ["", "a"], [], ["a", "\udc80", ""]])
@example(parts=[["a", "bc"] * 200, ["é"], ["d"] * 256])
def test_texts_come_back_as_they_were_added(kind: Any, parts: list[list[str]]) -> None:
    column, texts = kind(), [text for part in parts for text in part]
    for part in parts:
        column.extend(part)
    assert len(column) == len(texts)
    assert list(column) == texts
    assert [column[row] for row in range(len(texts))] == texts
    with pytest.raises(IndexError):
        column[len(texts)]


def test_what_repeats_is_kept_once_in_the_order_in_which_it_came() -> None:
    column = Repeated()
    column.extend(["Met", "Freer", "Met"])
    column.extend(["", "Freer", "Met"])
    assert column.values == ["Met", "Freer", ""]
    assert column.codes.tolist() == [0, 1, 0, 2, 1, 0]
