from tests.museums.fake_clock import FakeClock
from whence.museums.pace import Pace


def test_each_origin_has_its_own_interval() -> None:
    fake = FakeClock()
    pace = Pace(1.5, fake.clock)
    pace.wait("https://a.example")
    pace.wait("https://b.example")
    assert fake.naps == []
    pace.wait("https://a.example")
    assert fake.naps == [1.5]
    fake.sleep(10)
    pace.wait("https://a.example")
    assert fake.naps == [1.5, 10]
    pace.wait("https://a.example")  # the seconds that nobody asked in are not made up for
    assert fake.naps == [1.5, 10, 1.5]


def test_a_short_interval_is_kept_as_well() -> None:
    fake = FakeClock()
    pace = Pace(0.5, fake.clock)
    for _ in range(3):
        pace.wait("https://a.example")
    assert fake.naps == [0.5, 0.5]
