"""What the last runs of `make fuzz` and `make mutants` found, and what they are made of."""

import json
from typing import Any

import pytest

from benchmarks.damage import WAYS, damaged, with_right_checksums
from benchmarks.mutants import REASONS
from benchmarks.samples import KINDS, sample
from tests.conftest import ROOT
from whence.pictures import decode

BAR = 300_000_000


def results(name: str) -> dict[str, Any]:
    found: dict[str, Any] = json.loads((ROOT / "benchmarks" / name).read_text(encoding="utf-8"))
    return found


def test_damaged_pictures_stayed_below_the_bar() -> None:
    found = results("fuzz.json")["damaged"]
    assert found["files"] >= 20_000
    assert found["faults"] == []
    assert found["crashes"] == found["over_two_seconds"] == found["answers_without_a_picture"] == 0
    assert found["peak_bytes"] < BAR


def test_the_largest_pictures_stayed_below_the_bar() -> None:
    for each in results("fuzz.json")["largest"]:
        assert each["became"] == "decoded", each
        assert each["peak"] < BAR, each
        assert each["seconds"] < 2, each


def test_every_reason_why_a_change_may_survive_is_one_still_given() -> None:
    for each in results("mutants.json")["survivors"]:
        assert not each["why"] or each["why"] in REASONS.values(), each


def test_the_same_number_is_the_same_damage() -> None:
    assert {damaged(number).way for number in range(200)} == set(WAYS)
    for number in range(len(KINDS)):
        assert damaged(number) == damaged(number)


@pytest.mark.parametrize("kind", KINDS)
def test_what_is_damaged_was_whole(kind: str) -> None:
    assert decode(sample(kind, 0)).shape[2] == 3


def test_right_checksums_let_damage_through() -> None:
    whole = sample("PNG", 0)
    assert with_right_checksums(whole) == whole
    at = whole.index(b"IDAT") + 8
    changed = whole[:at] + bytes([whole[at] ^ 255]) + whole[at + 1 :]
    assert with_right_checksums(changed) != changed
