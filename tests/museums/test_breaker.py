from whence.museums.breaker import Breaker


class Clock:
    now = 100.0

    def __call__(self) -> float:
        return self.now


def broken(clock: Clock) -> Breaker:
    breaker = Breaker(failures=3, rest=30, clock=clock)
    for _ in range(3):
        assert breaker.admits()
        breaker.failed()
    return breaker


def test_opens_after_three_failures_in_a_row() -> None:
    breaker = broken(Clock())
    assert not breaker.admits()
    assert not breaker.closed


def test_a_success_between_starts_the_count_anew() -> None:
    breaker = Breaker(failures=3)
    for _ in range(4):
        breaker.failed()
        breaker.failed()
        breaker.succeeded()
    assert breaker.admits()
    breaker.failed()
    breaker.failed()
    assert breaker.closed


def test_rests_from_the_last_failure_on() -> None:
    clock = Clock()
    breaker = Breaker(failures=3, rest=30, clock=clock)
    for _ in range(3):
        breaker.failed()
        clock.now += 20
    assert not breaker.admits()
    clock.now += 10
    assert breaker.admits()


def test_lets_one_try_after_the_rest_and_closes_on_success() -> None:
    clock = Clock()
    breaker = broken(clock)
    clock.now += 31
    assert [breaker.admits() for _ in range(3)] == [True, False, False]
    assert not breaker.closed
    breaker.succeeded()
    assert breaker.closed
    assert [breaker.admits() for _ in range(3)] == [True, True, True]


def test_rests_again_when_the_try_fails() -> None:
    clock = Clock()
    breaker = broken(clock)
    clock.now += 31
    assert breaker.admits()
    breaker.failed()
    assert not breaker.admits()
    clock.now += 31
    assert breaker.admits()
