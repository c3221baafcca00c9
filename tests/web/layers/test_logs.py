"""Lines that a machine splits and a person reads."""

import logging
import shlex
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta

import pytest

from whence.web.layers import logs
from whence.web.layers.access import Served, request_id


@pytest.fixture(autouse=True)
def _undone() -> Iterator[None]:
    """Undo what `configure` does to the logger of everything of ours."""
    logger = logging.getLogger("whence")
    before = logger.handlers, logger.level, logger.propagate
    token = request_id.set("request-1")
    yield
    request_id.reset(token)
    logger.handlers, logger.level, logger.propagate = before


def written(capsys: pytest.CaptureFixture[str]) -> dict[str, str]:
    (first,) = capsys.readouterr().out.splitlines()
    return dict(pair.split("=", 1) for pair in shlex.split(first))


def test_an_access_line_says_what_and_how_long_and_says_it_once(
    capsys: pytest.CaptureFixture[str], caplog: pytest.LogCaptureFixture
) -> None:
    for _ in range(2):  # as where an application is made twice
        logs.configure(logging.INFO)
    logs.write(Served("GET", "/pictures/{painting_id}", 200, 0.0123, 99))
    said = written(capsys)
    assert abs(datetime.now(UTC) - datetime.fromisoformat(said.pop("time"))) < timedelta(minutes=1)
    assert said == {
        "level": "info",
        "logger": "whence.access",
        "request_id": "request-1",
        "method": "GET",
        "route": "/pictures/{painting_id}",
        "status": "200",
        "bytes": "99",
        "ms": "12.3",
    }
    assert caplog.records == []  # what stands at the root of all logs would write it again


def test_any_other_line_is_quoted_and_stays_one_line(capsys: pytest.CaptureFixture[str]) -> None:
    logs.configure(logging.INFO)
    logging.getLogger("whence.web").warning('said "no"\nlevel=forged \x1b[31m')
    out = capsys.readouterr().out
    assert len(out.splitlines()) == 1
    assert r'msg="said \"no\"\nlevel=forged \x1b[31m"' in out
    assert "level=warning" in out


@pytest.mark.parametrize(
    ("value", "written_as"),
    [
        ("plain", "plain"),
        ("漢字", "漢字"),
        ("", '""'),
        ("a b", '"a b"'),
        ("a=b", '"a=b"'),
        ('say "a"', r'"say \"a\""'),
        ("a\\b", r'"a\\b"'),
        ("a\nb", r'"a\nb"'),
    ],
)
def test_a_value_is_quoted_where_a_machine_would_split_it(value: str, written_as: str) -> None:
    assert logs.quoted(value) == written_as


def test_a_line_outside_of_any_request_names_none(capsys: pytest.CaptureFixture[str]) -> None:
    logs.configure(logging.INFO)
    token = request_id.set("")
    logging.getLogger("whence.web").info("started")
    request_id.reset(token)
    assert "request_id" not in capsys.readouterr().out


def test_a_traceback_follows_its_line(capsys: pytest.CaptureFixture[str]) -> None:
    logs.configure(logging.INFO)
    try:
        raise RuntimeError("why")
    except RuntimeError:
        logging.getLogger("whence.web").exception("it failed")
    first, *rest = capsys.readouterr().out.splitlines()
    assert 'msg="it failed"' in first
    assert rest[-1] == "RuntimeError: why"


def test_who_plays_on_this_machine_reads_no_access_lines(
    capsys: pytest.CaptureFixture[str],
) -> None:
    logs.configure(logging.WARNING)
    logs.write(Served("GET", "/", 200, 0.1, 1))
    assert capsys.readouterr().out == ""
