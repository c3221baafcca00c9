"""What is said of known vulnerabilities, above all where nobody could be asked."""

import stat
import sys
from pathlib import Path
from typing import Any

import pytest

from deploy import audit

FAULT = {"id": "PYSEC-1", "fix_versions": ["1.1"], "aliases": [], "description": ""}


def asked(name: str, *faults: dict[str, Any]) -> dict[str, Any]:
    return {"name": name, "version": "1.0", "vulns": list(faults)}


def skipped(name: str) -> dict[str, Any]:
    return {"name": name, "skip_reason": "Dependency not found on PyPI"}


def test_a_known_vulnerability_fails_and_names_what_to_do() -> None:
    sentence, code = audit.judged([asked("good"), asked("bad", FAULT), skipped("ours")])
    assert code == 1
    assert "bad 1.0: PYSEC-1, mended in 1.1" in sentence
    assert "good" not in sentence


def test_none_known_passes_and_says_what_was_not_asked() -> None:
    assert audit.judged([asked("good")]) == ("1 packages audited, no vulnerability known.", 0)
    sentence, code = audit.judged([asked("good"), skipped("ours")])
    assert code == 0
    assert "does not know ours" in sentence


@pytest.mark.parametrize(
    "script",
    [
        'echo \'{"dependencies": [{"name": "a", "skip_reason": "not found"}]}\'',
        "echo no network >&2; exit 1",
    ],
)
def test_where_nobody_could_be_asked_it_says_so(
    script: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    tool = tmp_path / "pip-audit"
    tool.write_text(f"#!/bin/sh\n{script}\n")
    tool.chmod(tool.stat().st_mode | stat.S_IXUSR)
    monkeypatch.setattr(sys, "executable", str(tmp_path / "python"))
    assert audit.main() == audit.UNASKED
    assert "NOT AUDITED" in capsys.readouterr().out
