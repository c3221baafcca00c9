import os
from pathlib import Path

import pandas as pd
import pytest

from whence.engines.chunks import Chunk
from whence.engines.parts import Parts, PartsError

ABOUT: dict[str, object] = {"model": "a", "works": 3, "chunk": 2}
GOOD = {
    "id": "one",
    "label": "Japan",
    "confidence": 0.75,
    "verdict": "torn",
    "chosen": ["Japan", "China"],
    "probabilities": {"Japan": 0.75, "China": 0.25},
    "novelty": None,
    "model": "a",
    "ms": 1.5,
}


def refused(code: str) -> dict[str, object]:
    return {"id": "two", "error": {"code": code, "message": "Why."}}


def test_what_is_kept_is_read_as_one_table(tmp_path: Path) -> None:
    parts = Parts(tmp_path, ABOUT)
    parts.keep(0, [GOOD, refused("not-found")])
    parts.keep(1, [GOOD | {"id": "three"}])
    table = pd.read_parquet(tmp_path)
    assert list(table["id"]) == ["one", "two", "three"]
    assert table["chosen"][0] == '["Japan", "China"]'
    assert table["error_code"][1] == "not-found"
    assert pd.isna(table["label"][1])


def test_parts_have_the_same_columns_whatever_became_of_their_works(tmp_path: Path) -> None:
    parts = Parts(tmp_path, ABOUT)
    parts.keep(0, [refused("not-found")])
    parts.keep(1, [GOOD | {"novelty": 0.5}])
    kinds = [pd.read_parquet(tmp_path / f"part-000000{number}.parquet").dtypes for number in (0, 1)]
    assert kinds[0].equals(kinds[1])
    assert list(pd.read_parquet(tmp_path)["label"].notna()) == [False, True]


@pytest.mark.parametrize(("code", "again"), [("not-found", False), ("unreachable", True)])
def test_a_part_is_missing_until_all_its_works_were_reached(
    tmp_path: Path, code: str, again: bool
) -> None:
    parts, chunk = Parts(tmp_path, ABOUT), Chunk(0, ())
    assert parts.missing(chunk)
    parts.keep(0, [GOOD, refused(code)])
    assert parts.missing(chunk) is again


def test_refusals_of_earlier_runs_are_counted_with_those_of_this_one(tmp_path: Path) -> None:
    before = Parts(tmp_path, ABOUT)
    before.keep(0, [GOOD, refused("not-found")])
    before.keep(1, [refused("unreachable"), refused("broken")])
    assert before.refused == 3
    parts = Parts(tmp_path, ABOUT)
    assert [parts.missing(Chunk(number, ())) for number in range(3)] == [False, True, True]
    parts.keep(1, [GOOD, refused("broken")])
    parts.keep(2, [GOOD])
    assert parts.refused == 2


def test_parts_are_read_in_the_order_of_their_numbers(tmp_path: Path) -> None:
    parts = Parts(tmp_path, ABOUT)
    for number in reversed(range(11)):
        parts.keep(number, [GOOD | {"id": str(number)}])
    assert list(pd.read_parquet(tmp_path)["id"]) == [str(number) for number in range(11)]


def test_a_part_that_cannot_be_written_leaves_the_one_before(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    parts = Parts(tmp_path, ABOUT)
    parts.keep(0, [refused("unreachable")])

    def full(*_: str) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(os, "replace", full)
    with pytest.raises(OSError, match="No space"):
        parts.keep(0, [GOOD])
    assert list(pd.read_parquet(tmp_path)["id"]) == ["two"]
    assert parts.refused == 1


def test_what_is_damaged_is_named(tmp_path: Path) -> None:
    parts = Parts(tmp_path, ABOUT)
    parts.keep(0, [GOOD])
    (tmp_path / "part-0000000.parquet").write_bytes(b"PAR1 half a table")
    with pytest.raises(PartsError, match=r"part-0000000\.parquet is damaged; delete it"):
        parts.missing(Chunk(0, ()))
    (tmp_path / "_collection.json").write_text("{")
    with pytest.raises(PartsError, match="is damaged; name an empty folder"):
        Parts(tmp_path, ABOUT)


def test_another_model_or_collection_is_refused(tmp_path: Path) -> None:
    Parts(tmp_path, ABOUT)
    Parts(tmp_path, ABOUT)
    with pytest.raises(PartsError, match=r"with another model \(.*; name an empty folder"):
        Parts(tmp_path, ABOUT | {"model": "b"})
    with pytest.raises(PartsError, match="with another model and chunk"):
        Parts(tmp_path, ABOUT | {"model": "b", "chunk": 3})


def test_without_what_writes_parquet_nothing_is_begun(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("whence.engines.parts.find_spec", lambda name: None)
    with pytest.raises(PartsError, match=r"pip install -r requirements-cluster\.txt"):
        Parts(tmp_path, ABOUT)
    assert not list(tmp_path.iterdir())
