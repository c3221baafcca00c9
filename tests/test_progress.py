import sys

import pytest

from whence.progress import progress


def states(
    terminal: bool, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> int:
    """Count how often the bar of ten steps, a second each by its own clock, is written."""
    monkeypatch.setattr(sys.stderr, "isatty", lambda: terminal)
    seconds = iter(range(1000))
    with progress(total=10, miniters=1) as bar:
        bar._time = lambda: next(seconds)
        bar.start_t = bar.last_print_t = next(seconds)
        for _ in range(10):
            bar.update()
    return capsys.readouterr().err.count("\r")


def test_a_bar_that_nobody_watches_writes_little(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    assert states(True, capsys, monkeypatch) > 10
    assert states(False, capsys, monkeypatch) <= 3
