import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from whence.folding import Folded, fold


@pytest.mark.parametrize(
    ("text", "folded"),
    [
        ("WAVE", "wave"),
        ("ŌKYO", "okyo"),
        ("Straße", "strasse"),
        ("Ørsted", "orsted"),
        ("山水", "山水"),
        ("№ 5™", "no 5tm"),
    ],
)
def test_fold_keeps_only_what_is_compared(text: str, folded: str) -> None:
    assert fold(text) == folded


TEXTS = st.text("aAbBéÉ山\n\ud800 ", max_size=6) | st.text(max_size=3)


WANTED = TEXTS.map(fold).filter(lambda text: text and not {"\n", "\0"} & {*text})


@given(st.lists(TEXTS, max_size=6), WANTED)
@example(["", "a", "", "xaxa", "b\na", "\0"], "a")
@example(["\0", "a\nb", "ab"], " ")
@example(["a"], "a")
@example([], "a")
@example(["aab", "ba", "baab"], "aa")
@example(["a"] * 4095 + ["xé", "a"] + ["É"] * 5000, "e")
def test_each_text_that_holds_another_is_found(texts: list[str], wanted: str) -> None:
    folded = [fold(text).replace("\n", " ").replace("\0", " ") for text in texts]
    found = Folded(texts).holding(wanted)
    assert found.dtype == bool
    assert found.tolist() == [wanted in text for text in folded]


@pytest.mark.parametrize("text", ["under\nthe", "under\0the"])
def test_what_parts_texts_is_a_blank_inside_of_one(text: str) -> None:
    assert Folded([text]).holding("under the").tolist() == [True]


@pytest.mark.parametrize("wanted", ["the wave", "\0", "\1", "X"])
def test_nothing_is_found_that_is_not_there(wanted: str) -> None:
    assert not Folded(["under the", "wave"] * 3000).holding(wanted).any()
