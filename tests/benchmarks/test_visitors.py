"""Visitors are counted and timed, and a visit that cannot begin says so at once."""

import itertools

import pytest

from benchmarks.visitors import Act, Timing, crowd, middle, timing


def test_all_visitors_act_and_every_act_counts() -> None:
    acts = itertools.count()
    found = crowd(lambda: lambda: 0.001 * next(acts), 3, 0.05)
    # Each visitor's first act warms up.
    assert found.count == next(acts) - 3


def test_a_visit_that_cannot_begin_ends_all() -> None:
    def arrive() -> Act:
        raise RuntimeError("closed today")

    with pytest.raises(RuntimeError, match="closed today"):
        crowd(arrive, 4, 60)


@pytest.mark.parametrize("wrong", [RuntimeError("busy"), AssertionError("busy")])
def test_an_act_that_fails_later_ends_all_too(wrong: Exception) -> None:
    turns = itertools.count()

    def act() -> float:
        if next(turns) == 9:
            raise wrong
        return 0.001

    with pytest.raises(type(wrong), match="busy"):
        crowd(lambda: act, 3, 60)


def test_times_are_milliseconds_and_rates_count_acts() -> None:
    found = timing([0.001] * 19 + [0.1], 2)
    assert found == Timing(p50=1, p95=100, rate=10, count=20)


def test_of_several_runs_the_median_is_kept() -> None:
    runs = [Timing(p50, 2 * p50, 1 / p50, 10) for p50 in (3, 1, 2)]
    assert middle(runs) == Timing(2, 4, 0.5, 30)
