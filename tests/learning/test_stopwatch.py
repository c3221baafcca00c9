import pytest

from whence.learning import stopwatch


def test_seconds_add_up_even_over_a_stop(tmp_path, monkeypatch):
    clock = iter([10, 12.5, 100, 101, 200, 202])
    monkeypatch.setattr(stopwatch.time, "monotonic", lambda: next(clock))
    assert stopwatch.seconds(tmp_path / "phase-1") == 0
    with stopwatch.timed(tmp_path / "phase-1"):
        pass
    with pytest.raises(KeyboardInterrupt), stopwatch.timed(tmp_path / "phase-1"):
        raise KeyboardInterrupt
    assert stopwatch.seconds(tmp_path / "phase-1") == 3.5
    with stopwatch.timed(tmp_path / "soup-2" / "phase-2"):
        pass
    assert stopwatch.seconds(tmp_path) == 3.5
    assert stopwatch.seconds(tmp_path, tmp_path / "soup-2") == 5.5
