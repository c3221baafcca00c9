from threading import Event, Thread

import pytest

from whence.feedback.patience import within


def test_work_in_time_is_returned_or_raised() -> None:
    assert within(30, lambda: 6 * 7) == 42
    with pytest.raises(KeyError, match="gone"):
        within(30, lambda: {}["gone"])


def test_slow_work_is_left_to_itself() -> None:
    end = Event()
    with pytest.raises(TimeoutError):
        within(0.01, end.wait)
    end.set()


def test_work_that_gets_no_thread_fails_as_other_work_of_the_system(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(Thread, "start", no_thread)
    with pytest.raises(OSError, match="no thread left"):
        within(30, lambda: None)


def no_thread(_: Thread) -> None:
    raise RuntimeError("can't start new thread")
