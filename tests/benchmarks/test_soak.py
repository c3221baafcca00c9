"""A long crowd is borne only where nothing at all went wrong."""

from typing import Any

import pytest

from benchmarks.soak import borne

GOOD = {
    "failures": 0,
    "wrong_pictures": 0,
    "workers_replaced": False,
    "megabytes": {"growth": 0.03},
    "seen": {"works hung": 900},
}


def test_nothing_went_wrong() -> None:
    assert borne(GOOD)


@pytest.mark.parametrize(
    "wrong",
    [
        {"failures": 1},
        {"wrong_pictures": 1},
        {"workers_replaced": True},
        {"megabytes": {"growth": 0.06}},
        {"seen": {"works hung": 900, "no verdict": 1}},
        {"seen": {}},
    ],
)
def test_one_thing_that_went_wrong_is_enough(wrong: dict[str, Any]) -> None:
    assert not borne(GOOD | wrong)
