import csv
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from tests.commands.full import FULL, on_a_full_disk
from tests.feedback.sample import correction
from whence.cli import main
from whence.feedback.store import Corrections


def feedback(*arguments: object) -> Result:
    return CliRunner().invoke(main, ["feedback", *map(str, arguments)])


@pytest.fixture
def store(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Corrections:
    url = f"sqlite:///{tmp_path}/feedback.db"
    monkeypatch.setenv("DATABASE_URL", url)
    return Corrections(url)


def test_export_to_a_file_and_to_the_screen(store: Corrections, tmp_path: Path) -> None:
    store.add(correction("first", 1))
    store.add(correction("=second", 2))
    path = tmp_path / "new" / "out.csv"
    result = feedback("export", "--to", path)
    assert result.exit_code == 0
    assert result.stdout == f"2 corrections in {path}\n"
    written = path.read_text(encoding="utf-8")
    assert [row["note"] for row in csv.DictReader(written.splitlines())] == ["first", "'=second"]
    assert feedback("export").stdout == written


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="needs a device that is always full")
@pytest.mark.parametrize("verb", ["export", "migrate"])
def test_a_screen_that_takes_nothing_is_named(store: Corrections, verb: str) -> None:
    store.add(correction())
    assert on_a_full_disk("-m", "whence", "feedback", verb) == FULL


@pytest.mark.usefixtures("store")
def test_where_nothing_was_kept_nothing_is_made(tmp_path: Path) -> None:
    result = feedback("export")
    assert result.exit_code == 1
    assert "No correction was kept yet, or DATABASE_URL names another file" in result.stderr
    assert list(tmp_path.iterdir()) == []


def test_an_export_that_fails_leaves_the_last_one(
    store: Corrections, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    store.add(correction())
    path = tmp_path / "out.csv"
    feedback("export", "--to", path)
    before = path.read_bytes()
    (tmp_path / "broken.db").write_bytes(b"no database at all" * 100)
    monkeypatch.setenv("DATABASE_URL", f"sqlite:///{tmp_path}/broken.db")
    result = feedback("export", "--to", path)
    assert result.exit_code == 1
    assert "Check DATABASE_URL" in result.stderr
    assert path.read_bytes() == before
    assert sorted(file.name for file in tmp_path.iterdir() if "csv" in file.name) == ["out.csv"]


def test_a_file_that_cannot_be_written(store: Corrections, tmp_path: Path) -> None:
    store.add(correction())
    result = feedback("export", "--to", tmp_path / "feedback.db" / "out.csv")
    assert result.exit_code == 1
    assert f"{tmp_path / 'feedback.db'}: File exists." in result.stderr


@pytest.mark.usefixtures("store")
def test_migrate_twice(tmp_path: Path) -> None:
    for _ in range(2):
        result = feedback("migrate")
        assert result.exit_code == 0, result.output
        assert "up to date" in result.stdout
    assert (tmp_path / "feedback.db").exists()


@pytest.mark.parametrize("arguments", [["migrate"], ["export"]])
def test_a_wrong_address_is_named_without_its_password(
    arguments: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("DATABASE_URL", "mysql://me:secret@host/name")
    result = feedback(*arguments)
    assert result.exit_code == 1
    assert "DATABASE_URL" in result.stderr
    assert "secret" not in result.output
