"""Visitors are counted and timed, and a visit that cannot begin says so at once."""

import itertools

import pytest

from benchmarks.visitors import Act, Timing, crowd, middle, timing


def test_all_visitors_act_and_every_act_counts() -> None:
    acts = itertools.count()
    found = crowd(lambda: lambda: 0.001 * next(acts), 3, 0.05)
    assert found.errors == 0
    # Each visitor's first act warms up.
    assert found.count == next(acts) - 3


def test_a_visit_that_cannot_begin_ends_all() -> None:
    def arrive() -> Act:
        raise RuntimeError("closed today")

    with pytest.raises(RuntimeError, match="closed today"):
        crowd(arrive, 4, 60)


def test_an_act_that_fails_later_is_an_error_and_the_visitor_comes_again() -> None:
    arrivals = itertools.count()

    def arrive() -> Act:
        turns = itertools.count()
        next(arrivals)

        def act() -> float:
            if next(turns) == 2:
                raise RuntimeError("busy")
            return 0.001

        return act

    found = crowd(arrive, 1, 0.05)
    assert found.errors == next(arrivals) - 1
    assert found.errors > 0


def test_times_are_milliseconds_and_rates_count_good_acts() -> None:
    found = timing([0.001] * 19 + [0.1], 2, errors=3)
    assert found == Timing(p50=1, p95=100, rate=10, count=23, errors=3)


def test_of_several_runs_the_median_is_kept() -> None:
    runs = [Timing(p50, 2 * p50, 1 / p50, 10, 1) for p50 in (3, 1, 2)]
    assert middle(runs) == Timing(2, 4, 0.5, 30, 3)
