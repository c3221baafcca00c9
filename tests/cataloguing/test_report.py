import json
from collections import Counter

from whence.cataloguing.report import Report


def report() -> Report:
    made = Report(read=Counter({"list.csv": 1_234}), mended=Counter({"titles tidied": 2}))
    made.drop("list.csv", "no picture")
    made.drop("list.csv", "no picture")
    made.keep([])
    return made


def test_what_is_saved_is_the_whole_report() -> None:
    saved = Report(**json.loads(report().to_json()))
    assert saved == report()
    assert saved.table() == report().table()


def test_the_table_tells_what_was_read_left_out_kept_and_mended() -> None:
    assert report().table().splitlines() == [
        "| what | rows |",
        "|---|---:|",
        "| **list.csv**: read | 1,234 |",
        "| left out: no picture | 2 |",
        "| **catalogue**: paintings | 0 |",
        "| from list.csv | 1,232 |",
        "| with a title | 0 |",
        "| mended: titles tidied | 2 |",
    ]
