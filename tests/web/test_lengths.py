import pytest
from starlette.datastructures import Headers

from whence.web.lengths import announced


@pytest.mark.parametrize(
    ("said", "meant"), [("0", 0), ("15", 15), ("", None), ("-1", None), ("1e3", None), ("²", None)]
)
def test_a_length_is_a_number_or_nothing(said: str, meant: int | None) -> None:
    assert announced(Headers({"Content-Length": said})) == meant


def test_no_length_and_one_that_nobody_could_send() -> None:
    assert announced(Headers({})) is None
    assert announced(Headers({"Content-Length": "9" * 5000})) is None
