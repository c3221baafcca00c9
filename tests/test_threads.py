import gc
import subprocess
import sys
import time
import weakref
from functools import partial
from threading import Event, Thread

import pytest

from tests.conftest import ROOT
from whence.threads import begun


def test_what_work_returns_or_raises_is_in_its_future() -> None:
    assert begun(lambda: 6 * 7).result(30) == 42
    with pytest.raises(KeyError, match="gone"):
        begun(lambda: {}["gone"]).result(30)
    with pytest.raises(SystemExit):
        begun(sys.exit).result(5)


def test_what_fails_keeps_nothing_that_was_at_hand() -> None:
    class Large:
        pass

    large = Large()
    kept = weakref.ref(large)

    def fail(large: Large) -> None:
        raise OSError

    gc.disable()
    try:
        answer = begun(partial(fail, large))
        assert isinstance(answer.exception(30), OSError)
        del answer, large
        for _ in range(100):  # the thread ends a moment later
            if kept() is None:
                break
            time.sleep(0.05)
        assert kept() is None
    finally:
        gc.enable()


def test_nobody_need_wait_for_slow_work() -> None:
    end = Event()
    with pytest.raises(TimeoutError):
        begun(end.wait).result(0.01)
    end.set()


def test_work_that_hangs_keeps_no_process_from_ending() -> None:
    program = "import time; from whence.threads import begun; begun(lambda: time.sleep(600))"
    subprocess.run([sys.executable, "-c", program], cwd=ROOT, check=True, timeout=60)


def test_work_that_gets_no_thread_fails_as_other_work_of_the_system(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(Thread, "start", no_thread)
    with pytest.raises(OSError, match="no thread left"):
        begun(lambda: None)


def no_thread(_: Thread) -> None:
    raise RuntimeError("can't start new thread")
