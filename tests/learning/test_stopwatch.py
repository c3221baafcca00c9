import pytest

from whence.learning import stopwatch


def test_seconds_add_up_even_over_a_stop(tmp_path, monkeypatch):
    clock = iter([10, 12.5, 100, 101])
    monkeypatch.setattr(stopwatch.time, "monotonic", lambda: next(clock))
    assert stopwatch.seconds(tmp_path / "s.txt") == 0
    with stopwatch.timed(tmp_path / "s.txt"):
        pass
    with pytest.raises(KeyboardInterrupt), stopwatch.timed(tmp_path / "s.txt"):
        raise KeyboardInterrupt
    assert stopwatch.seconds(tmp_path / "s.txt") == 3.5
