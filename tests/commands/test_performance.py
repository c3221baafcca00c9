"""Results of `make bench` as tables and sentences."""

import json
from pathlib import Path
from typing import Any

from whence.commands.performance import arithmetic, collections, measured, performance

MET = {"met": True}
CLICKS: dict[str, Any] = {
    "date": "2026-11-21",
    "busy": 4,
    "header": ["painting", "clicks/s"],
    "rows": [["fresh", "120"]],
    "bars": [
        {
            "what": "faster",
            "value": 12.5,
            "unit": "×",
            "at_least": 10,
            "at_most": None,
            "met": True,
        },
        {"what": "start", "value": 2.4, "unit": "s", "at_least": None, "at_most": 2, "met": False},
    ],
    "figures": {"local": 50},
}
MACHINE = {
    "processor": "A processor",
    "cores": 2,
    "gigabytes": 8,
    "python": "3.11.7",
    "gallery": "an environment of its own",
    "packages": {"dash": "4.4.1"},
}


def written(folder: Path, **parts: Any) -> Path:
    (folder / "benchmarks").mkdir()
    text = json.dumps({"machine": MACHINE} | parts)
    (folder / "benchmarks" / "results.json").write_text(text, encoding="utf-8")
    return folder


def test_a_part_is_its_table_its_bars_and_when_it_was_measured() -> None:
    assert measured(CLICKS) == (
        "| painting | clicks/s |\n| --- | --- |\n| fresh | 120 |\n\n"
        "| bar | wanted | reached |  |\n| --- | --- | --- | --- |\n"
        "| faster | at least 10 × | 12.5 × | met |\n"
        "| start | at most 2 s | 2.4 s | missed |\n\n"
        "Measured on 2026-11-21; other programs used 4 % of the processor when it began."
    )


def test_parts_may_be_measured_on_several_processors() -> None:
    found = CLICKS | {"processor": "A processor"}
    assert measured(found).endswith(
        "Measured on 2026-11-21, A processor; other programs used 4 % of the processor when it "
        "began."
    )


def test_a_part_without_bars_has_no_table_of_them() -> None:
    assert "wanted" not in measured(CLICKS | {"bars": []})


def test_only_what_was_measured_is_written(tmp_path: Path) -> None:
    root = written(tmp_path, clicks=CLICKS)
    assert set(performance(root)) == {"machine", "clicks"}
    assert collections(root) == {}


def test_the_machine_and_its_packages_are_named(tmp_path: Path) -> None:
    sentence = performance(written(tmp_path))["machine"]
    assert sentence == (
        "2 cores, 8 GB, Python 3.11.7; dash 4.4.1. The gallery runs in an environment of its own."
    )


def test_large_collections_are_reckoned_from_the_measured_rate(tmp_path: Path) -> None:
    regions = collections(written(tmp_path, collection=CLICKS))
    assert regions["arithmetic"] == arithmetic(50)
    lines = arithmetic(50).splitlines()
    assert lines[2] == "| 500,000 | 83 min | 10 min | 1 min |"
    assert lines[3] == "| 5,000,000 | 13.9 h | 1.7 h | 13 min |"
